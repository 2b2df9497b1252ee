"""What waits for a manager."""
