from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import translation

from reklamai.core.errors import Conflict, NotFound
from studio.ask import Ask, ReferenceAsk
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, Generation, Project, Status
from studio.services import generations, orders
from tests.studio.conftest import PRICE, balance_of


@pytest.fixture
def picture(alice, private_media):
    return an_asset(alice)


def an_asset(owner):
    return Asset.objects.create(
        owner=owner, kind="picture", origin="upload", name="cup.png", file="1/uploads/cup.png",
        content_type="image/png", size_bytes=1, sha256="0" * 64,
    )  # fmt: skip


def test_an_order_keeps_everything_that_was_asked(alice, place, picture):
    project = Project.objects.create(owner=alice, name="Autumn")

    generation = place(
        alice,
        prompt="a cup by the sea",
        parameters={"aspect_ratio": "16:9", "seed": "7"},
        references=(ReferenceAsk("asset", str(picture.pk)),),
        project=project.pk,
    )

    row = Generation.objects.get(pk=generation.pk)
    assert (row.prompt, row.aspect_ratio, row.seed, row.project) == ("a cup by the sea", "16:9", 7, project)
    assert (row.status, row.price, row.provider) == (Status.QUEUED, PRICE, "fake")
    assert [(each.source, each.source_id, each.file) for each in row.references.all()] == [
        ("asset", str(picture.pk), "1/uploads/cup.png")
    ]
    assert row.sent["words"] == "a cup by the sea"


def test_defaults_of_the_entry_are_filled_in(alice, place):
    generation = place(alice)

    assert generation.parameters["aspect_ratio"] == "1:1"


def test_the_same_key_gives_the_same_order_back(alice, place):
    key = uuid4()

    first, second = place(alice, key=key), place(alice, key=key)

    assert first.pk == second.pk
    assert balance_of(alice) == 100 - PRICE


def test_the_same_key_with_another_ask_is_a_conflict(alice, place):
    key = uuid4()
    place(alice, key=key)

    with pytest.raises(Conflict):
        place(alice, key=key, prompt="something else")

    assert Generation.objects.count() == 1


def test_two_users_may_use_the_same_key(alice, bob, place):
    key = uuid4()

    assert place(alice, key=key).pk != place(bob, key=key).pk


def test_items_of_one_order_differ_in_their_seeds(alice, place):
    place(alice, count=4)

    assert len(set(Generation.objects.values_list("seed", flat=True))) == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"prompt": "  "}, "prompt"),
        ({"prompt": "x" * 501}, "prompt"),
        ({"parameters": {"aspect_ratio": "5:1"}}, "parameters.aspect_ratio"),
        ({"parameters": {"seed": "-1"}}, "parameters.seed"),
        ({"parameters": {"seed": "NaN"}}, "parameters.seed"),
        ({"parameters": {"colour": "red"}}, "parameters.colour"),
        ({"count": 5}, "count"),
        ({"count": 0}, "count"),
        ({"start_frame": uuid4()}, "start_frame"),
        ({"references": tuple(ReferenceAsk("asset", str(uuid4())) for _ in range(3))}, "references"),
        ({"references": (ReferenceAsk("asset", "x", role="mask"),)}, "references"),
    ],
)
def test_an_ask_that_does_not_fit_its_model_names_the_field(alice, place, changes, field):
    with pytest.raises(AskInvalid) as caught:
        place(alice, **changes)

    assert list(caught.value.errors) == [field]
    assert balance_of(alice) == 100


def test_every_fault_is_named_at_once_and_in_the_users_language(alice, place):
    with translation.override("ru"), pytest.raises(AskInvalid) as caught:
        place(alice, prompt="", count=9, parameters={"aspect_ratio": "x"})

    assert set(caught.value.errors) == {"prompt", "count", "parameters.aspect_ratio"}


def test_a_file_of_somebody_else_does_not_exist(alice, bob, place):
    foreign = an_asset(bob)

    with pytest.raises(NotFound):
        place(alice, references=(ReferenceAsk("asset", str(foreign.pk)),))


