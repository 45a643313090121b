"""Handover routes: list, show, create, edit."""
