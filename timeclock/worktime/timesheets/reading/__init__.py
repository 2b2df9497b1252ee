"""Reading the sheets of one person or of many."""
