"""Asking for exports and fetching them."""
