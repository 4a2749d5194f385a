"""One word as it is said, where no rule has taken it: short forms, addresses, brands, figures inside, the letter ё."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from num2words import num2words

from reklamai.media.speech.model import Language
from reklamai.media.speech.saying.brands import IN_ENGLISH, IN_RUSSIAN
from reklamai.media.speech.saying.numerals import MOST_DIGITS, analyser, cardinal, figures
from reklamai.media.speech.saying.tables import SHORT, SHORT_EN

UNHEARD: Final = re.compile(r"[^\w\s.,:;!?…'’\"«»“”()/&+*=–—-]|_")
"""Pictures, arrows, stars: the synthesiser would read out their names."""
ACCENTS: Final = re.compile(r"[\u0300-\u036f\ufe00-\ufe0f]")
EDGES: Final = "\"'«»“”„()[]*!?,:;…"
ZONES: Final = {
    "ru": "ру", "рф": "эр эф", "com": "ком", "net": "нет", "org": "орг", "io": "ай о", "su": "су", "by": "бай",
    "kz": "кей зет",
    "me": "ми", "shop": "шоп", "store": "стор", "online": "онлайн", "app": "апп", "ai": "эй ай", "tv": "ти ви",
    "pro": "про",
}  # fmt: skip
ADDRESS: Final = re.compile(
    rf"(?:https?://)?(?:www\.)?((?:[\w-]+@)?[\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(ZONES)}))(?:/\S*)?", re.IGNORECASE
)
INNER_DOT: Final = re.compile(r"(?<=\w)\.(?=\w)")
"""A hundred letters with dots between overrun the synthesiser's buffer on the stack (seen with 1.52.0)."""
ENDLESS: Final = re.compile(r"\S{40}(?=\S)")
"""One word of 5,000 letters would be cut off by the synthesiser."""
LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’&-][A-Za-zÀ-ɏ]+)*")
CYRILLIC_WORD: Final = re.compile(r"[а-яё]*е[а-яё]*", re.IGNORECASE)


def said(word: str, language: Language) -> str:
    """What is said for a word, with the punctuation that makes pauses."""
    core = word.strip(EDGES)
    short = SHORT if language == "ru" else SHORT_EN
    brands = IN_RUSSIAN if language == "ru" else IN_ENGLISH
    for key in (core.lower(), core.lower().rstrip(".")):
        if key in short or key in brands:
            known = short[key] if key in short else brands[key]
            return word.replace(core if key == core.lower() else core.rstrip("."), known, 1)
    if found := ADDRESS.fullmatch(core.rstrip(".")):
        return word.replace(found.group(), _address(found.group(1), language), 1)
    if language == "ru":
        word = CYRILLIC_WORD.sub(lambda each: with_dots(each.group()), word)
    word = LATIN_WORD.sub(lambda each: brands.get(each.group().lower().replace("’", "'"), each.group()), word)
    word = UNHEARD.sub(" ", INNER_DOT.sub(" ", ACCENTS.sub("", word)))
    word = word.replace("/", " ").replace("&", " и " if language == "ru" else " and ")
    word = re.sub(r"\d+", lambda each: f" {figures_of(each.group(), language)} ", word)
    return ENDLESS.sub(r"\g<0> ", word).strip()


def figures_of(number: str, language: Language) -> str:
    """A whole number that counts nothing."""
    if len(number) > MOST_DIGITS or (number.startswith("0") and len(number) > 1):
        return figures(number, language)
    return cardinal(int(number)) if language == "ru" else str(num2words(int(number), lang="en")).replace(",", "")


@lru_cache(maxsize=8_192)
def with_dots(word: str) -> str:
    """The word with ё where every reading of it has one: "елка" is always "ёлка", "все" may be "всё"."""
    readings = {parse.word for parse in analyser().parse(word) if parse.is_known}
    dotted = readings.pop() if len(readings) == 1 else ""
    return dotted if "ё" in dotted and len(dotted) == len(word) else word


def _address(address: str, language: Language) -> str:
    dot, at = ("точка", " собака ") if language == "ru" else ("dot", " at ")
    brands = IN_RUSSIAN if language == "ru" else IN_ENGLISH
    *names, zone = address.lower().split(".")
    parts = [brands.get(name, name) for name in names]
    parts.append(ZONES[zone] if language == "ru" else zone)
    return f" {dot} ".join(parts).replace("@", at).replace("-", " ")
