"""Corrections: asked for, proposed, decided; the original stays beside them."""
