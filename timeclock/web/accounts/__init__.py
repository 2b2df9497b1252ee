"""Signing in, the first visit, and one's own settings."""
