"""What a shift is to become, and the rules for it; pure."""
