"""The pages on which administrators teach the portal words."""
