"""Loading entries from files: reference data, demo entries, spreadsheets."""
