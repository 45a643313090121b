"""Talking to a database that may be away: how long to wait for it, and when not to ask."""
