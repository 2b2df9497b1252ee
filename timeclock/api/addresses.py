"""Where the API lies."""

BASE = "/api/timeclock/v1"
