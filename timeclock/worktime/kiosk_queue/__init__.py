"""What a kiosk sends after it had no network: each punch is taken in once and in order, or held."""
