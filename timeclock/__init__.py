"""Timeclock: a time clock that a company runs itself."""
