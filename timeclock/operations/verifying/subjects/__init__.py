"""One module for each table that the ledger describes: its replay and its columns."""
