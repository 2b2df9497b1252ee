"""Timesheets: reading, submitting, approving, closing, and what is in the way of it."""
