"""Workspaces: the companies, and what each has set for itself."""
