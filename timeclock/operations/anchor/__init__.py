"""The anchor: the heads of all chains in a small file outside the database."""
