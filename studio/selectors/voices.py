"""The voices that a model offers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from reklamai.media.speech.voices import voices as our_voices
from studio.catalogue.entry import Entry
from studio.catalogue.labels import value_label
from studio.selectors import catalogue
from studio.voices import VoiceCard

FACTS = Path(__file__).resolve().parent.parent / "catalogue" / "voices.yaml"


def voices_of(entry: Entry) -> tuple[VoiceCard, ...]:
    """Every voice of the model in the order of its entry; () for one that has no voices."""
    item = entry.input_for("voice")
    if item is None or not item.enum:
        return ()
    cards = {"local": ours, "kie": at_kie, "elevenlabs": on_our_account}.get(entry.provider, unknown)
    return tuple(cards(str(name), str(item.values.get(name, name)), entry) for name in item.enum)


def voices_of_model(model: str) -> tuple[VoiceCard, ...]:
    """As `voices_of`. Raises NotFound for no such model."""
    return voices_of(catalogue.offer(model).entry)


def voice(model: str, name: str) -> VoiceCard:
    """One voice. Raises NotFound."""
    found = next((card for card in voices_of_model(model) if card.id == name), None)
    if found is None:
        raise NotFound(_("There is no such voice."))
    return found


def ours(name: str, maker_id: str, entry: Entry) -> VoiceCard:
    known = next((each for each in our_voices() if each.id == maker_id), None)
    if known is None:
        return unknown(name, maker_id, entry)
    languages = (known.language, "en" if known.language == "ru" else "ru")
    return VoiceCard(name, value_label("voice", name), languages, known.gender, (known.words,), maker_id, "spoken")


def at_kie(name: str, maker_id: str, entry: Entry) -> VoiceCard:
    if entry.maker != "ElevenLabs":  # of no other maker's voices does it show a sample (2026-10)
        return unknown(name, maker_id, entry)
    told = facts().get(maker_id, {})
    address = f"{settings.KIE_SAMPLES_URL}/{maker_id}.mp3"
    return VoiceCard(
        name, name, ("en", "ru"), told.get("gender", ""), tuple(told.get("words", ())), maker_id, "address", address
    )


def on_our_account(name: str, maker_id: str, entry: Entry) -> VoiceCard:
    """By what the maker told at the last refresh; of its premade voices, which all accounts have, we know a few words.

    Where no address of a sample is known, the maker is asked when somebody wants to hear it.
    """
    live: Mapping[str, str] = next((row for row in entry.raw.get("voices", ()) if row.get("id") == maker_id), {})
    told = facts().get(maker_id, {})
    words = tuple(told.get("words", ())) or tuple(filter(None, [live.get("words", "")]))
    own = live.get("language") or "en"
    languages = tuple(dict.fromkeys((own, "en", "ru")))
    gender = live.get("gender") or told.get("gender", "")
    address = str(live.get("preview_url") or "")
    return VoiceCard(name, name, languages, gender, words, maker_id, "address" if address else "asked", address)


def unknown(name: str, maker_id: str, entry: Entry) -> VoiceCard:  # noqa: ARG001  # as the others
    return VoiceCard(name, name, maker_id=maker_id)


@cache
def facts() -> Mapping[str, Mapping[str, Any]]:
    """By the maker's id. Read once: 83 voices take 2 ms."""
    found: dict[str, Mapping[str, Any]] = yaml.load(FACTS.read_bytes(), yaml.CSafeLoader)
    return found
