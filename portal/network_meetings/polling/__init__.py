"""Asking everybody when they can, by a personal link and without signing in."""
