"""Bring a file from an address that somebody else chose: nothing private, nothing endless, nothing half."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from reklamai.core.errors import Rejected, TooLarge, Unreachable
from reklamai.core.outside.addresses import UnsafeAddress

MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What has been written to a file. `content_type` is what the server said: a claim, not a fact."""

    size_bytes: int
    sha256: str
    content_type: str


def client(transport: httpx.BaseTransport, *, timeout_s: float = 30.0, user_agent: str) -> httpx.Client:
    """A client for fetching. Bodies come as they are: an unpacked one could be a thousand times what was sent."""
    return httpx.Client(
        transport=transport,
        timeout=timeout_s,
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        headers={"User-Agent": user_agent, "Accept-Encoding": "identity"},
        trust_env=False,  # a proxy from the environment would resolve the name anew, past our look at it
    )


def fetch(web: httpx.Client, url: str, into: Path, *, most_bytes: int, most_s: float) -> Fetched:
    """Write the body at `url` to `into`, whole or not at all.

    Raises UnsafeAddress, TooLarge, Rejected (the server says no, or answers packed), Unreachable (broken off, too slow,
    or trouble on its side: repeating is safe).
    """
    try:
        with web.stream("GET", url) as answer:
            look_at(answer, most_bytes=most_bytes)
            return written(answer, into, most_bytes=most_bytes, most_s=most_s)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise UnsafeAddress("This is not an address that can be fetched.") from error
    except httpx.TooManyRedirects as error:
        raise Rejected("The address sends from one place to the next without end.") from error
    except httpx.HTTPError as error:
        raise Unreachable("The file could not be fetched.", error=type(error).__name__) from error


def look_at(answer: httpx.Response, *, most_bytes: int) -> None:
    """Refuse by the head of an answer what need not be read."""
    if answer.status_code >= 500 or answer.status_code in (408, 425, 429):
        raise Unreachable("The file could not be fetched.", status=answer.status_code)
    if answer.status_code != 200:
        raise Rejected("The file is not to be had.", status=answer.status_code)
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Rejected("The file came packed, although it was asked for as it is.")
    length = answer.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > most_bytes:
        raise TooLarge("The file is too large.", bytes=int(length), limit=most_bytes)


def written(answer: httpx.Response, into: Path, *, most_bytes: int, most_s: float) -> Fetched:
    digest, size = hashlib.sha256(), 0
    try:
        with into.open("wb") as file:
            for piece in within(answer, most_s):
                size += len(piece)
                if size > most_bytes:
                    raise TooLarge("The file is too large.", limit=most_bytes)
                digest.update(piece)
                file.write(piece)
    except BaseException:
        into.unlink(missing_ok=True)  # half a file must not be taken for a whole one
        raise
    return Fetched(size, digest.hexdigest(), answer.headers.get("Content-Type", ""))


def within(answer: httpx.Response, most_s: float) -> Iterator[bytes]:
    """The pieces of a body. A server that sends a byte now and then would keep each read alive for ever."""
    end = time.monotonic() + most_s
    for piece in answer.iter_raw():  # as they come: a piece of a given size is waited for until it is full
        if time.monotonic() > end:
            raise Unreachable("The file came too slowly.", seconds=most_s)
        yield piece
