"""People: accounts that sign in, their memberships, sessions and one-time links."""
