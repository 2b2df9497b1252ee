"""People, time clocks, jobs and the company's settings."""
