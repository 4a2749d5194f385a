"""What is noted of speech, whoever made it: captions and lip sync read this one shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Timed = tuple[str, float, float]
CYRILLIC, LATIN = re.compile(r"[А-Яа-яЁё]"), re.compile(r"[A-Za-z]")


def noted(text: str, words: Iterable[Timed], *, language: str = "") -> dict[str, Any]:
    """For `Result.notes`: {"speech": {...}}, or {} where no times are known. Seconds from the file's beginning."""
    timed = [[word, round(start, 3), round(end, 3)] for word, start, end in words]
    if not timed:
        return {}
    return {"speech": {"text": text, "language": language or language_of(text), "words": timed, "phonemes": []}}


def language_of(text: str) -> str:
    """ "ru" for words that are mostly Cyrillic, else "en"."""
    return "ru" if len(CYRILLIC.findall(text)) >= max(1, len(LATIN.findall(text))) else "en"
