"""Changing a company's pay rules, and what a change does."""
