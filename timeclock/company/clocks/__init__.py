"""Time clocks: places or teams to clock in at, their breaks, members and managers."""
