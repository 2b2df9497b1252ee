"""Finding and listing corrections."""
