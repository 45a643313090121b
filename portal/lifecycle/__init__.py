"""Confirm, archive, restore, history and undo, for every kind of entry alike."""
