"""The dated rules by which a company pays."""
