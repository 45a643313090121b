"""Contact persons: list, show, create, edit."""
