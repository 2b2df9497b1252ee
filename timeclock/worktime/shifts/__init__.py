"""Shifts: clock in, pause, resume, switch job, clock out, stop, undo."""
