"""Lists: pages that lose nothing while rows come, filters that say no to nonsense."""

from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest

from studio.models import Generation
from studio.services import generations, projects
from tests.api.test_hostile import refused


def every(api, path, **query):
    """The ids of all pages of a list, in order."""
    seen, cursor = [], None
    while cursor is not None or not seen:
        page = api.get(path, {**query, "size": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [row["id"] for row in page["results"]]
        cursor = page["next"]
        if cursor is None:
            return seen
    return seen


def test_rows_that_come_while_one_reads_neither_repeat_nor_hide_others(api, alice, place):
    old = [str(place(alice, prompt=f"poster {n}").pk) for n in range(5)]
    first = api.get("/api/generations", {"size": 2}).json()

    place(alice, prompt="a late one")
    second = api.get("/api/generations", {"size": 2, "cursor": first["next"]}).json()
    third = api.get("/api/generations", {"size": 2, "cursor": second["next"]}).json()

    read = [row["id"] for page in (first, second, third) for row in page["results"]]
    assert read == old[::-1]
    assert third["next"] is None


def test_projects_models_and_movements_come_in_pages_too(api, alice, place, local_catalogue):
    made = [str(projects.create(alice, name=str(n)).pk) for n in range(5)]
    for number in range(3):
        place(alice, prompt=str(number))

    assert every(api, "/api/projects") == made[::-1]
    models = every(api, "/api/models")
    assert len(models) == len(set(models)) == len(api.get("/api/models", {"size": 100}).json()["results"]) > 2
    moves = every(api, "/api/credits/entries")
    assert moves == sorted(moves, reverse=True)
    assert len(moves) == 4


@pytest.fixture
def works(alice, place):
    """Three works of an hour each: yesterday's favourite, one in a project, a fresh one that was cancelled."""
    autumn = projects.create(alice, name="Autumn")
    first, second, third = place(alice, prompt="a red cup"), place(alice, project=autumn.pk), place(alice)
    generations.set_favourite(first, on=True)
    generations.cancel(third)
    for hours, work in ((3, first), (2, second), (1, third)):
        Generation.objects.filter(pk=work.pk).update(created_at=third.created_at - timedelta(hours=hours))
        work.refresh_from_db()
    return first, second, third, autumn


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "cancelled"}, [2]),
        ({"status": "queued"}, [1, 0]),
        ({"kind": "text_to_image"}, [2, 1, 0]),
        ({"output": "picture"}, [2, 1, 0]),
        ({"output": "clip"}, []),
        ({"model": "fake-picture"}, [2, 1, 0]),
        ({"favourite": "true"}, [0]),
        ({"q": "cups"}, [0]),
        ({"bin": "true"}, []),
    ],
)
def test_a_filter_leaves_what_it_names(api, works, query, expected):
    rows = api.get("/api/generations", query).json()["results"]

    assert [row["id"] for row in rows] == [str(works[place].pk) for place in expected]


def test_a_time_begins_with_its_moment_and_ends_before_it(api, works):
    first, second, third, _project = works
    query = {"created_after": first.created_at.isoformat(), "created_before": third.created_at.isoformat()}

    rows = api.get("/api/generations", query).json()["results"]

    assert [row["id"] for row in rows] == [str(second.pk), str(first.pk)]


def test_a_plus_that_an_address_turned_into_a_space_is_read_as_one(api, works):
    moment = works[1].created_at.isoformat()

    rows = api.get(f"/api/generations?created_after={moment}").json()["results"]

    assert len(rows) == len(api.get(f"/api/generations?created_after={quote(moment)}").json()["results"]) == 2


def test_a_project_filters_its_works(api, works):
    rows = api.get("/api/generations", {"project": str(works[3].pk)}).json()["results"]

    assert [row["id"] for row in rows] == [str(works[1].pk)]


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("generations", "status", "finished"),
        ("generations", "kind", "text-to-image"),
        ("generations", "kind", "text_to_smell"),
        ("generations", "output", "smell"),
        ("generations", "model", "nobody"),
        ("generations", "favourite", "perhaps"),
        ("generations", "created_after", "yesterday"),
        ("generations", "created_before", "2026-13-45"),
        ("generations", "colour", "red"),
        ("generations", "q", "x" * 201),
        ("assets", "kind", "smell"),
        ("assets", "origin", "found"),
        ("credits/entries", "kind", "theft"),
        ("projects", "size", "1000"),
        ("models", "cursor", "broken"),
    ],
)
def test_nonsense_is_a_422_that_names_the_filter(api, works, path, name, value):
    error = refused(api.get(f"/api/{path}", {name: value}), 422)

    assert error["code"] == "bad_filter"
    assert list(error["facts"]["fields"]) == [name]


def test_a_project_of_nobody_or_of_somebody_else_is_a_404(api, bob, works):
    theirs = projects.create(bob, name="Secret")

    for pk in (uuid4(), theirs.pk):
        for path in ("generations", "assets"):
            refused(api.get(f"/api/{path}", {"project": str(pk)}), 404)


def test_a_model_that_has_left_the_catalogue_can_still_be_asked_for(api, works, entry):
    entry.delete()

    assert len(api.get("/api/generations", {"model": "fake-picture"}).json()["results"]) == 3


def test_what_a_vendor_costs_us_is_in_no_answer(api, alice, place, run):
    work = run(place(alice))
    Generation.objects.filter(pk=work.pk).update(cost="0.1234")

    for path in (f"/api/generations/{work.pk}", "/api/generations", "/api/models"):
        text = api.get(path).content.decode()
        assert '"cost"' not in text
        assert "0.1234" not in text
