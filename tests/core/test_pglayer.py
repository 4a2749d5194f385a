import asyncio
import contextlib
import socket
import threading
import time

import psycopg
import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from django.db import connection, transaction

from reklamai.core import push
from reklamai.core.dsn import dsn
from reklamai.core.pglayer import PostgresChannelLayer, notify_sync
from reklamai.settings.env import read
from reklamai.settings.files import channel_layer

pytestmark = pytest.mark.django_db(transaction=True)
BELL = {"type": "generation.changed", "pk": "1"}


@contextlib.asynccontextmanager
async def opened(**options):
    layer = PostgresChannelLayer(**options)
    try:
        yield layer
    finally:
        await layer.close()


async def heard(layer, channel):
    return await asyncio.wait_for(layer.receive(channel), 30)


async def member(layer, group="user.1"):
    channel = await layer.new_channel()
    await layer.group_add(group, channel)
    return channel


notify = database_sync_to_async(notify_sync)


async def test_a_worker_rings_every_page_of_the_group_and_no_other():
    async with opened() as layer:
        ours, also_ours, theirs = await member(layer), await member(layer), await member(layer, "user.2")

        await notify("user.1", BELL)
        await notify("user.2", {"type": "credits.changed"})

        assert await heard(layer, ours) == BELL
        assert await heard(layer, also_ours) == BELL
        assert await heard(layer, theirs) == {"type": "credits.changed"}


async def test_two_processes_hear_each_other():
    async with opened() as here, opened() as there:
        channel = await member(there)

        await here.group_send("user.1", BELL)
        await here.send(channel, {"type": "hello"})

        assert [await heard(there, channel), await heard(there, channel)] == [BELL, {"type": "hello"}]


async def test_a_message_of_a_million_characters_arrives_whole():
    async with opened() as layer:
        channel = await member(layer)

        await notify("user.1", {"type": "long", "text": "я" * 1_000_000})

        assert (await heard(layer, channel))["text"] == "я" * 1_000_000


async def test_a_page_that_left_the_group_hears_nothing_more():
    async with opened() as layer:
        left, stays = await member(layer), await member(layer)
        await layer.group_discard("user.1", left)

        await notify("user.1", BELL)
        await heard(layer, stays)
        await notify("user.1", {"type": "second"})
        await heard(layer, stays)

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(layer.receive(left), 0.05)


async def test_a_closed_page_leaves_all_its_groups():
    async with opened(capacity=1) as layer:
        gone, stays = await member(layer), await member(layer)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(layer.receive(gone), 0.05)

        await layer.group_add("user.1", stays)
        await notify("user.1", BELL)

        assert await heard(layer, stays) == BELL


async def test_the_listener_comes_back_when_its_connection_is_killed(caplog):
    async with opened() as layer:
        channel = await member(layer)

        killed = await database_sync_to_async(kill_bells)()

        assert killed >= 1
        assert await rung_until_heard(layer, channel) == BELL
        assert "connection is lost" in caplog.text


async def test_a_sender_whose_connection_was_killed_sends_all_the_same():
    async with opened() as layer:
        channel = await member(layer)
        await layer.group_send("user.1", BELL)
        await heard(layer, channel)

        await database_sync_to_async(kill_bells)()

        assert await rung_until_heard(layer, channel, ring=layer.group_send) == BELL


async def test_a_full_channel_keeps_its_newest_messages(caplog):
    async with opened(capacity=3) as layer:
        slow, marker = await member(layer), await member(layer, "end")

        for number in range(10):
            await notify("user.1", {"type": "tick", "number": number})
        await notify("end", BELL)
        await heard(layer, marker)

        assert [(await heard(layer, slow))["number"] for _ in range(3)] == [7, 8, 9]
        assert "full" in caplog.text


@pytest.mark.parametrize("name", ["user 1", "", "ж", "x" * 101])
async def test_a_group_must_have_a_plain_name(name):
    async with opened() as layer:
        with pytest.raises(TypeError):
            await layer.group_send(name, BELL)


def test_inside_a_transaction_the_bell_rings_at_the_commit_and_never_after_a_rollback():
    with listening() as bells:
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            notify_sync("user.1", {"type": "rolled back"})
            raise ZeroDivisionError
        with transaction.atomic():
            notify_sync("user.1", BELL)
            assert bells(1, seconds=0.2) == []
        [payload] = bells(1)

    assert "generation.changed" in payload


def test_push_uses_postgresql_where_it_is_the_layer(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "reklamai.core.pglayer.PostgresChannelLayer"}}

    with listening() as bells:
        push.send("user.1", BELL)
        [payload] = bells(1)

    assert '"user.1"' in payload


def test_push_waits_for_the_commit_with_another_layer():
    from channels.layers import get_channel_layer

    layer = get_channel_layer()
    async_to_sync(layer.group_add)("user.1", "test!page")

    with transaction.atomic():
        push.send("user.1", BELL)
        assert layer.channels == {}

    assert async_to_sync(layer.receive)("test!page") == BELL


def test_a_layer_that_is_cut_off_holds_nobody_up(settings, db):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the connection and never says a word
        layer = settings_for_redis(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        settings.CHANNEL_LAYERS = {"default": layer}

        began = time.monotonic()
        with pytest.raises(TimeoutError):
            push.send("user.1", BELL)

        assert time.monotonic() - began < 2 * push.PATIENCE_S


def settings_for_redis(url):
    return channel_layer(read({"REDIS_URL": url}))


def test_threads_of_one_process_may_ring_at_once():
    with listening() as bells:
        threads = [threading.Thread(target=ring_and_close, args=[number]) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(bells(20)) == 20


def ring_and_close(number):
    notify_sync("user.1", {"type": "tick", "number": number})
    connection.close()


def kill_bells():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'reklamai bell'"
        )
        return cursor.fetchone()[0]


async def rung_until_heard(layer, channel, ring=notify):
    """Ring again and again, as a bell may be lost while the listener is away; for half a minute at most."""
    waiting = asyncio.create_task(layer.receive(channel))
    for _ in range(600):
        await ring("user.1", BELL)
        done, _ = await asyncio.wait([waiting], timeout=0.05)
        if done:
            return waiting.result()
    waiting.cancel()
    raise AssertionError("the bell was never heard")


@contextlib.contextmanager
def listening():
    """A plain listener of the test's own: gives `bells(count)`, the payloads that arrive."""
    with psycopg.connect(dsn(), autocommit=True) as listener:
        listener.execute("LISTEN reklamai_bell")

        def bells(count, *, seconds=30):
            return [each.payload for each in listener.notifies(timeout=seconds, stop_after=count)]

        yield bells
