"""Planning a network meeting: who should sit at the table, and when."""
