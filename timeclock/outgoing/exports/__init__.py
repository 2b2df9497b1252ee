"""Hours and punches as files: CSV, XLSX and PDF."""
