"""A small invented company with two weeks behind it, for looking around."""
