"""What goes into an order at ElevenLabs, by the entry, in the maker's shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reklamai.core.errors import Rejected
from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.engines import request
from studio.engines.base import Job

SETTINGS = ("stability", "similarity_boost", "style", "speed", "use_speaker_boost")
"""Inputs that the maker wants inside `voice_settings`."""
EMOTION = "emotion"
MUSIC_LENGTH = "music_length_ms"


def voice_and_body(job: Job) -> tuple[str, dict[str, Any]]:
    """(the voice, which stands in the address; the body) of speech."""
    found = request.inputs(job, {})
    voice, tag = str(found.pop("voice", "")), str(found.pop(EMOTION, ""))
    settings = {name: found.pop(name) for name in SETTINGS if name in found}
    if tag:
        found["text"] = f"{tag} {found['text']}"
    return voice, {**found, **({"voice_settings": settings} if settings else {})}


def voice_and_fields(job: Job) -> tuple[str, dict[str, Any]]:
    """The same of a voice that is to be changed; the body is a form there, and the settings JSON in one field."""
    found = request.inputs(job, {})
    voice = str(found.pop("voice", ""))
    settings = {name: found.pop(name) for name in SETTINGS if name in found}
    return voice, {**found, **({"voice_settings": settings} if settings else {})}


def music(job: Job) -> dict[str, Any]:
    found = request.inputs(job, {})
    return {**found, MUSIC_LENGTH: round(found[MUSIC_LENGTH] * 1000)}  # ours are seconds


def sound_of(job: Job) -> Path:
    """The sound that is to be changed. Raises Rejected."""
    found = (each.path for each in job.references if each.role == "source_audio" and each.path is not None)
    sound = next(found, None)
    if sound is None:
        raise Rejected("There is no sound to change.")
    return sound


def tag_of(entry: Entry, parameters: dict[str, Any]) -> str:
    """ "[whispers]" for an emotion that was chosen, "" for none."""
    item = entry.input_for(EMOTION)
    return str(item.said(parameters.get(EMOTION)) or "") if item is not None else ""


def words_of(ask: Ask, entry: Entry) -> str:
    """What the model reads."""
    tag = tag_of(entry, ask.parameters)
    return f"{tag} {ask.prompt}" if tag else ask.prompt
