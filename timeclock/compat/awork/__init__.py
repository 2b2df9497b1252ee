"""Calls as awork has them."""
