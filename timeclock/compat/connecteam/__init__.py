"""Calls as Connecteam has them."""
