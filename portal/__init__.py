"""Én indgang: who to call, in which order, right now."""
