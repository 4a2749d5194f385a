"""Queries and time of the pages for a library of 100 works and for one of 100,000.

Run: python -m tests.benchmarks.bench_pages

A database of its own in the temp folder; each page is asked for 15 times through Django's client, after two
that warm up. The figure is the median of the server's time for the whole answer.
"""

from __future__ import annotations

import os
import statistics
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "reklamai.settings.test"

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reklamai.core.database.embedded import server
from studio.models import Generation, User
from studio.services import catalogue, credits
from tests.benchmarks.works import add_works

PAGES = ("/create/image", "/library", "/library?q=кофе", "/library?favourite=on", "/usage", "/settings")
ROUNDS = 15


def owner_of(count: int) -> User:
    """An account with that many finished works, each with its file's row."""
    user = User.objects.create_user(f"{count}@example.com", "a long password")
    credits.open_account(user)
    add_works(user.pk, count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user


def measured(client: Client, page: str) -> tuple[int, float]:
    """(queries, median seconds) of one page."""
    for _ in range(2):
        client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(page)
    queries = len(captured)  # now: the next request clears the log
    assert answer.status_code == 200, (page, answer.status_code)
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        client.get(page)
        seconds.append(time.perf_counter() - begun)
    return queries, statistics.median(seconds)


def main() -> None:
    call_command("migrate", verbosity=0)
    catalogue.load()
    clients = {}
    for count in (100, 100_000):
        clients[count] = Client()
        clients[count].force_login(owner_of(count))
    print(f"{Generation.objects.count()} works in the database")
    print(f"{'page':26} queries of 100 / 100,000   ms of 100 / 100,000   ratio")
    for page in PAGES:
        few, small = measured(clients[100], page)
        many, large = measured(clients[100_000], page)
        print(f"{page:26} {few:10} / {many:<10} {1000 * small:12.1f} / {1000 * large:<9.1f} {large / small:7.2f}")
    server().leave()


if __name__ == "__main__":
    main()
