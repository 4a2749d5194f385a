"""Ringing the pages' bell from synchronous code, over whichever channel layer is set."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import BaseChannelLayer, get_channel_layer
from django.db import transaction

from reklamai.core.pglayer import PostgresChannelLayer, notify_sync

PATIENCE_S = 2.0
"""A layer whose network is cut says nothing for a quarter of an hour: a worker must not stand still for a bell."""


def send(group: str, message: dict[str, Any]) -> None:
    """Send `message` (JSON values, with its "type") to every page of `group`.

    Inside a transaction it goes out at the commit, never after a rollback; outside at once. Raises TimeoutError where
    the layer does not take it in time.
    """
    layer = get_channel_layer()
    if isinstance(layer, PostgresChannelLayer):
        notify_sync(group, message)
    else:
        transaction.on_commit(partial(async_to_sync(in_time), layer, group, message))


async def in_time(layer: BaseChannelLayer, group: str, message: dict[str, Any]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await layer.group_send(group, message)
