"""Shifts, the hours they pay, and what managers decide."""
