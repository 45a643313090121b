"""Calling a network meeting: invitations, the agenda, changes, and calling it off."""
