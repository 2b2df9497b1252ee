"""The ledger: every punch and every later change, append-only, chained by hash per member."""
