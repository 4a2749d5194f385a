"""Signs of the sound panel: levels, times, states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import template
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from studio.catalogue.labels import value_label
from video.film_words import Sign
from video.selectors.mixes import Line, Sound
from video.sound_asking import heard_s
from video.sound_shown import SOUND_STATES, SoundPage
from video.sound_words import is_a_voice

register = template.Library()
LONGEST_NAME = 60
TOLD_S = 0.05
"""Of an overhang: what is shorter is told as 0.0 s and heard by nobody."""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What a line's button says and posts. price: whole credits, None where it cannot or need not be voiced."""

    price: int | None
    error: str = ""
    notes: tuple[str, ...] = ()
    key: UUID = field(default_factory=uuid4)


@register.filter
def level(db: float) -> str:
    """ "+3 dB", "−6.5 dB", "0 dB"."""
    whole = round(db, 1)
    shown = number_format(abs(whole), 0 if whole == int(whole) else 1)
    sign = "+" if whole > 0 else "\u2212" if whole < 0 else ""
    return _("%(level)s dB") % {"level": f"{sign}{shown}"}


@register.filter
def moment(seconds: float) -> str:
    """ "0:05.2": a place on the time of a picture."""
    tenths = round(10 * max(0.0, seconds))
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


@register.filter
def sound_sign(state: str) -> Sign:
    return SOUND_STATES[state]


@register.simple_tag
def sound_name(sound: Sound) -> str:
    """What a sound is called: its words, else its file's name, else its lane."""
    piece = sound.piece
    return shortened(piece.text or (piece.asset.name if piece.asset else "") or piece.get_lane_display())


def shortened(words: str) -> str:
    return Truncator(" ".join(words.split())).chars(LONGEST_NAME)


@register.simple_tag
def sound_takes(page: SoundPage, sound: Sound) -> str:
    """[[id of the file, words], ...] of its takes as JSON, oldest first; "" for one that has no other."""
    takes = page.takes.get(sound.piece.pk, ())
    named = [[str(take.asset.pk), f"{number}. {take.words}"] for number, take in enumerate(takes, 1)]
    return json.dumps(named, ensure_ascii=False) if named else ""


@register.filter
def can_be_revoiced(sound: Sound) -> bool:
    return is_a_voice(sound)


@register.simple_tag
def sound_offset(sound: Sound) -> str:
    """Seconds of the picture at which what it moves with begins, as a number for scripts."""
    return f"{sound.starts_s - sound.piece.starts_s:.3f}"


@register.simple_tag
def line_quote(page: SoundPage, line: Line) -> PricedLine:
    """What voicing this line costs, with the key of its order; nothing for one that is voiced as it stands."""
    found = page.of_lines.get(line.shot.pk)
    if found is None:
        return PricedLine(None)
    return PricedLine(found.price, found.error, found.notes)


@register.simple_tag
def overhang(page: SoundPage, line: Line) -> float:
    """Seconds for which a line is heard after its shot has ended; 0 where it fits."""
    span = next((each for each in page.board.shots if each.shot == line.shot.pk), None)
    if span is None or line.sound is None or line.seconds is None:
        return 0.0
    over = line.sound.starts_s + heard_s(line.sound.piece, line.seconds) - span.to_s
    return round(over, 1) if over > TOLD_S else 0.0


@register.simple_tag
def new_key() -> UUID:
    """Of an order that a button begins."""
    return uuid4()


@register.simple_tag
def voice_name(voice: Mapping[str, Any]) -> str:
    """Who says a line: the voice of the model, else the model."""
    chosen = str(voice.get("parameters", {}).get("voice") or "")
    return value_label("voice", chosen) if chosen else _("Usual voice")
