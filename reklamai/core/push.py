"""Ringing the pages' bell from synchronous code, over whichever channel layer is set."""

from __future__ import annotations

from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from reklamai.core.pglayer import PostgresChannelLayer, notify_sync


def send(group: str, message: dict[str, Any]) -> None:
    """Send `message` (JSON values, with its "type") to every page of `group`.

    Inside a transaction it goes out at the commit, never after a rollback; outside at once.
    """
    layer = get_channel_layer()
    if isinstance(layer, PostgresChannelLayer):
        notify_sync(group, message)
    else:
        transaction.on_commit(partial(async_to_sync(layer.group_send), group, message))
