"""Storyboards as one order at a model that takes a list of shots, against the maker's stand-in over HTTP."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import translation
from PIL import Image

from studio.models import Asset, CatalogueModel, Generation, Status
from studio.selectors import ledger
from studio.services import credits, orders, work
from studio.storage import keep
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected
from tests.studio.conftest import balance_of
from tests.video.entries import ENTRIES
from tests.video.filming import film, maker, orders_of, render, states  # noqa: F401
from video.models import FilmStatus, Shot
from video.selectors.boards import board_of
from video.services import rendering
from video.services.planning import plan_of

pytestmark = pytest.mark.django_db(transaction=True)  # heartbeats look at the rows from connections of their own

KLING = "kling-3.0/video"
PRICE = 122
"""9 s of 1080p with sound: 9 x 27 credits of 0.005 USD, in ours of 0.01 USD, rounded up."""


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, maker):
    server.set(faults={}, callbacks="none", balance=10_000.0)
    connected(settings, server)
    CatalogueModel.objects.create(id=KLING, provider="kie", entry=dict(ENTRIES[KLING].raw), enabled=True)
    with translation.override("en"):
        yield server
    assert not list(ledger.faults())


@pytest.fixture
def board(alice, film, kie):
    """Gives `board(*shots)`: a board of Alice's at Kling, all of it one order."""
    credits.grant(alice, amount=1000, note="a film")

    def make(*shots, **fields):
        return film(alice, *shots, model=KLING, native=True, **fields)

    return make


def said(words, seconds=3, **more):
    return {"prompt": words, "duration_s": seconds, **more}


def a_frame(owner, tmp_path):
    path = tmp_path / "frame.png"
    Image.new("RGB", (640, 360), "teal").save(path)
    kept = keep(path, folder=f"{owner.pk}/uploads")
    return Asset.objects.create(
        owner=owner, kind="picture", origin="upload", name="frame.png", file=kept.name, content_type="image/png",
        size_bytes=kept.size_bytes, sha256=kept.sha256, width=640, height=360,
    )  # fmt: skip


def worked_off(owner, *, rounds=12):
    """As workers and the poller would, without their pauses."""
    for _ in range(rounds):
        rows = Generation.objects.filter(owner=owner, status__in=(Status.QUEUED, Status.RUNNING), standby=False)
        for row in rows:
            Generation.objects.filter(pk=row.pk, ask_after__isnull=False).update(ask_after=row.created_at)
            work.run(row.pk)


def bodies(kie, mark):
    return [task["body"]["input"] for task in kie.tasks() if mark in task["words"]]


def test_a_board_is_one_order_with_a_list_of_its_shots(alice, board, kie, tmp_path):
    mark, frame = uuid4().hex, a_frame(alice, tmp_path)
    row = board(said(f"A door {mark}", 4, start_frame=frame), said("A key", 3), said("A smile", 2))
    before = balance_of(alice)
    assert rendering.quote(alice, row).total == PRICE

    render(row, quoted=PRICE)
    worked_off(alice)

    [body] = bodies(kie, mark)
    assert body["multi_prompt"] == [
        {"prompt": f"A door {mark}", "duration": 4},
        {"prompt": "A key", "duration": 3},
        {"prompt": "A smile", "duration": 2},
    ]
    assert (body["multi_shots"], body["duration"], body["sound"], body["mode"]) == (True, "9", True, "pro")
    assert len(body["image_urls"]) == 1
    row.refresh_from_db()
    [order] = orders_of(row, "native")
    assert (row.status, row.combined_video) == (FilmStatus.DONE, order.generation.result)
    assert states(row) == ["rendered"] * 3
    assert balance_of(alice) == before - PRICE


def test_nothing_is_ordered_again_until_a_shot_changes(alice, board, kie):
    mark = uuid4().hex
    row = board(said(f"A door {mark}"), said("A key"))
    render(row)
    worked_off(alice)
    assert rendering.quote(alice, row).changed == 0

    Shot.objects.filter(film=row, position=1).update(prompt="Another key")
    render(row)
    worked_off(alice)

    assert [[each["prompt"] for each in body["multi_prompt"]][1] for body in bodies(kie, mark)] == [
        "A key",
        "Another key",
    ]
    assert states(row) == ["rendered"] * 2


def test_one_thing_that_two_shots_hold_in_two_ways_is_held_in_both(board):
    held = [{"source": "anchor", "id": str(uuid4()), "role": role} for role in ("product", "lighting")]
    held[1]["id"] = held[0]["id"]
    row = board(said("A door", references=held[:1]), said("A key", references=held))

    [planned] = plan_of(board_of(row))

    assert [each.role for each in planned.member.ask.references] == ["product", "lighting"]


def test_what_was_made_in_one_order_is_the_film_again_after_another_way_was_tried(alice, board, kie):
    row = board(said(f"A door {uuid4().hex}"), said("A key"))
    render(row)
    worked_off(alice)
    row.refresh_from_db()
    made, row.combined_hash = row.combined_video, "of single shots"
    row.combined_video = None
    row.save()

    quote = rendering.quote(alice, row)
    render(row, quoted=0)

    row.refresh_from_db()
    assert (quote.joins, quote.changed) == (True, 0)
    assert (row.combined_video, row.status) == (made, FilmStatus.DONE)


def test_a_refusal_of_the_maker_costs_nothing(alice, board, kie):
    row, before = board(said("{kie:moderated}"), said("A key")), balance_of(alice)

    render(row)
    worked_off(alice)

    row.refresh_from_db()
    assert (row.status, states(row)) == (FilmStatus.FAILED, ["failed"] * 2)
    assert balance_of(alice) == before


@pytest.mark.parametrize(
    ("shots", "sentence"),
    [
        ([said("A"), said("B"), said("x" * 612)], "Shot 3: at most 500 characters; these are 612."),
        ([said("A"), said(" ")], "Shot 2: say what is to be seen."),
        ([said("A", 13), said("B", 2)], "Shot 1: from 1 to 12 s."),
        ([said("A", 12), said("B", 8)], "All shots together take from 3 to 15 s; these take 20 s."),
        ([said("A", 2)] * 6, "From 1 to 5 shots; these are 6."),
    ],
)
def test_what_the_model_cannot_film_is_named_before_a_credit_moves(alice, board, shots, sentence):
    row = board(*shots)

    quote = rendering.quote(alice, row)
    with pytest.raises(rendering.RenderRefused, match=sentence.partition(";")[0]):
        render(row)

    assert sentence in quote.shots[0].error
    assert not Generation.objects.exists()


def test_the_work_can_be_ordered_again_from_its_own_page(alice, board, kie):
    mark = uuid4().hex
    row = board(said(f"A door {mark}"), said("A key"))
    render(row)
    worked_off(alice)
    [order] = orders_of(row, "native")

    orders.order(owner=alice, ask=orders.ask_of(order.generation), key=uuid4())
    worked_off(alice)

    first, second = bodies(kie, mark)
    assert first == second
    assert board_of(row).is_rendered
