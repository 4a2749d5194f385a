"""What must not be read by whoever reads logs: taken out of log lines and of reports of bugs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

HIDDEN = "***"
SHORTEST_SECRET = 8
"""A shorter value is no key, and its letters stand in ordinary words."""
DEEPEST = 12
LONGEST = 20_000
"""Characters of one text that are looked at and kept: a log line is no archive."""

NAMES = re.compile(
    r"(?:.*[_-])?(?:prompt|words|text|password\d?|passwd|secret|token|authorization|cookies?|api[_-]?key|signature|dsn"
    r"|sessionid|session[_-]key|csrf\w*|e[_-]?mails?|credential|access|refresh)",
    re.IGNORECASE,
)
"""Names whose value is hidden whole, whatever it is."""

# Bounded repeats everywhere: a hostile line must not cost more than its length.
RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"://[^\s/@:]{0,200}:[^\s/@]{1,200}@"), "://***@"),
    (re.compile(r"(?<=[\w/])\?[\w%.~\[\]-]{1,80}=[^\s\"'<>)]*"), "?***"),
    # The way in that a letter gives: it stands in the path, which every access line tells.
    (re.compile(r"(/(?:password/reset/key|confirm-email)/)[^/\s\"'<>?]{4,300}"), rf"\1{HIDDEN}"),
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"), "<e-mail>"),
    (re.compile(r"\b(bearer|api-key|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), r"\1 ***"),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{1,4000}\.[\w-]{0,4000}"), HIDDEN),
    (re.compile(r"\b(?:(?:sk|rk|pk|whsec|r8|xi)_\w{16,}|AKIA[0-9A-Z]{16})"), HIDDEN),
    (
        re.compile(
            r"\b((?:\w{1,40}_)?(?:prompt|password|secret|token|api_?key|authorization|signature|cookie))"
            r"([\"']?\s{0,3}[=:]\s{0,3})(\"[^\"]*\"|'[^']*'|[^\s\"',;)]+)",
            re.IGNORECASE,
        ),
        r"\1\2***",
    ),
    # PostgreSQL tells a refused row whole: what its owner typed stands in it.
    (re.compile(r"Failing row contains \(.*", re.DOTALL), f"Failing row contains ({HIDDEN})"),
)

_known: set[str] = set()


def hide(secrets: Iterable[str]) -> None:
    """Never show these very values again, wherever they turn up. Short ones are left out."""
    _known.update(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)


def text(words: str) -> str:
    """The words without addresses, keys, signed parts of links and rows of the database."""
    words = words[:LONGEST]
    for secret in _known:
        words = words.replace(secret, HIDDEN)
    for pattern, instead in RULES:
        words = pattern.sub(instead, words)
    return words


def scrub(value: Any, *, depth: int = 0) -> Any:
    """The value as JSON can say it, with nothing secret in it; what is no plain value is named by its type alone."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | Promise | UUID | Decimal | PurePath | BaseException):
        return text(str(value))
    if depth < DEEPEST and isinstance(value, Mapping):
        return {str(name): named(str(name), each, depth=depth + 1) for name, each in value.items()}
    if depth < DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [scrub(each, depth=depth + 1) for each in value]
    return f"<{type(value).__name__}>"


def named(name: str, value: Any, *, depth: int = 0) -> Any:
    """`scrub`, for a value with a name: some names tell that their value is nobody's business."""
    return HIDDEN if value and NAMES.fullmatch(name) else scrub(value, depth=depth)
