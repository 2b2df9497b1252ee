"""The doors for scripts that were written for other time clocks."""
