"""Tests: sentences about how the portal behaves, run on SQLite and on PostgreSQL."""
