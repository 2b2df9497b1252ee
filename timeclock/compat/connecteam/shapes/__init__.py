"""Answers as Connecteam writes them; pure."""
