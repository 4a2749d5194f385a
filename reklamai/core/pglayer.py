"""A channel layer over PostgreSQL's LISTEN/NOTIFY: progress goes from worker to page without another server.

One listening connection per process; groups live in its memory. A message that nobody hears is gone (a listener that
was cut off misses what is sent until it is back), so a message is only a bell: the database knows the truth.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from dataclasses import dataclass, field
from typing import Any

import psycopg
from channels.layers import BaseChannelLayer
from django.db import connections

from reklamai.core.dsn import dsn
from reklamai.core.pgwire import BELL, PUBLISH, Assembler, Letter, pieces

logger = logging.getLogger(__name__)

FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.2, 5.0
Queue = asyncio.Queue[dict[str, Any]]


def notify_sync(group: str, message: dict[str, Any], *, using: str = "default") -> None:
    """Ring `group` over Django's own connection: at once outside a transaction, at its commit (and in order) inside.

    For workers and views; about 1 ms, where `async_to_sync(group_send)` connects anew each time.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(PUBLISH, [BELL, pieces(Letter("group", group, message))])


@dataclass(slots=True)
class _Ears:
    """What one event loop holds. Daphne has one loop; `async_to_sync` makes short-lived ones."""

    queues: dict[str, Queue] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    listener: asyncio.Task[None] | None = None
    listening: asyncio.Event = field(default_factory=asyncio.Event)
    mouth: psycopg.AsyncConnection | None = None
    speaking: asyncio.Lock = field(default_factory=asyncio.Lock)


class PostgresChannelLayer(BaseChannelLayer):  # type: ignore[misc]  # channels has no types
    """See the module. `capacity` messages wait per channel; then the oldest makes room, as the newest counts."""

    extensions = ("groups",)

    def __init__(self, *, using: str = "default", capacity: int = 200) -> None:
        super().__init__(capacity=capacity)
        self._using = using
        self._loops: dict[asyncio.AbstractEventLoop, _Ears] = {}

    async def new_channel(self, prefix: str = "specific") -> str:
        """A name that no other process has."""
        return f"{prefix}.{uuid.uuid4().hex}!{uuid.uuid4().hex}"

    async def receive(self, channel: str) -> dict[str, Any]:
        """The next message for `channel`; waits for one. When cancelled, the channel leaves all its groups."""
        ears = await self._listening()
        queue = self._queue(ears, channel)
        try:
            return await queue.get()
        except asyncio.CancelledError:
            ears.queues.pop(channel, None)
            for group in list(ears.groups):
                self._discard(ears, group, channel)
            raise

    async def group_add(self, group: str, channel: str) -> None:
        """Let `channel` hear `group`, from the moment this returns."""
        self.require_valid_group_name(group)
        ears = await self._listening()
        self._queue(ears, channel)
        ears.groups.setdefault(group, set()).add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        """Let `channel` hear `group` no longer."""
        self._discard(self._ears(), group, channel)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        """Send to one channel of whichever process has it."""
        self.require_valid_channel_name(channel)
        await self._publish(Letter("channel", channel, message))

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Send to every channel of `group`, in all processes. From synchronous code use `notify_sync`."""
        self.require_valid_group_name(group)
        await self._publish(Letter("group", group, message))

    async def close(self) -> None:
        """End this loop's connections."""
        ears = self._loops.pop(asyncio.get_running_loop(), None)
        if ears is None:
            return
        if ears.listener:
            ears.listener.cancel()
            await asyncio.gather(ears.listener, return_exceptions=True)
        if ears.mouth:
            await ears.mouth.close()

    def _ears(self) -> _Ears:
        for loop in [loop for loop in self._loops if loop.is_closed()]:
            del self._loops[loop]
        return self._loops.setdefault(asyncio.get_running_loop(), _Ears())

    def _queue(self, ears: _Ears, channel: str) -> Queue:
        if channel not in ears.queues:
            ears.queues[channel] = asyncio.Queue(self.get_capacity(channel))
        return ears.queues[channel]

    def _discard(self, ears: _Ears, group: str, channel: str) -> None:
        members = ears.groups.get(group, set())
        members.discard(channel)
        if not members:
            ears.groups.pop(group, None)

    async def _listening(self) -> _Ears:
        ears = self._ears()
        if ears.listener is None:
            ears.listener = asyncio.create_task(self._listen(ears))
        await ears.listening.wait()
        return ears

    async def _listen(self, ears: _Ears) -> None:
        delay = FIRST_DELAY_SECONDS
        while True:
            try:
                async with await self._connect() as connection:
                    await connection.execute(f"LISTEN {BELL}")
                    ears.listening.set()
                    delay = FIRST_DELAY_SECONDS
                    assembler = Assembler()  # pieces from before a break are of no use after it
                    async for notification in connection.notifies():
                        self._deliver(ears, assembler.add(notification.payload))
            except psycopg.Error as error:
                logger.warning("the bell's connection is lost, trying again", extra={"why": str(error).strip()})
            await asyncio.sleep(delay)
            delay = min(delay * 2, LONGEST_DELAY_SECONDS)

    async def _connect(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(dsn(self._using, "reklamai bell"), autocommit=True)

    def _deliver(self, ears: _Ears, letter: Letter | None) -> None:
        if letter is None:
            return
        channels = ears.groups.get(letter.name, set()) if letter.to == "group" else {letter.name}
        for channel in channels & ears.queues.keys():
            queue = ears.queues[channel]
            if queue.full():
                queue.get_nowait()
                logger.warning("a channel is full, its oldest message was dropped", extra={"channel": channel})
            queue.put_nowait(letter.message)

    async def _publish(self, letter: Letter) -> None:
        ears = self._ears()
        if ears.listener is None:  # a loop that only speaks is about to end: leave no connection behind
            async with await self._connect() as connection:
                await connection.execute(PUBLISH, [BELL, pieces(letter)])
            return
        async with ears.speaking:
            try:
                await self._say(ears, letter)
            except psycopg.OperationalError:  # the connection was lost since the last time: nothing was said
                ears.mouth = None
                await self._say(ears, letter)

    async def _say(self, ears: _Ears, letter: Letter) -> None:
        if ears.mouth is None:
            ears.mouth = await self._connect()
        await ears.mouth.execute(PUBLISH, [BELL, pieces(letter)])
