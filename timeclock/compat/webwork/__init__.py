"""Calls as WebWork has them."""
