"""What changed, by whom, before and after; and how to undo it."""
