"""What Clockify's calls answer with."""
