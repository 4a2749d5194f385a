"""Orders of several shots, through the whole hall: their words, what KIE is sent over HTTP, and what is kept."""

from copy import deepcopy
from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import translation
from PIL import Image

from studio.ask import Ask, ReferenceAsk
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, CatalogueModel, Generation, Status
from studio.selectors import ledger
from studio.services import credits, erasing, generations, orders
from studio.services.jobs import job_for
from studio.shots import filmed
from studio.storage import keep
from tests.api.conftest import client_of
from tests.pages.staff import member_of, room
from tests.pages.test_admin_pictures import open_case
from tests.providers.kie_server import running_kie
from tests.studio.at_kie import connected, worked
from tests.studio.catalogue.entries import ALL
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

KLING, OMNI = "kling-3.0/video", "kling-3.0-omni/text-to-video"
SHOTS = [{"prompt": "A door opens", "duration": 4}, {"prompt": "Close-up of a key", "duration": 3}]
PRICE = 95
"""7 s of 1080p with sound: 7 x 27 credits of 0.005 USD, in ours of 0.01 USD."""


def entry_of(pk):
    return next(entry for entry in ALL if entry.id == pk)


@pytest.fixture(scope="module")
def server():
    with running_kie(run_s=0.0, webhook_key="bell-key", scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server, private_media):
    server.set(faults={}, callbacks="none", balance=10_000.0)
    connected(settings, server)
    CatalogueModel.objects.create(id=KLING, provider="kie", entry=dict(entry_of(KLING).raw), enabled=True)
    with translation.override("en"):
        yield server
    assert not list(ledger.faults())


@pytest.fixture
def rich(alice):
    credits.grant(alice, amount=1000, note="more")
    return alice


def ask(shots=SHOTS, **changes):
    """An ask whose first shot is like no other's, so that its task can be found at the vendor."""
    first, *rest = deepcopy(shots)
    named = {**first, "prompt": f"{first['prompt']} {uuid4().hex}"}
    parameters = {"shots": [named, *rest], **changes.pop("parameters", {})}
    return Ask(kind="text_to_video", model=changes.pop("model", KLING), parameters=parameters, **changes)


def ordered(owner, wanted):
    return orders.order(owner=owner, ask=wanted, key=uuid4())[0]


def body_of(kie, wanted):
    words = wanted.parameters["shots"][0]["prompt"]
    [body] = [task["body"]["input"] for task in kie.tasks() if task["words"].endswith(words)]
    return body


def a_picture(owner, tmp_path):
    path = tmp_path / "frame.png"
    Image.new("RGB", (640, 360), "teal").save(path)
    kept = keep(path, folder=f"{owner.pk}/uploads")
    return Asset.objects.create(
        owner=owner, kind="picture", origin="upload", name="frame.png", file=kept.name, content_type="image/png",
        size_bytes=kept.size_bytes, sha256=kept.sha256, width=640, height=360,
    )  # fmt: skip


# At the vendor


def test_an_order_of_several_shots_goes_out_as_the_maker_documents_it(kie, rich, tmp_path):
    before, frame = balance_of(rich), a_picture(rich, tmp_path)
    wanted = ask(start_frame=frame.pk, parameters={"aspect_ratio": "9:16"})

    generation = worked(ordered(rich, wanted))

    body, shots = body_of(kie, wanted), wanted.parameters["shots"]
    [address] = [row["url"] for row in kie.journal("upload") if frame.sha256[:32] in row["name"]]
    assert body == {
        "prompt": shots[0]["prompt"],  # required by the maker, and read by nobody
        "multi_shots": True,
        "multi_prompt": shots,
        "image_urls": [address],
        "sound": True,
        "duration": "7",
        "aspect_ratio": "9:16",
        "mode": "pro",
    }
    assert (generation.status, generation.kind, generation.price) == (Status.DONE, "image_to_video", PRICE)
    assert generation.duration_s == 7
    assert balance_of(rich) == before - PRICE


