"""The door of the terminal: whoever holds the server acts as the operator."""
