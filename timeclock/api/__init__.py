"""Our own JSON API, under /api/timeclock/v1."""
