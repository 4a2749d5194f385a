"""Times of the clock in a prompt: "2 am", "18:30", «в 6 вечера»."""

from __future__ import annotations

from reklamai.media.words.phrases import Text
from reklamai.media.words.reading import Time

NOON = 12
PARTS = (
    (5, Time.NIGHT), (7, Time.DAWN), (NOON, Time.MORNING), (18, Time.DAY), (21, Time.DUSK), (24, Time.NIGHT),
)  # fmt: skip
"""Each part of the day with the hour that it ends before."""


def clock(text: Text) -> Time | None:
    """The part of the day of the first time of the clock; None when words name none."""
    for index, token in enumerate(text.tokens):
        following = text.tokens[index + 1].low if index + 1 < len(text.tokens) else ""
        hour = _hour(token.text, following)
        if hour is not None:
            return next(part for end, part in PARTS if hour < end)
    return None


def _hour(written: str, following: str) -> int | None:
    """0..23, or None when it is no time: "16:9" is the shape of the frame."""
    hours, colon, minutes = written.partition(":")
    if not (written.isascii() and hours.isdigit() and len(hours) <= 2):
        return None
    hour = int(hours)
    if following in {"am", "pm"} and hour <= NOON:
        return hour % NOON + (NOON if following == "pm" else 0)
    timed = colon and len(minutes) == 2 and minutes.isdigit() and int(minutes) < 60 and hours != "9"
    return hour if timed and hour < 24 else None
