"""Calls as Clockify has them."""
