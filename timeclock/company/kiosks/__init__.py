"""Kiosks: shared tablets at a time clock, and the PINs and badges that people use there."""
