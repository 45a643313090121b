"""Problem domains."""
