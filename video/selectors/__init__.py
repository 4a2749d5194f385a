"""Reads of this room, always for one user."""
