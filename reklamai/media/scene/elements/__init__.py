"""Pieces that several places share: trees, hills, buildings, rooms, furniture. Each returns SVG parts."""
