"""A company: its people, time clocks, jobs, keys, rules and locks."""
