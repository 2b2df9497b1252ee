"""Approved timesheets as they are kept: their text, their rows, and what differs from them."""
