"""Offers: list, show, create, edit."""
