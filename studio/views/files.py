"""The door to private files: the owner is checked first, then the file is sent in pieces."""

from __future__ import annotations

from studio.serving import asset_file, asset_thumbnail, mark, ranged

__all__ = ["asset_file", "asset_thumbnail", "mark", "ranged"]
