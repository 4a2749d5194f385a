import contextlib
import json

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from studio import progress
from studio.consumers import StudioConsumer, changed
from studio.models import Generation
from tests.pages.workbench import a_done_work, a_work, install

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def workbench(db, settings, private_media):
    install(settings)


async def connected(user):
    socket = WebsocketCommunicator(StudioConsumer.as_asgi(), "/ws/studio")
    socket.scope["user"] = user
    accepted, code = await socket.connect(timeout=60)
    return socket, accepted, code


QUIET_S = 0.3


async def heard(user, ring, *, answered=True):
    """What `user` is sent when `ring` (a plain function) has been called: to the numbers of the header, which come last
    however long all takes, and what comes after them at once."""
    socket, accepted, _code = await connected(user)
    assert accepted
    await sync_to_async(ring)()
    found = []
    while answered and not any(message["type"] == "header" for message in found):
        found.append(json.loads(await socket.receive_from(timeout=60)))
    with contextlib.suppress(TimeoutError):
        while True:
            found.append(json.loads(await socket.receive_from(timeout=QUIET_S)))
    return found


async def test_a_stranger_is_turned_away():
    _socket, accepted, code = await connected(AnonymousUser())

    assert (accepted, code) == (False, 4401)


async def test_a_bell_brings_the_card_as_the_page_would_draw_it(vera):
    work = await sync_to_async(a_work)(vera, "on its way", status="running", progress=64, stage="frames")

    messages = await heard(vera, lambda: progress.changed(work))

    card = next(message for message in messages if message["type"] == "card")
    assert card["id"] == work.dom_id
    assert card["state"] == "running"
    assert "64 %" in card["html"]
    assert "Drawing the frames" in card["html"]
    assert card["fresh"]


async def test_the_card_is_in_the_language_of_its_reader(make_user):
    def russian():
        return make_user("nadia@lis.studio", language="ru")

    nadia = await sync_to_async(russian)()
    work = await sync_to_async(a_work)(nadia, status="failed", error_message="x", finished_at=timezone.now())

    messages = await heard(nadia, lambda: progress.changed(work))

    card = next(message for message in messages if message["type"] == "card")
    assert "Не получилось" in card["html"]


async def test_nobody_hears_of_other_peoples_works(vera, timur):
    work = await sync_to_async(a_work)(timur)

    assert await heard(vera, lambda: progress.changed(work), answered=False) == []


async def test_a_deleted_work_is_told_as_gone(vera):
    work = await sync_to_async(a_done_work)(vera)
    await sync_to_async(Generation.objects.filter(pk=work.pk).update)(deleted_at=timezone.now())

    messages = await heard(vera, lambda: progress.changed(work))

    await sync_to_async(work.refresh_from_db)()
    assert messages[0] == {"type": "gone", "id": work.dom_id, "revision": work.revision}


async def test_what_somebody_else_owns_is_gone_without_a_word_of_how_it_stands(vera, timur):
    work = await sync_to_async(a_work)(timur)

    told = await sync_to_async(changed)(vera, work.pk)

    assert told == {"type": "gone", "id": f"generation-{work.pk}", "revision": None}


async def test_a_finished_work_is_told_in_words_for_those_who_do_not_look(vera):
    work = await sync_to_async(a_done_work)(vera, "a quiet beach")

    messages = await heard(vera, lambda: progress.changed(work))

    assert messages[0]["said"] == "Done: “a quiet beach”"


async def test_a_look_that_a_room_takes_at_a_picture_is_announced_by_no_page(vera):
    work = await sync_to_async(a_done_work)(vera)
    await sync_to_async(Generation.objects.filter(pk=work.pk).update)(kind="camera_plate")

    messages = await heard(vera, lambda: progress.changed(work))

    assert (messages[0]["said"], messages[0]["fresh"]) == ("", False)


async def test_moved_credits_bring_the_numbers_of_the_header(vera):
    messages = await heard(vera, lambda: progress.credits_changed(vera.pk))

    assert [message["type"] for message in messages] == ["header"]
    assert 'id="header-balance"' in messages[0]["html"]
    assert "100" in messages[0]["html"]


async def test_the_header_follows_when_a_work_begins_or_ends(vera):
    work = await sync_to_async(a_work)(vera, status="running")

    messages = await heard(vera, lambda: progress.changed(work))

    assert {message["type"] for message in messages} == {"card", "header"}


async def test_bells_that_ring_together_are_answered_together(vera):
    work = await sync_to_async(a_work)(vera, status="running")

    def ring():
        for _each in range(30):
            progress.changed(work)

    messages = await heard(vera, ring)

    cards = [message for message in messages if message["type"] == "card"]
    assert 1 <= len(cards) <= 4
