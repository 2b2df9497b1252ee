"""Timesheets: reading, submitting, approving, closing, and what stands in the way of it."""
