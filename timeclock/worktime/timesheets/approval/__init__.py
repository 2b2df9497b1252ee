"""Submitting, approving and closing, and what prevents it."""
