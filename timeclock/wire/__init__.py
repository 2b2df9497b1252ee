"""What every JSON door needs and no page does: strict JSON, bodies, keys, idempotency, dresses."""
