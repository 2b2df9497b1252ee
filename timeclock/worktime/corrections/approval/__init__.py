"""Asking for a correction, and deciding about it."""
