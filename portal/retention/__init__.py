"""How long what the portal knows is kept, and deleting what is over."""
