"""How the product reads and writes its database."""
