"""A sheet, a day and a strip as values for templates."""
