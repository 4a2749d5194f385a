"""The voices of our account at ElevenLabs, read into the entries that offer voices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reklamai.providers.elevenlabs.answers import Voice
from reklamai.providers.elevenlabs.client import ElevenLabs
from studio.catalogue.entry import parse
from studio.models import CatalogueModel
from studio.services.refreshing import Difference
from studio.voices import FOR_ALL

MOST = 400
"""A select and a dialog with more of them help nobody; premade ones come first."""
LONGEST_NAME = 80


def differences(elevenlabs: ElevenLabs) -> Iterator[Difference]:
    """For every model with voices whose voices are not those of the account any more. Raises what the client raises.

    A voice that was cloned or designed on our account is somebody's own: it is offered to nobody.
    """
    offered = [voice for voice in elevenlabs.voices() if is_for_all(voice)]
    voices = told(sorted(offered, key=lambda voice: not is_premade(voice))[:MOST])
    if not voices:
        return
    for row in CatalogueModel.objects.filter(provider="elevenlabs").order_by("position", "id"):
        if parse(row.entry).input_for("voice") is None or row.live.get("voices") == voices:
            continue
        before = {each["name"] for each in row.live.get("voices") or []}
        names = {each["name"] for each in voices}
        words = f"{len(names)} voices, {len(names - before)} new, {len(before - names)} gone"
        yield Difference("voices", row.pk, words, live={"voices": voices})


def is_for_all(voice: Voice) -> bool:
    return is_premade(voice) or (voice.category in FOR_ALL and voice.from_library)


def is_premade(voice: Voice) -> bool:
    return voice.category == "premade"


def told(voices: list[Voice]) -> list[dict[str, Any]]:
    """As they are kept: each under a name of its own, as orders name voices."""
    found: dict[str, dict[str, Any]] = {}
    for voice in voices:
        name, number = voice.name[:LONGEST_NAME], 2
        while name in found:
            name, number = f"{voice.name[:LONGEST_NAME]} {number}", number + 1
        found[name] = {
            "name": name, "id": voice.id, "gender": voice.gender, "language": voice.language, "words": voice.words,
            "preview_url": voice.preview_url, "category": voice.category,
        }  # fmt: skip
    return list(found.values())
