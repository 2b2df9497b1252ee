"""People who are added together from a list."""