@pytest.mark.parametrize("pk", ["", "nonsense", "'; DROP TABLE studio_asset; --"])
def test_a_malformed_file_id_does_not_exist_either(alice, place, pk):
    with pytest.raises(NotFound):
        place(alice, references=(ReferenceAsk("asset", pk),))


def test_a_project_of_somebody_else_does_not_exist(alice, bob, place):
    foreign = Project.objects.create(owner=bob, name="Secret")

    with pytest.raises(NotFound):
        place(alice, project=foreign.pk)


def test_a_model_that_is_switched_off_cannot_be_ordered(alice, place, entry):
    entry.enabled = False
    entry.save()

    with pytest.raises(Conflict):
        place(alice)


def test_an_estimate_is_what_the_order_then_holds(alice, an_ask, place):
    estimate = orders.estimate(owner=alice, ask=an_ask(count=3))

    place(alice, count=3)

    assert (estimate.each, estimate.total, estimate.affordable) == (PRICE, 3 * PRICE, True)
    assert balance_of(alice) == 100 - estimate.total


def test_an_estimate_changes_nothing(alice, an_ask, fake_engine):
    orders.estimate(owner=alice, ask=an_ask())

    assert not Generation.objects.exists()
    assert balance_of(alice) == 100


def test_a_cancelled_order_gives_its_credits_back_and_never_runs(alice, place, run, fake_engine):
    generation = place(alice)

    generations.cancel(generation)

    assert run(generation).status == Status.CANCELLED
    assert fake_engine.runs == []
    assert balance_of(alice) == 100


def test_cancelling_twice_is_harmless(alice, place):
    generation = place(alice)

    generations.cancel(generation)
    generations.cancel(generation)

    assert balance_of(alice) == 100


def test_running_work_that_cannot_be_stopped_refuses_to_be_cancelled(alice, place, fake_engine):
    generation = place(alice)
    fake_engine.can_stop = False
    Generation.objects.filter(pk=generation.pk).update(status=Status.RUNNING)

    with pytest.raises(Conflict):
        generations.cancel(generation)

    assert balance_of(alice) == 100 - PRICE
    assert not generations.can_cancel(generation)


def test_work_that_is_over_cannot_be_cancelled(alice, place, run):
    generation = run(place(alice))

    with pytest.raises(Conflict):
        generations.cancel(generation)

    assert balance_of(alice) == 100 - PRICE


def test_a_retry_asks_the_same_again_under_a_new_key(alice, place, run, fake_engine):
    first = place(alice, prompt="a poster", parameters={"seed": 5})
    generations.cancel(first)

    second = generations.retry(generation=first, key=uuid4())[0]

    assert second.pk != first.pk
    assert (second.prompt, second.seed, second.parameters) == ("a poster", 5, first.parameters)
    assert run(second).status == Status.DONE


def test_reuse_asks_for_the_same_thing(alice, place, picture):
    generation = place(alice, parameters={"seed": 5}, references=(ReferenceAsk("asset", str(picture.pk)),))

    ask = orders.ask_of(generation)

    assert replace(ask, parent=None) == Ask(
        kind="text_to_image",
        model="fake-picture",
        prompt="a poster",
        parameters={"aspect_ratio": "1:1", "seed": 5},
        references=(ReferenceAsk("asset", str(picture.pk)),),
    )
    assert ask.parent == generation.pk


def test_a_deleted_generation_can_be_restored(alice, place, run):
    generation = run(place(alice))

    generations.delete(generation)
    assert not Generation.objects.visible_to(alice).exists()

    generations.restore(generation)
    assert Generation.objects.visible_to(alice).get() == generation


def test_deleting_an_order_that_waits_cancels_it(alice, place):
    generation = place(alice)

    generations.delete(generation)

    generation.refresh_from_db()
    assert generation.status == Status.CANCELLED
    assert balance_of(alice) == 100


def test_every_change_of_a_work_numbers_its_state_anew(alice, place):
    generation = place(alice)

    generations.set_favourite(generation, on=True)
    generations.cancel(generation)

    states = Generation.objects.values_list("revision", "favourite", "status").get(pk=generation.pk)
    assert states == (2, True, Status.CANCELLED)
