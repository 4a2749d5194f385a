"""How many requests a web process answers at once: each has a thread and a connection of PostgreSQL, which has few.

Without it 200 requests that came together asked for 200 connections, and most were told that the database is away.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections

AT_ONCE = 8
"""Python uses one core, so more would not be quicker: with 24 the sockets' thread came so seldom to its turn on a busy
machine that none of 200 sockets was open within daphne's 5 s. `docs/deploy.md` counts connections from it."""
NEVER_WAIT = frozenset({"/healthz"})
"""Asks nothing of the database, and a server that is only busy must not be taken for a dead one."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class Turns:
    """An ASGI application of pages before which requests stand in line. Sockets do not: they are not given to it."""

    def __init__(self, pages: Application, *, at_once: int = AT_ONCE) -> None:
        self._pages = pages
        self._free = asyncio.Semaphore(at_once)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request when it is its turn."""
        if scope["path"] in NEVER_WAIT:
            await self._pages(scope, receive, send)
            return
        turn = Turn(self._free)
        await turn.take()
        try:
            await self._pages(scope, receive, turn.given_back_at_first_piece(send))
        finally:
            turn.give_back()


class Turn:
    """One request's place among those that are answered."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._held = False

    async def take(self) -> None:
        await self._free.acquire()
        self._held = True

    def give_back(self) -> None:
        if self._held:
            self._held = False
            self._free.release()

    def given_back_at_first_piece(self, send: Send) -> Send:
        """An answer in pieces may take its reader minutes: it keeps neither the turn nor the connection meanwhile."""

        async def tell(message: Message) -> None:
            if self._held and message.get("more_body"):
                # In the request's own thread: asgiref keeps one for each request, and the connection lives in it.
                await sync_to_async(close_old_connections)()
                self.give_back()
            await send(message)

        return tell
