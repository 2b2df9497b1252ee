"""Verification: the chains of the ledger, and every table that the ledger describes."""
