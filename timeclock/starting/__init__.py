"""What start.py does with the server; like start.py, this needs Python and nothing else."""
