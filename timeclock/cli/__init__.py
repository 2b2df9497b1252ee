"""The door of the terminal: anyone who holds the server acts as the operator."""
