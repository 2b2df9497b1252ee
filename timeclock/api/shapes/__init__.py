"""How the API shows things, noun by noun."""
