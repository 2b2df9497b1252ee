"""The clock: its panel, the punches and today."""
