"""The form of a correction, and how one is shown."""
