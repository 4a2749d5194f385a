"""Long counts, run by `make soak`: what must hold after thousands of everything at once."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from reklamai.core.errors import Conflict, NotEnoughCredits, Rejected, ReklamError
from reklamai.media import words
from reklamai.media.words import Move, Reading
from studio.models import Generation, Status
from studio.selectors import ledger
from studio.services import credits, generations, orders, watch, work
from tests.studio.conftest import balance_of, picture_result

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]

THREADS, ROUNDS = 12, 100


def unsteady(job, report):
    """An engine that makes it, refuses, breaks or dawdles."""
    fate = random.random()
    report("scene", 0.5)
    if fate < 0.2:
        raise Rejected("Not this.")
    if fate < 0.3:
        raise RuntimeError("a bug")
    return picture_result(job)


def test_thousands_of_orders_cancels_kills_and_deadlines_at_once_leave_the_books_right(
    alice, bob, an_ask, fake_engine, private_media
):
    fake_engine.does = unsteady
    for user in (alice, bob):
        credits.grant(user, amount=20_000, note="a soak")
    start = threading.Barrier(THREADS)

    def a_person(number):
        dice = random.Random(number)
        start.wait(60)
        try:
            for _ in range(ROUNDS):
                one_deed(dice, dice.choice((alice, bob)), an_ask)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(a_person, range(THREADS)))
    settle_all()

    assert not list(ledger.faults())
    assert not Generation.objects.open().exists()
    assert balance_of(alice) >= 0
    assert Generation.objects.count() > THREADS * ROUNDS / 4


def one_deed(dice, user, an_ask):
    deed = dice.random()
    try:
        if deed < 0.45:
            orders.order(owner=user, ask=an_ask(count=dice.randint(1, 3)), key=uuid4())
        elif deed < 0.75:
            work_on_one()
        elif deed < 0.9:
            cancel_one()
        else:
            kill_one()
            watch.sweep()
    except (NotEnoughCredits, Conflict):
        return


def work_on_one():
    pk = Generation.objects.filter(status=Status.QUEUED).order_by("?").values_list("pk", flat=True).first()
    if pk is not None:
        try:
            work.run(pk)
        except RuntimeError as error:
            assert str(error) == "a bug"


def cancel_one():
    generation = Generation.objects.open().order_by("?").first()
    if generation is not None:
        generations.cancel(generation)


def kill_one():
    """As a kill -9 leaves a row: running, and its worker not heard of for long."""
    pk = Generation.objects.filter(status=Status.QUEUED).order_by("?").values_list("pk", flat=True).first()
    long_ago = timezone.now() - timedelta(minutes=5)
    Generation.objects.filter(pk=pk, status=Status.QUEUED).update(
        status=Status.RUNNING, attempt=1, heartbeat_at=long_ago, started_at=long_ago
    )


def settle_all():
    for generation in Generation.objects.open():
        try:
            generations.cancel(generation)
        except ReklamError:
            continue


def test_no_text_of_any_kind_breaks_the_parser():
    dice = random.Random(7)
    alphabet = "абвгдежзиклмнопрстуяёabcdefghijklmnopqrstuvwxyz 0123456789,.«»“”-–@#%\n\t\u200b\ufeff🎬🥤\u0301"

    for _ in range(3000):
        text = "".join(dice.choice(alphabet) for _ in range(dice.randint(0, 400)))
        reading = words.read(text)
        assert isinstance(reading, Reading)
        assert all(0 <= span.start < span.end <= len(text) for span in (*reading.understood, *reading.unknown))


@pytest.mark.parametrize("move", list(Move))
def test_every_move_films_a_real_scene_at_every_strength_without_an_open_edge(move, tmp_path):
    from reklamai.media.camera.clip import needed_overscan, render_clip
    from reklamai.media.camera.look import Look
    from reklamai.media.probe import probe
    from reklamai.media.scene.draft import draft_scene

    reading = words.read("A woman in a coral coat in a café, morning")
    for number, strength in enumerate((0.2, 0.6, 1.0)):
        size = ((640, 360), (360, 640), (480, 480))[number]
        overscan = needed_overscan([move], strength=strength, seconds=2, size=size)
        scene = draft_scene(reading, size=size, seed=number, overscan=overscan)
        out = tmp_path / f"{number}.mp4"

        made = render_clip(
            scene, moves=[move], seconds=2, fps=24, strength=strength, seed=number, out=out, look=Look.film()
        )

        assert probe(out).frames == 48
        assert made.face_in_frame >= 0.95
