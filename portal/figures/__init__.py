"""How true the directory is and how well it works, with what stands behind each figure."""
