"""Webhooks: what the ledger records, told to other programs that asked for it."""
