"""Hours: totals, rounding, overtime, and what stands in the way of paying them."""
