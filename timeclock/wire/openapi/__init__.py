"""OpenAPI 3.1 documents of the JSON doors, made from the routes and models that serve."""
