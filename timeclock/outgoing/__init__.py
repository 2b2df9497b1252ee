"""What leaves the product: files and messages."""
