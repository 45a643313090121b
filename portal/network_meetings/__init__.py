"""Network meetings: everybody who should sit at the table, at a time that works."""
