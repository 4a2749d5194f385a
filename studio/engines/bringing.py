"""Results of vendors, brought here at once: their own links die within hours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
from django.conf import settings

from reklamai.core.errors import BadInput, MediaError, Rejected
from reklamai.core.outside.fetch import client as outside_client
from reklamai.core.outside.fetch import fetch
from reklamai.core.outside.transport import Guarded
from reklamai.media.sniff import sniff
from studio.engines.base import Job

MOST_BYTES = {"image": 200 * 2**20, "video": 2 * 2**30, "audio": 200 * 2**20}
MOST_FILES = 16
"""Grok gives 6 pictures at once, Suno 2 songs; a longer list is a fault, not a present."""
MOST_S = 600.0
KINDS = {"image": "picture", "video": "clip", "audio": "sound"}


def web(user_agent: str) -> httpx.Client:
    """For results: their addresses are the vendor's words, so nothing private is fetched but what settings trust."""
    return outside_client(Guarded(trusted=frozenset(settings.FETCH_TRUSTED_HOSTS)), user_agent=user_agent)


def brought(outside: httpx.Client, url: str, job: Job, *, name: str, fresh: Callable[[], str] | None = None) -> Path:
    """One file in the workdir, named by what its content is, whatever its address or server say.

    fresh: gives another address of it, asked where the first is not good any more. Raises MediaError for what is not
    what was ordered, Rejected where it is not to be had, Unreachable.
    """
    into = job.workdir / name
    most = MOST_BYTES.get(job.entry.output, MOST_BYTES["image"])
    try:
        try:
            fetch(outside, url, into, most_bytes=most, most_s=MOST_S)
        except Rejected:
            if fresh is None:
                raise
            fetch(outside, fresh(), into, most_bytes=most, most_s=MOST_S)
    except BadInput as error:  # an address or a size that no honest result has
        raise MediaError("The maker's result cannot be fetched.", cause=error.code, **error.facts) from error
    kind = sniff(into)
    if kind is None or kind.kind != KINDS.get(job.entry.output, kind.kind):
        raise MediaError("The maker sent a file that is not what was ordered.", output=job.entry.output)
    return into.rename(into.with_suffix(kind.suffix))