def test_a_plain_order_says_that_it_has_one_shot(kie, rich):
    wanted = Ask(kind="text_to_video", model=KLING, prompt=f"A door {uuid4().hex}")

    worked(ordered(rich, wanted))

    [body] = [task["body"]["input"] for task in kie.tasks() if task["words"] == wanted.prompt]
    assert body == {
        "prompt": wanted.prompt, "multi_shots": False, "sound": False, "duration": "5", "aspect_ratio": "16:9",
        "mode": "pro",
    }  # fmt: skip


@pytest.mark.parametrize("model", [OMNI, "kling-3.0-omni/reference-to-video"])
def test_omni_gets_its_shots_under_its_own_names(kie, rich, model):
    priced = {**entry_of(model).raw, "price": {"unit": "second", "credits": 20}, "why_off": ""}
    CatalogueModel.objects.create(id=model, provider="kie", entry=priced, enabled=True)
    wanted = ask([{"prompt": f"Part {n}", "duration": 2} for n in range(6)], model=model)

    generation = worked(ordered(rich, replace(wanted, kind=entry_of(model).kind)))

    body = body_of(kie, wanted)
    assert (body["customize_multi_shots"], body["multi_prompt"]) == (True, wanted.parameters["shots"])
    assert (body["duration"], body["prompt"]) == (12, wanted.parameters["shots"][0]["prompt"])
    assert "prefer_multi_shots" not in body  # the two exclude each other
    assert (generation.status, generation.price) == (Status.DONE, 120)


def test_a_failed_order_of_several_shots_costs_nothing(kie, rich):
    before = balance_of(rich)

    generation = worked(ordered(rich, ask([{"prompt": "{kie:moderated}", "duration": 5}])))

    assert (generation.status, balance_of(rich)) == (Status.FAILED, before)


# What is shown, kept and asked again


def test_what_will_be_sent_shows_every_shot(kie, rich):
    wanted = ask(prompt="My first film")

    estimate = orders.estimate(owner=rich, ask=wanted)

    controls = {each.name: each.value for each in estimate.sent.controls}
    assert controls["shots"] == wanted.parameters["shots"]
    assert (controls["duration"], controls["generate_audio"]) == (7, True)
    assert estimate.sent.words == ""
    assert estimate.sent.notes == ("The model reads the words of the shots alone.",)
    assert (estimate.total, Generation.objects.count()) == (PRICE, 0)


def test_a_card_and_a_page_of_an_order_show_every_shot(kie, rich, client):
    generation = ordered(rich, ask(prompt="My first film"))
    client.force_login(rich)

    page = client.get(f"/generations/{generation.pk}").content.decode()

    assert "2. 3 s: Close-up of a key" in page or "2. 3 с: Close-up of a key" in page


def test_made_again_it_has_the_same_shots(kie, rich):
    first = ordered(rich, ask())
    again = ordered(rich, orders.ask_of(Generation.objects.get(pk=first.pk)))

    assert again.parameters["shots"] == first.parameters["shots"]
    assert again.sent["controls"] == first.sent["controls"]
    generations.cancel(first)
    (retried,) = generations.retry(generation=Generation.objects.get(pk=first.pk), key=uuid4())
    assert retried.parameters == first.parameters


def test_a_double_click_orders_several_shots_once(kie, rich):
    before, wanted, key = balance_of(rich), ask(), uuid4()

    rows = [orders.order(owner=rich, ask=wanted, key=key)[0].pk for _ in range(2)]

    assert rows[0] == rows[1]
    assert balance_of(rich) == before - PRICE


def test_a_composer_that_takes_such_an_order_over_has_all_but_its_shots(kie, rich, client):
    generation = ordered(rich, ask(prompt="My first film"))
    client.force_login(rich)

    answer = client.get(f"/create/video?reuse={generation.pk}")

    page = answer.content.decode()
    assert "Close-up of a key" not in page
    assert "several shots are filmed from a storyboard" in page


