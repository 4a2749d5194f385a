"""Captions as one order has them: the pieces, how they look, and their form as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from reklamai.core.errors import BadInput
from reklamai.media.captions.cues import cues
from reklamai.media.captions.model import PLACES, SIZES, STYLES, Cue, Place, Said, Size, Style, Word, words_in

MOST_CUES: Final = 1000
MOST_CHARACTERS: Final = 500
"""Of one caption."""
MOST_SAID: Final = 5000
"""Characters, and words, that one person says in one go: as many as one order of speech has."""
LARGEST: Final = 600_000
"""Characters of the JSON: half an hour in which two people talk without a pause, or ten of the longest texts, all of
words of one letter. Every list that shows the order reads them."""
LONGEST_S: Final = 36_000.0


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions and how they are seen."""

    cues: tuple[Cue, ...]
    style: Style = "clean"
    place: Place = "low"
    size: Size = "medium"
    burn: bool = False
    """Whether they are drawn into the picture; else they are files beside it."""


def written(captions: Captions) -> str:
    """As one text, for the parameter of an order."""
    pieces = [
        {
            "from": round(cue.from_s, 3),
            "to": round(cue.to_s, 3),
            "rows": [[[word.text, round(word.from_s, 3), round(word.to_s, 3)] for word in row] for row in cue.rows],
            **({"speaker": cue.speaker} if cue.speaker else {}),
        }
        for cue in captions.cues
    ]
    look = {"style": captions.style, "place": captions.place, "size": captions.size, "burn": captions.burn}
    return json.dumps({**look, "cues": pieces}, ensure_ascii=False, separators=(",", ":"))


def parse(text: str, *, tall: bool = False, until: float = math.inf) -> Captions:
    """Captions out of their JSON; "" is none.

    Their pieces stand in "cues", as `written` has them, or are cut here out of "said", a list of
    [text, from_s, to_s, words], and perhaps a speaker: for a picture that is `tall` or not, and ends at `until`.
    Raises: BadInput; facts["field"] says which one, as "cues.2.rows".
    """
    found, said = _form(text)
    return replace(found, cues=(*found.cues, *cues(said, tall=tall, until=until)))


def check(text: str) -> None:
    """Raises BadInput as `parse`, and cuts nothing: that takes half a minute where there is most to cut."""
    _form(text)


def _form(text: str) -> tuple[Captions, list[Said]]:
    """Captions with the pieces that are cut already, and what is still to be cut."""
    form = _object(_read(text), "captions", {"cues", "said", "style", "place", "size", "burn"}) if text else {}
    given, said = (_list(form, name) for name in ("cues", "said"))
    pieces = tuple(_cue(each, f"cues.{place}") for place, each in enumerate(given))
    uncut = [_said(each, f"said.{place}") for place, each in enumerate(said)]
    if not isinstance(burn := form.get("burn", False), bool):
        raise _bad("burn")
    look = Captions(
        pieces,
        cast("Style", _choice(form, "style", STYLES)),
        cast("Place", _choice(form, "place", PLACES)),
        cast("Size", _choice(form, "size", SIZES)),
        burn,
    )
    return look, uncut


def _read(text: str) -> Any:  # the JSON of a caller, narrowed by whoever takes it
    if len(text) > LARGEST:
        raise _bad("captions")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _bad("captions") from error


def _choice(form: dict[str, Any], name: str, among: Collection[str]) -> str:
    usual = getattr(Captions(()), name)
    value = form.get(name, usual)
    if not isinstance(value, str) or value not in among:
        raise _bad(name)
    return value


def _cue(form: object, where: str) -> Cue:
    found = _object(form, where, {"from", "to", "rows", "speaker"})
    begins, ends = _seconds(found.get("from"), f"{where}.from"), _seconds(found.get("to"), f"{where}.to")
    rows, speaker = found.get("rows"), found.get("speaker", "")
    if ends <= begins:
        raise _bad(f"{where}.to")
    if not isinstance(speaker, str) or len(speaker) > MOST_CHARACTERS:
        raise _bad(f"{where}.speaker")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        raise _bad(f"{where}.rows")
    made = Cue(begins, ends, tuple(tuple(_word(word, f"{where}.rows") for word in row) for row in rows), speaker)
    if len(made.text) > MOST_CHARACTERS:
        raise _bad(f"{where}.rows")
    return made


def _said(form: object, where: str) -> Said:
    if not isinstance(form, list) or not 4 <= len(form) <= 5:
        raise _bad(where)
    text, begins, ends, words, speaker = [*form, ""][:5]
    if not isinstance(text, str) or len(text) > MOST_SAID or not isinstance(words, list) or len(words) > MOST_SAID:
        raise _bad(where)
    if not isinstance(speaker, str) or len(speaker) > MOST_CHARACTERS:
        raise _bad(where)
    from_s, to_s = _seconds(begins, where), _seconds(ends, where)
    return Said(text, from_s, max(from_s, to_s), tuple(_word(each, where) for each in words), speaker)


def _list(form: dict[str, Any], name: str) -> list[Any]:
    value = form.get(name, [])
    if not isinstance(value, list) or len(value) > MOST_CUES:
        raise _bad(name)
    return value


def _word(value: object, where: str) -> Word:
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[0], str) or not words_in(value[0]):
        raise _bad(where)
    return Word(value[0], _seconds(value[1], where), _seconds(value[2], where))


def _seconds(value: object, where: str) -> float:
    # NaN is JSON to Python; the chain of comparisons refuses it
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_S:
        raise _bad(where)
    return float(value)


def _object(form: object, where: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(form, dict):
        raise _bad(where)
    if unknown := sorted(set(form) - known):
        raise _bad(f"{where}.{unknown[0]}".removeprefix("captions."))
    return form


def _bad(where: str) -> BadInput:
    return BadInput("A part of the captions is not as it has to be.", field=where)
