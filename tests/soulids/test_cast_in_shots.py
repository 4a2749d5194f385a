"""A Soul ID named in the shots of one order: an element of the model, called by its name in these shots."""

from __future__ import annotations

from uuid import uuid4

import pytest

from studio.ask import Ask, ReferenceAsk
from studio.models import CatalogueModel, Generation, Status
from studio.services import credits, orders
from studio.services.jobs import job_for
from tests.providers.kie_server import running_kie
from tests.soulids import rows
from tests.studio.at_kie import connected, worked
from tests.studio.catalogue.entries import ALL

pytestmark = pytest.mark.django_db(transaction=True)  # heartbeats look at the rows from connections of their own

KLING = "kling-3.0/video"


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media, trained):
    connected(settings, server)
    entry = next(each for each in ALL if each.id == KLING)
    CatalogueModel.objects.create(id=KLING, provider="kie", entry=dict(entry.raw), enabled=True)
    credits.grant(trained.owner, amount=1000, note="a film")
    yield server


def wanted(owner, *words, **changes):
    shots = [{"prompt": each, "duration": 4} for each in words]
    frame = rows.a_file(owner, room="")
    return Ask(kind="text_to_video", model=KLING, parameters={"shots": shots}, start_frame=frame.pk, **changes)


def ordered(owner, ask):
    return orders.order(owner=owner, ask=ask, key=uuid4())[0]


def test_a_name_in_one_shot_casts_the_person_for_the_whole_order(kie, trained):
    mark = uuid4().hex

    generation = worked(ordered(trained.owner, wanted(trained.owner, f"A street {mark}", "@Maria waves at @nobody")))

    [body] = [task["body"]["input"] for task in kie.tasks() if mark in task["words"]]
    assert [each["prompt"] for each in body["multi_prompt"]] == [f"A street {mark}", "@person waves at @nobody"]
    (element,) = body["kling_elements"]
    assert element["name"] == "person"
    assert 2 <= len(element["element_input_urls"]) <= 4
    assert len(body["image_urls"]) == 1
    assert generation.status == Status.DONE
    assert generation.parameters["shots"][1]["prompt"] == "@Maria waves at @nobody"  # asked again as it was typed
    assert any("@nobody" in note for note in generation.sent["notes"])


def test_a_person_who_is_held_and_whom_no_shot_names_is_named_before_the_first(kie, trained):
    ask = wanted(
        trained.owner, "A street", "A wave", references=(ReferenceAsk("soulid", str(trained.pk), ""),), prompt="@maria"
    )

    sent = ordered(trained.owner, ask).sent

    shown = next(each["value"] for each in sent["controls"] if each["name"] == "shots")
    assert [each["prompt"] for each in shown] == ["the person is @person\nA street", "A wave"]


def test_the_maker_reads_the_shots_that_were_shown(kie, trained, tmp_path):
    order = ordered(trained.owner, wanted(trained.owner, "@maria runs", "@maria rests"))

    job = job_for(Generation.objects.get(pk=order.pk), workdir=tmp_path)

    shown = next(each["value"] for each in order.sent["controls"] if each["name"] == "shots")
    assert job.parameters["shots"] == shown
    assert [each["prompt"] for each in shown] == ["@person runs", "@person rests"]


def test_made_again_the_shots_name_the_person_anew(kie, trained):
    first = ordered(trained.owner, wanted(trained.owner, "@maria runs", "A street"))
    again = ordered(trained.owner, orders.ask_of(Generation.objects.get(pk=first.pk)))

    assert again.parameters["shots"] == first.parameters["shots"]
    assert again.sent["controls"] == first.sent["controls"]
    assert {row.role for row in again.references.all()} == {"elements"}
