"""The read model: one read-only SQLite file, from which every question is answered."""
