"""Entries of the ledger as sentences."""
