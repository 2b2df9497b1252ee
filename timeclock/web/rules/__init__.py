"""The company's pay rules."""
