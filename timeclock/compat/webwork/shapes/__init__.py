"""Answers as WebWork writes them; pure."""
