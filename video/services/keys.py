"""Keys of orders that a room makes by itself: the same content is the same order, until it has failed."""

from __future__ import annotations

from uuid import UUID, uuid5

from video.models import MultiShotGeneration, Shot, ShotOrder


def key_for(film: MultiShotGeneration, part: str, content: str, shot: Shot | None = None) -> UUID:
    """One for each try: two workers that see the same end at once order the same thing once."""
    tries = ShotOrder.objects.filter(film=film, shot=shot, part=part, content_hash=content).count()
    return uuid5(film.pk, f"{part} {shot.pk if shot else ''} {content} {tries}")
