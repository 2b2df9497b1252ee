"""Who is in, and stopping someone's clock."""
