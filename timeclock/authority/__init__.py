"""Who may do what: roles, scopes, permissions and the actor; pure values, no tables."""
