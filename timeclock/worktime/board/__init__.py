"""Who is in: what somebody may see of the people at work, in a constant number of statements."""
