"""Approved timesheets and closed periods: what no one changes any more."""
