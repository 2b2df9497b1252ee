"""Times, figures, names and marks in words."""
