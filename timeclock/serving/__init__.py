"""The HTTP server: waitress with a deadline for each phase, and the processes that it runs in."""
