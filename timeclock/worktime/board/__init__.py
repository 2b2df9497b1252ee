"""Who is in: what someone may see of the people at work, in a constant number of statements."""
