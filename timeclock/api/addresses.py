"""Where the API is."""

BASE = "/api/timeclock/v1"
# The pages that explain it are shown by the web door.
PROBLEMS_PAGE = "/api/docs/problems"
