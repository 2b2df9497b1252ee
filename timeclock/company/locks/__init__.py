"""Approved timesheets and closed periods: what nobody changes any more."""
