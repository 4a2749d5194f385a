"""The sound that goes with a clip: in its model's words where that makes sound, else made apart and mixed in here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from studio.ask import Ask
from studio.catalogue.entry import Entry
from studio.catalogue.validate import AskInvalid
from studio.engines.base import SentControl
from studio.shaping import Shape, spoken_after

TYPES: Final = ("dialogue", "ambient", "music", "mixed")
USUAL: Final = "mixed"
MOST_CHARACTERS: Final = 2000
SAID_AS: Final = {"dialogue": "Dialogue", "ambient": "Ambient sound", "music": "Music", "mixed": "Sound"}
"""Makers read English best, whatever language the words behind it are in."""
SWITCH: Final = "generate_audio"


def sounding(shape: Shape, entry: Entry) -> Shape:
    """The same with the sound that its ask wants; as it is where it wants none.

    Where the model makes sound it is told of it, and its switch is on: what is paid for that is in the price. Else
    `plan["sound"]` {"prompt", "type"} has it made by our own engines and laid under the clip, free.
    Raises AskInvalid for sound without words, of an unknown type, or of what is no clip.
    """
    words, kind = " ".join(shape.ask.audio_prompt.split()), shape.ask.audio_type
    if not words and not kind:
        return shape
    refuse(shape.ask, entry)
    kind = kind or USUAL
    if entry.makes_sound:
        ask = shape.ask.with_parameters(**{SWITCH: True}) if entry.input_for(SWITCH) else shape.ask
        told = spoken_after(shape.words, f"{SAID_AS[kind]}: {words}")
        return replace(shape, ask=ask, words=told, controls=(*shape.controls, control(words, "prompt")))
    note = _("This model makes no sound: it is made apart by our own engines and mixed in, for nothing.")
    return replace(
        shape,
        controls=(*shape.controls, control(words, "post")),
        notes=(*shape.notes, note),
        plan={**shape.plan, "sound": {"prompt": words, "type": kind}},
    )


def refuse(ask: Ask, entry: Entry) -> None:
    """Raises AskInvalid for a wish that nobody can make sound of."""
    if ask.audio_type and ask.audio_type not in TYPES:
        raise AskInvalid({"audio_type": _("There is no such type of sound.")})
    if not ask.audio_prompt.strip():
        raise AskInvalid({"audio_prompt": _("Say what is to be heard.")})
    if len(ask.audio_prompt) > MOST_CHARACTERS:
        limit = _("At most %(limit)d characters.") % {"limit": MOST_CHARACTERS}
        raise AskInvalid({"audio_prompt": limit})
    if entry.output != "video":
        raise AskInvalid({"audio_prompt": _("Only a clip has a sound that goes with it.")})


def control(words: str, mark: str) -> SentControl:
    return SentControl("audio_prompt", words, "prompt" if mark == "prompt" else "post")
