"""Where the API is."""

BASE = "/api/timeclock/v1"
