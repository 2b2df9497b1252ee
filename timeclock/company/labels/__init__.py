"""Names to sort by: clients, whom jobs are done for, and tags of shifts."""
