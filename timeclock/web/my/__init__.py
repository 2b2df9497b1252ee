"""One's own week, days, timesheet, requests and record."""
