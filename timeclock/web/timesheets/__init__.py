"""Timesheets of a period, one person's, and closing."""