# The API


def test_the_api_takes_shots_and_prices_them(kie, rich, private_media):
    door = client_of(rich)
    body = {"kind": "text_to_video", "model": KLING, "parameters": {"shots": SHOTS}}

    told = door.get(f"/api/models/{KLING}").json()["parameters_schema"]["properties"]["shots"]
    estimate = door.post("/api/estimates", body, format="json").json()
    (made,) = door.post("/api/generations", body, format="json").json()

    assert (told["maxItems"], told["items"]["properties"]["prompt"]["maxLength"]) == (5, 500)
    assert estimate["total"] == made["price"] == PRICE
    assert made["parameters"]["shots"] == SHOTS


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [
        ({"shots": [*SHOTS, {"prompt": "x" * 612, "duration": 3}]}, ["parameters.shots.2"]),
        ({"shots": SHOTS * 3}, ["parameters.shots"]),
        ({"shots": SHOTS, "duration": 5}, ["parameters.duration"]),
        ({"shots": "many"}, ["parameters.shots"]),
        ({"shots": [{"prompt": {"a": 1}, "duration": []}]}, ["parameters.shots.0"]),
        ({"shots": [[["@a"]]]}, ["parameters.shots.0"]),
    ],
)
def test_the_api_names_what_is_wrong_with_shots(kie, rich, parameters, fields):
    body = {"kind": "text_to_video", "model": KLING, "parameters": parameters}

    answer = client_of(rich).post("/api/generations", body, format="json")

    assert answer.status_code == 400
    assert set(answer.json()["error"]["facts"]["fields"]) == set(fields)
    assert Generation.objects.count() == 0


def test_words_that_no_database_keeps_are_refused_in_shots_as_anywhere(kie, rich):
    body = {"kind": "text_to_video", "model": KLING, "parameters": {"shots": [{"prompt": "a\x00", "duration": 4}]}}

    assert client_of(rich).post("/api/generations", body, format="json").status_code == 400


# Words


def test_shots_that_get_too_long_by_a_name_are_refused_by_their_number(kie, rich, tmp_path):
    long_name = "x" * 480 + " @person"  # 37 characters at the maker

    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=rich, ask=ask([SHOTS[0], {"prompt": long_name, "duration": 3}]))

    assert refused.value.errors == {"parameters.shots.1": "Shot 2: at most 500 characters; these are 518."}


def test_a_job_reads_the_words_that_were_shown(kie, rich, tmp_path):
    order = ordered(rich, ask())
    plan = {"words": "shot on film"}
    Generation.objects.filter(pk=order.pk).update(plan=plan)

    job = job_for(Generation.objects.get(pk=order.pk), workdir=tmp_path)

    assert job.parameters["shots"] == filmed(order.parameters["shots"], "shot on film")


def test_files_of_shots_are_references_as_of_any_order(kie, rich, tmp_path):
    with pytest.raises(AskInvalid) as refused:
        orders.estimate(owner=rich, ask=ask(references=(ReferenceAsk("asset", str(a_picture(rich, tmp_path).pk)),)))

    assert "references" in refused.value.errors


# Privacy


def test_staff_read_the_words_of_shots_in_a_case_alone(kie, rich):
    order = ordered(rich, ask())
    _user, browser = member_of("support")
    url = room(Generation, "change", order.pk)

    before = browser.get(url).content.decode()
    open_case(browser, order)
    after = browser.get(url).content.decode()

    assert "Close-up of a key" not in before
    assert order.parameters["shots"][0]["prompt"] not in before
    assert "Close-up of a key" in after


def test_nothing_of_the_shots_of_an_erased_person_stays(kie, rich):
    order = worked(ordered(rich, ask()))

    erasing.erase(rich)

    row = Generation.objects.filter(pk=order.pk).values_list("parameters", "sent", "prompt", "plan", "notes")[0]
    assert row == ({}, {}, "", {}, {})
