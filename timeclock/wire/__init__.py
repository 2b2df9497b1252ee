"""What every JSON door needs and no page does: strict JSON, keys, idempotency, error formats."""
