"""The kiosk: a shared tablet at which people say who they are and punch."""
