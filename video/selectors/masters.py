"""Reads of masters for one user: what a work's file can become, and what was made of it."""

from __future__ import annotations

from collections.abc import Sequence

from studio.models import Asset, Generation, User
from studio.selectors.generations import with_parts
from video.master_sources import footage_of_asset
from video.mastering import KIND, SOURCES

MOST_LISTED = 12


def source_of(generation: Generation) -> Asset | None:
    """The file of a work that masters are made of: of several the one with the most bits, the first of these.

    None for a work without a picture or a clip.
    """
    files: Sequence[Asset] = [asset for asset in generation.results if asset.kind in SOURCES]
    return max(files, key=bits_of, default=None)


def bits_of(asset: Asset) -> int:
    return footage_of_asset(asset).bits


def made_of(user: User, generation: Generation) -> list[Generation]:
    """Masters of this work that were ordered as works of their own, the newest first."""
    rows = Generation.objects.visible_to(user).filter(parent=generation, kind=KIND)
    return list(with_parts(rows).order_by("-created_at")[:MOST_LISTED])
