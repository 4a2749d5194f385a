import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from reklamai.core.turns import Turns

PIECES = 3


async def connections_of_tests():
    with_sql = sync_to_async(count_connections, thread_sensitive=False)
    return await with_sql()


def count_connections():
    """The connections that requests of this file hold, seen from one that is closed again."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE %s", [f"%{MARK}%"]
            )
            return cursor.fetchone()[0]
    finally:
        connection.close()


MARK = "held by a request of the turns"
gate = None


def reads(request):
    ask_database()
    return HttpResponse("read")


async def streams(request):
    await sync_to_async(ask_database)()

    async def pieces():
        for _ in range(PIECES):
            yield b"piece"
            await gate.wait()

    return StreamingHttpResponse(pieces())


def ask_database():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_sleep(0.05) /* {MARK} */")


urlpatterns = [path("reads", reads), path("streams", streams)]


@pytest.fixture
def pages(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    handler = ASGIHandler()
    handler.load_middleware(is_async=True)
    return handler


def request_for(address):
    return {"type": "http", "method": "GET", "path": address, "headers": [], "query_string": b"", "scheme": "http"}


class Client:
    """One request and what came of it."""

    def __init__(self):
        self.told, self.began = [], asyncio.Event()
        self.asked = False

    async def receive(self):
        if not self.asked:
            self.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        return await asyncio.Future()

    async def send(self, message):
        self.told.append(message)
        if message.get("body"):
            self.began.set()

    async def get(self, app, address):
        await app(request_for(address), self.receive, self.send)
        return b"".join(each.get("body", b"") for each in self.told)


async def counted(at_once, requests, address="/"):
    """The most requests that were inside at once, and how many were answered."""
    inside, most = 0, 0

    async def app(scope, receive, send):
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        inside -= 1
        await send({"type": "http.response.body", "body": b"ok"})

    turns, clients = Turns(app, at_once=at_once), [Client() for _ in range(requests)]
    answers = await asyncio.gather(*(client.get(turns, address) for client in clients))
    return most, answers.count(b"ok")


async def test_no_more_requests_are_answered_at_once_than_may_be_and_all_are_in_the_end():
    assert await counted(5, 200) == (5, 200)


async def test_the_look_whether_the_server_lives_never_waits():
    assert await counted(1, 20, "/healthz") == (20, 20)


async def test_a_request_that_breaks_or_is_given_up_gives_its_turn_back():
    stands = asyncio.Event()

    async def app(scope, receive, send):
        if scope["path"] == "/breaks":
            raise ZeroDivisionError
        if scope["path"] == "/stands":
            await stands.wait()
        await send({"type": "http.response.body", "body": b"ok"})

    turns = Turns(app, at_once=1)
    with pytest.raises(ZeroDivisionError):
        await Client().get(turns, "/breaks")
    inside = asyncio.create_task(Client().get(turns, "/stands"))
    await asyncio.sleep(0)
    in_line = asyncio.create_task(Client().get(turns, "/"))
    await asyncio.sleep(0)
    for task in (in_line, inside):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert await asyncio.wait_for(Client().get(turns, "/"), 5) == b"ok"


@pytest.mark.django_db(transaction=True)
async def test_fifty_readers_at_once_hold_few_connections(pages):
    turns, clients, seen = Turns(pages, at_once=3), [Client() for _ in range(50)], []

    async def watched(client):
        answer = await client.get(turns, "/reads")
        seen.append(await connections_of_tests())
        return answer

    answers = await asyncio.gather(*map(watched, clients))

    assert answers == [b"read"] * 50
    assert max(seen) <= 2 * 3, "PostgreSQL's side of a connection outlives ours by a moment"


@pytest.mark.django_db(transaction=True)
async def test_a_long_answer_keeps_neither_its_turn_nor_its_connection_while_it_is_sent(pages):
    global gate
    gate = asyncio.Event()
    turns, slow = Turns(pages, at_once=2), [Client() for _ in range(20)]

    downloads = [asyncio.create_task(client.get(turns, "/streams")) for client in slow]
    await asyncio.wait_for(asyncio.gather(*(client.began.wait() for client in slow)), 30)

    assert await connections_of_tests() == 0
    assert await asyncio.wait_for(Client().get(turns, "/reads"), 10) == b"read"
    gate.set()
    assert await asyncio.gather(*downloads) == [b"piece" * PIECES] * 20
