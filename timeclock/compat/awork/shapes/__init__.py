"""Answers as awork writes them; pure."""
