"""How a message crosses PostgreSQL's NOTIFY, whose payload must stay under 8000 bytes: in numbered pieces."""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections import OrderedDict
from typing import Any, Literal, NamedTuple

logger = logging.getLogger(__name__)

BELL = "reklamai_bell"
# All pieces in one statement, so in one transaction: all of them arrive, side by side, or none.
PUBLISH = "SELECT pg_notify(%s, piece) FROM unnest(%s::text[]) AS piece"
PIECE_CHARACTERS = 7000
_HEAD = re.compile(r"([0-9a-f]{32})/(\d{1,6})/(\d{1,6})\|")


class Letter(NamedTuple):
    """One message and its address: a group's name or a channel's."""

    to: Literal["group", "channel"]
    name: str
    message: dict[str, Any]


def pieces(letter: Letter) -> list[str]:
    """The letter as payloads in order. JSON is written in ASCII, so that characters are bytes."""
    body = json.dumps(letter)
    cuts = [body[start : start + PIECE_CHARACTERS] for start in range(0, len(body), PIECE_CHARACTERS)]
    mark = uuid.uuid4().hex
    return [f"{mark}/{number}/{len(cuts)}|{cut}" for number, cut in enumerate(cuts)]


class Assembler:
    """Puts pieces together again. Keeps at most `most` unfinished letters: the oldest is dropped, with a warning."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._open: OrderedDict[str, dict[int, str]] = OrderedDict()

    def add(self, payload: str) -> Letter | None:
        """The letter that this payload completes; None if it does not, or is none of ours (anyone may NOTIFY)."""
        head = _HEAD.match(payload)
        if not head:
            logger.warning("a strange notification was ignored", extra={"characters": len(payload)})
            return None
        mark, number, total = head[1], int(head[2]), int(head[3])
        got = self._open.setdefault(mark, {})
        got[number] = payload[head.end() :]
        if len(got) == total:
            del self._open[mark]
            return _letter("".join(text for _, text in sorted(got.items())))
        if len(self._open) > self._most:
            self._open.popitem(last=False)
            logger.warning("a message arrived only in part and was dropped")
        return None


def _letter(body: str) -> Letter | None:
    try:
        to, name, message = json.loads(body)
    except ValueError:
        logger.warning("a notification was not readable", extra={"characters": len(body)})
        return None
    return Letter(to, name, message)
