"""What each call of the API takes, noun by noun."""
