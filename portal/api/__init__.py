"""The portal for machines: the answer as JSON, its description, and health."""
