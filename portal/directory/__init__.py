"""The directory read as a whole: all municipalities, one municipality, and what it still lacks."""
