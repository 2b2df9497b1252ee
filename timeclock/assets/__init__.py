"""Stylesheet, scripts, icons: built once from our sources and the vendors' wheels, then served."""
