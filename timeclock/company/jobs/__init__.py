"""Jobs: what time is booked on."""
