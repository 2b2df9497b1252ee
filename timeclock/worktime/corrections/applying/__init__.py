"""What a correction changes in shifts, or books on open days."""
