"""What the pages' forms take."""
