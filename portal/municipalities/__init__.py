"""The 19 municipalities."""
