"""API keys, integrations, webhooks and the API's documents."""
