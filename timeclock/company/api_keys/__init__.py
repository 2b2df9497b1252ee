"""API keys: what scripts sign in with; each acts as its member, as far as its scope goes."""
