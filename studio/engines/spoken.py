"""What is noted of speech, whoever made it: captions and lip sync read this one shape."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reklamai.core.errors import MediaError
from reklamai.media import speech_apart

logger = logging.getLogger(__name__)

Timed = tuple[str, float, float]
CYRILLIC, LATIN = re.compile(r"[А-Яа-яЁё]"), re.compile(r"[A-Za-z]")
DIRECTION = re.compile(r"\[[^\[\]]*\]")


def noted(text: str, words: Iterable[Timed], *, language: str = "") -> dict[str, Any]:
    """For `Result.notes`: {"speech": {...}}, or {} where no times are known. Seconds from the file's beginning."""
    timed = [[word, round(start, 3), round(end, 3)] for word, start, end in words]
    if not timed:
        return {}
    return {"speech": {"text": text, "language": language or language_of(text), "words": timed, "phonemes": []}}


def noted_by_ear(sound: Path, text: str, *, language: str = "", directions: bool = False) -> dict[str, Any]:
    """As `noted`, the times measured in the recording, for makers that tell none; {} where they cannot be.

    directions: what stands in [brackets] is not spoken. Speech without times is worth its price all the same, so that
    this fails costs nobody the result.
    """
    spoken = DIRECTION.sub(" ", text) if directions else text
    tongue = language or language_of(text)
    try:
        words = speech_apart.times(sound, spoken, language=tongue if tongue in ("ru", "en") else "auto")
    except MediaError as error:
        logger.info("speech has no times of words", extra={"facts": error.facts})
        return {}
    return noted(text, [(word.text, word.from_s, word.to_s) for word in words], language=tongue)


def language_of(text: str) -> str:
    """ "ru" for words that are mostly Cyrillic, else "en"."""
    return "ru" if len(CYRILLIC.findall(text)) >= max(1, len(LATIN.findall(text))) else "en"
