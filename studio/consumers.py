"""The socket of the pages: an event is a bell, what the user may see is read from the database here."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from studio.cards import Card, card
from studio.models import Generation, Status, User
from studio.progress import group_of
from studio.selectors import credits
from studio.selectors import generations as reads

PAUSE_S = 0.1
"""Bells that ring within it after an answer are answered together: ten rounds a second at most."""
CREDITS = "credits"
FRESH = timedelta(minutes=1)
"""A work younger than it belongs on top of a list that does not show it yet: it was ordered in another tab."""

Message = dict[str, Any]
"""What goes to the page, as JSON; `type` is "card", "gone" or "header". A page that has a later revision keeps it."""


class StudioConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels carries no types
    """Sends a user the cards of that user's works as they change, and the header's numbers; pages swap them by id."""

    async def connect(self) -> None:
        self.user: User | None = None
        self.rung: dict[str, None] = {}
        self.states: dict[str, str] = {}
        self.answering: asyncio.Task[None] | None = None
        user = self.scope.get("user")
        if not isinstance(user, User):
            await self.close(code=4401)
            return
        self.user = user
        await self.channel_layer.group_add(group_of(user.pk), self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002  # Channels names it
        if self.user is not None:
            await self.channel_layer.group_discard(group_of(self.user.pk), self.channel_name)
        if self.answering is not None:
            self.answering.cancel()

    async def generation_changed(self, event: dict[str, Any]) -> None:
        self.ring(str(event["pk"]))

    async def credits_changed(self, event: dict[str, Any]) -> None:  # noqa: ARG002  # a bell has no more to say
        self.ring(CREDITS)

    async def signed_out(self, event: dict[str, Any]) -> None:  # noqa: ARG002
        key = self.scope["session"].session_key
        if not key or not await database_sync_to_async(SessionStore().exists)(key):
            await self.close(code=4401)

    def ring(self, what: str) -> None:
        """Remember what has changed, and answer unless an answer is under way: the same thing is sent once."""
        self.rung[what] = None
        if self.answering is None or self.answering.done():
            self.answering = asyncio.create_task(self.answer())

    async def answer(self) -> None:
        while self.rung:
            batch, self.rung = self.rung, {}
            for what in batch:
                message = await database_sync_to_async(self.told)(what)
                await self.send(text_data=json.dumps(message))
                self.note_state(message)
            await asyncio.sleep(PAUSE_S)

    def note_state(self, message: Message) -> None:
        """A work that has begun or ended changes the number in the header too."""
        if message["type"] == "header":
            return
        state = message.get("state", "gone")
        if self.states.get(message["id"]) != state:
            self.states[message["id"]] = state
            self.rung[CREDITS] = None

    def told(self, what: str) -> Message:
        """One message, in the language of its reader's account as it is now."""
        user = User.objects.get(pk=self.user.pk) if self.user else None
        if user is None:
            return {"type": "header", "html": ""}
        with translation.override(user.language):
            return header(user) if what == CREDITS else changed(user, UUID(what))


def header(user: User) -> Message:
    """The header's balance and queue."""
    balance = credits.balance(user)
    shell = {"balance": balance, "running": balance.open, "user": user}
    return {"type": "header", "html": render_to_string("components/header_status.html", {"shell": shell})}


def changed(user: User, pk: UUID) -> Message:
    """The work's card; word that it has gone, where this user sees it no more."""
    before = reads.revision(user, pk)
    try:
        shown = card(reads.standing(user, pk, in_bin=False))
    except NotFound:
        gone = Generation.objects.filter(owner=user, pk=pk).only("first_take").first() or Generation(pk=pk)
        return {"type": "gone", "id": gone.dom_id, "revision": before}
    return {
        "type": "card",
        "id": shown.generation.dom_id,
        "state": shown.state,
        "composer": shown.composer,
        "fresh": is_work(shown) and timezone.now() - shown.generation.created_at < FRESH,
        "html": render_to_string("components/generation_card.html", {"card": shown}),
        "said": said(shown) if is_work(shown) else "",
    }


def is_work(shown: Card) -> bool:
    """Whether it stands in libraries: a look that a room takes at a picture does not, and is announced by no page."""
    return shown.generation.kind not in settings.UTILITY_KINDS


def said(shown: Card) -> str:
    """What a live region says of a work that has just ended; "" while it is under way."""
    words = shown.title[:60]
    if shown.state == Status.DONE:
        return _("Done: “%(words)s”") % {"words": words}
    if shown.state == Status.FAILED:
        return _("It did not work: “%(words)s”") % {"words": words}
    return ""
