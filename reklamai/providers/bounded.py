"""A vendor's answer read within bounds: a broken or hostile one must not fill the memory or hold a worker for ever."""

from __future__ import annotations

import time

import httpx


def read(answer: httpx.Response, *, most_bytes: int, most_s: float, packed: bool = False) -> bytes:
    """The body of a streamed answer.

    packed: whether one that came compressed is taken; unpacked in one go, a piece of it can be a thousand times what
    was read. Raises ValueError for one that is packed, too long, or that comes byte by byte for ever.
    """
    if not packed and answer.headers.get("Content-Encoding", "identity") != "identity":
        raise ValueError("packed")
    end, body = time.monotonic() + most_s, bytearray()
    # Without a size: pieces of a set one are given out only when they are full, and the clock is not looked at before.
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > most_bytes or time.monotonic() > end:
            raise ValueError("endless")
    return bytes(body)
