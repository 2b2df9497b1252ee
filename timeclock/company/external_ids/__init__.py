"""The ids that other systems have for people, jobs and time clocks."""
