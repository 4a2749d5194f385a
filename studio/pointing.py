"""The words that tell a model what the pictures of an order are for, and who a name in the prompt is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.ask import HeldPart
from studio.catalogue.entry import Entry

POINTERS = {  # so that a model given several pictures knows what each is for
    "en": {
        "face": "the person of reference image %s",
        "product": "the product of reference image %s",
        "clothing": "the clothes of reference image %s",
        "environment": "the place of reference image %s",
        "lighting": "the lighting of reference image %s",
    },
    "ru": {
        "face": "человек с изображения-референса %s",
        "product": "товар с изображения-референса %s",
        "clothing": "одежда с изображения-референса %s",
        "environment": "место с изображения-референса %s",
        "lighting": "свет как на изображении-референсе %s",
    },
}
SEVERAL = {
    "en": ("the person of reference images %s and %s", "the person of reference images %s to %s"),
    "ru": ("человек с изображений-референсов %s и %s", "человек с изображений-референсов %s–%s"),
}
"""Of one and the same person: two pictures, and more."""
CALLED = {  # where a model has a name of its own for its pictures
    "en": {
        "face": "%s",
        "product": "the product of %s",
        "clothing": "the clothes of %s",
        "environment": "the place of %s",
        "lighting": "the lighting of %s",
    },
    "ru": {
        "face": "%s",
        "product": "товар с %s",
        "clothing": "одежда с %s",
        "environment": "место с %s",
        "lighting": "свет как на %s",
    },
}
ONE_PERSON = {"en": "%s, who are one person", "ru": "%s, это один человек"}
SOMEBODY = {"en": "a person", "ru": "человек"}
IS = {"en": "the person is %s", "ru": "человек: %s"}
ELEMENT = "person"
"""The name that we give to the one element of an order; its prompt says "@person"."""
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What tells a model of one thing. inline: in place of its name in the prompt; aside: where it has none there."""

    inline: str
    aside: str = ""


def language_of(prompt: str) -> str:
    """In which language words are put to these: "ru" or "en"."""
    return "ru" if CYRILLIC.search(prompt) else "en"


def nobody_known(language: str) -> Said:
    """For a model that is told by other ways who it is, or cannot be told."""
    return Said(SOMEBODY[language])


def facts_of(said: Mapping[str, str], handle: str) -> dict[str, Any]:
    """What an order writes down of the words that names became: "mentions", all of them by handle; and "said", what
    stands for this handle, where that tells of whom. It is kept as long as the order, to be taken out of what was sent.
    """
    own = said.get(handle, "")
    return {"mentions": dict(said), **({"said": own} if own not in ("", *SOMEBODY.values()) else {})}


def by_name(name: str, language: str) -> Said:
    """For a model that calls the person up by a word: a trigger, or the name of an element."""
    return Said(name, IS[language] % name)


def by_pictures(entry: Entry, part: HeldPart, numbers: Sequence[int], language: str) -> Said:
    """For a model that gets pictures in a list. numbers: of the part's own in it, from 1, one after another."""
    if entry.calls:
        names = [entry.calls % number for number in numbers]
        listed = CALLED[language][part.element] % ", ".join(names)
        text = ONE_PERSON[language] % listed if len(names) > 1 else listed
    elif len(numbers) > 1:
        text = SEVERAL[language][len(numbers) > 2] % (numbers[0], numbers[-1])
    else:
        text = POINTERS[language][part.element] % numbers[0]
    return Said(text, text)
