"""Hours: punches to paid time, each total with the lines that it is made of; pure arithmetic."""
