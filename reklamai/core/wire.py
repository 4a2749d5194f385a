"""The limit on bodies at the server itself: daphne takes a body whole, into a temporary file, before Django sees it."""

from __future__ import annotations

from typing import Any

import daphne.server
from daphne.http_protocol import HTTPFactory, WebRequest
from django.conf import settings

DRAINED = 2
"""A client that has been told nothing yet may send so many times the limit before it is cut off."""


class BoundedRequest(WebRequest):  # type: ignore[misc]  # daphne has no types
    """A request of daphne whose body takes no more of the disk than it may."""

    def gotLength(self, length: int | None) -> None:  # noqa: N802 - Twisted's name
        self.room = settings.LARGEST_BODY
        self.came = 0
        if length is not None and length > self.room:
            self.room = length = 0  # refused by its header: nothing of it is written
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self.came += len(data)
        if self.came <= self.room:
            super().handleContentChunk(data)
        elif self.came > DRAINED * settings.LARGEST_BODY:
            self.channel.forceAbortClient()
        else:  # a body in chunks states no length: it is stated for it, and refused like one that does
            self.requestHeaders.setRawHeaders(
                b"content-length", [str(max(self.came, settings.LARGEST_BODY + 1)).encode()]
            )


class BoundedFactory(HTTPFactory):  # type: ignore[misc]
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802 - Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = BoundedRequest
        return protocol


def bound_daphne() -> None:
    """Have the server that is about to start here use the requests above. It offers no setting for it."""
    daphne.server.HTTPFactory = BoundedFactory
