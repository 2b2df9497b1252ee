"""Who is in, and stopping somebody's clock."""
