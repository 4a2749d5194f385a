"""What Soul IDs lend to orders, how models take it, and what orders keep of it."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from reklamai.core.errors import BadInput, Conflict, NotFound
from soulids.models import SoulLora
from soulids.references import SoulIDs
from studio import holding
from studio.ask import Ask, HeldPart, ReferenceAsk
from studio.models import CatalogueModel, Generation, GenerationReference, Status
from studio.services import generations, orders
from studio.services.jobs import job_for
from tests.soulids import rows

pytestmark = pytest.mark.django_db

PROMPT = {"type": "string", "required": True, "max_length": 500, "maps_to": "prompt"}


def images(most):
    return {"type": "array", "items": "string", "max_items": most, "maps_to": "reference_images"}


@pytest.fixture
def model(db, settings):
    """Gives `model(**inputs)`: a model that reads words and has these inputs beside."""
    settings.ENGINES = {**settings.ENGINES, "local.text_to_image": "tests.anchors.conftest.engine_of_tests"}

    def make(*, holds=(), output="image", kind="text_to_image", calls="", prompt=PROMPT, **inputs):
        entry = {
            "model": "painter", "provider": "local", "title": "Painter", "kind": kind, "output": output,
            "inputs": {"prompt": prompt, **inputs}, "price": {"unit": "image", "credits": 0},
            "holds": list(holds), "calls": calls,
        }  # fmt: skip
        CatalogueModel.objects.update_or_create(
            id="painter", defaults={"provider": "local", "entry": entry, "enabled": True}
        )

    make(images=images(4))
    return make


def named(soul, *, strength=None, role=""):
    return ReferenceAsk("soulid", str(soul.pk), role, strength)


def wanted(*references, prompt="A walk in the rain"):
    return Ask(kind="text_to_image", model="painter", prompt=prompt, references=references)


def ordered(owner, *references, **more):
    return orders.order(owner=owner, ask=wanted(*references, **more), key=uuid4())[0]


def part_of(soul) -> HeldPart:
    ((part,),) = SoulIDs().lend(soul.owner, [named(soul)])
    return part


def test_the_master_comes_first_and_then_the_photos_in_the_order_of_the_training(trained):
    part = part_of(trained)

    version = trained.version
    photos = {str(photo.pk): photo.asset.stored_name for photo in trained.photos.select_related("asset")}
    assert part.file == version.master.stored_name
    assert part.cut == version.cut.stored_name
    assert [each.file for each in part.more] == [photos[pk] for pk in version.references]
    assert all(each.longest_px == 80 and each.content_type == "image/png" for each in part.more)


def test_a_photo_that_was_deleted_since_is_not_lent(trained):
    best = trained.version.references[0]
    trained.photos.filter(pk=best).delete()

    assert len(part_of(trained).more) == len(trained.version.references) - 1


def test_without_a_master_the_best_photo_is_the_first_picture(trained):
    trained.version.master = None
    trained.version.save(update_fields=["master"])

    part = part_of(trained)

    assert part.file == trained.photos.get(pk=trained.version.references[0]).asset.stored_name
    assert part.file not in [each.file for each in part.more]


def test_the_facts_have_what_measuring_needs(trained):
    facts = part_of(trained).facts

    assert facts["soulid"] == str(trained.pk)
    assert facts["version"] == str(trained.version.pk)
    assert len(facts["embedding"]) == 512
    assert sum(each**2 for each in facts["embedding"]) == pytest.approx(1, abs=1e-4)
    assert facts["calibration"]["threshold"] == pytest.approx(trained.version.quality.calibration.threshold)
    assert "lora" not in facts


def test_a_person_who_is_not_trained_cannot_be_used(album):
    with pytest.raises(Conflict, match="has not been trained yet"):
        part_of(album)


def test_of_another_persons_soul_there_is_none(trained, bob):
    for ask in (named(trained), ReferenceAsk("soulid", "no-id", ""), ReferenceAsk("soulid", str(uuid4()), "")):
        with pytest.raises(NotFound):
            SoulIDs().lend(bob, [ask])


def test_a_soul_gives_a_face_and_no_clothes(trained):
    with pytest.raises(BadInput, match="gives a face"):
        SoulIDs().lend(trained.owner, [named(trained, role="clothing")])


def test_lending_asks_three_times_however_many_photos_there_are(trained, django_assert_num_queries):
    with django_assert_num_queries(3):
        part_of(trained)


def test_a_model_for_one_picture_gets_the_master(trained, model):
    model(images=images(1))

    order = ordered(trained.owner, named(trained))

    (row,) = order.references.all()
    assert (row.source, row.element, row.role) == ("soulid", "face", "reference_images")
    assert row.file == trained.version.master.stored_name
    assert order.sent["words"] == "A walk in the rain\nthe person of reference image 1"


@pytest.mark.parametrize(
    ("most", "strength", "pictures"),
    [(4, 100, 4), (20, 100, 9), (20, 1, 1), (20, 50, 5), (20, None, 6), (2, 100, 2)],
    ids=["the cap", "all there are", "the master alone", "half of the photos", "nothing said", "two"],
)
def test_the_strength_says_how_many_pictures_go_in_as_far_as_the_model_takes_them(
    trained, model, most, strength, pictures
):
    model(images=images(most))
    assert len(trained.version.references) == 8

    order = ordered(trained.owner, named(trained, strength=strength))

    assert order.references.count() == pictures
    assert {row.strength for row in order.references.all()} == {strength}
    told = {control["name"]: control["value"] for control in order.sent["controls"]}
    assert told["face"] == "Maria"
    words = "picture" if pictures == 1 else "pictures"
    assert told.get("face_strength") == (f"{pictures} {words}" if strength else None)


def test_several_pictures_of_one_person_are_told_to_be_one_person(trained, model):
    four = ordered(trained.owner, named(trained, strength=100))
    russian = ordered(trained.owner, named(trained, strength=100), prompt="Прогулка")
    model(images=images(2))
    two = ordered(trained.owner, named(trained, strength=100))

    assert four.sent["words"].endswith("\nthe person of reference images 1 to 4")
    assert russian.sent["words"].endswith("\nчеловек с изображений-референсов 1–4")
    assert two.sent["words"].endswith("\nthe person of reference images 1 and 2")


def test_a_model_that_names_its_pictures_is_told_by_its_own_names(trained, model):
    model(images=images(3), calls="character%d")

    order = ordered(trained.owner, named(trained, strength=100))

    assert order.sent["words"].endswith("\ncharacter1, character2, character3, who are one person")


def test_an_input_for_a_character_comes_before_the_list_of_pictures(trained, model):
    who = {"type": "string", "maps_to": "character_reference"}
    model(images=images(4), who=who)

    order = ordered(trained.owner, named(trained, strength=80))

    (row,) = order.references.all()
    assert row.role == "character_reference"
    assert order.sent["words"] == "A walk in the rain"
    assert list(order.sent["notes"]) == ["Face: the strength has no effect on this model."]


def test_the_owners_own_words_go_before_what_was_measured(trained, model):
    model()
    trained.description = "a woman of thirty with long red hair"
    trained.save()

    order = ordered(trained.owner, named(trained))

    assert order.sent["words"] == "A walk in the rain\na person (a woman of thirty with long red hair)"


def test_without_pictures_the_words_say_what_was_measured(trained, model):
    model()

    order = ordered(trained.owner, named(trained))

    look = trained.version.quality.appearance.words(language="en")
    assert look
    assert order.sent["words"] == f"A walk in the rain\na person ({look})"
    (control,) = order.sent["controls"]
    assert (control["name"], control["mark"]) == ("face", "prompt")


def test_our_own_engine_gets_the_cut(trained, model):
    model(holds=["face"])

    order = ordered(trained.owner, named(trained))

    (row,) = order.references.all()
    assert (row.role, row.file) == ("", trained.version.cut.stored_name)


def with_weights(soul, *, trigger="TOKab12"):
    return SoulLora.objects.create(soul=soul, destination=f"us/{uuid4().hex}", weights="us/x:1", trigger=trigger)


LORA = {
    "weights": {"type": "string", "maps_to": "lora_weights"},
    "scale": {"type": "number", "min": 0, "max": 2, "maps_to": "lora_scale"},
}


@pytest.mark.parametrize(("strength", "scale"), [(None, 1.0), (75, 1.0), (100, 1.2), (1, 0.41)])
def test_weights_go_in_natively_with_their_word_and_a_scale(trained, model, tmp_path, strength, scale):
    model(**LORA)
    with_weights(trained)

    order = ordered(trained.owner, named(trained, strength=strength))

    job = job_for(order, workdir=tmp_path)
    assert (job.parameters["lora_weights"], job.parameters["lora_scale"]) == ("us/x:1", pytest.approx(scale))
    assert job.prompt == order.sent["words"] == "A walk in the rain\nthe person is TOKab12"
    assert "lora_weights" not in order.parameters
    assert "us/x:1" not in json.dumps(order.sent)


def test_nobody_can_name_weights_by_hand(trained, model):
    model(**LORA)

    with pytest.raises(BadInput, match="no setting"):
        orders.estimate(owner=trained.owner, ask=wanted().with_parameters(lora_weights="them/theirs:1"))


def test_the_soul_wins_the_face_whichever_was_added_first_and_says_so(trained):
    part = part_of(trained)
    anchor = HeldPart("face", file="a.png", cut="a-cut.png", label="Beach")
    clothes = HeldPart("clothing", file="c.png", words={"en": "a red coat"}, label="Beach")
    asked = ReferenceAsk("anchor", "1", "face")

    kept, notes = holding.one_of_each([(asked, anchor), (asked, clothes), (named(trained), part)])

    assert {each.label for _asked, each in kept} == {"Maria", "Beach"}
    assert {each.element: each.label for _asked, each in kept}["face"] == "Maria"
    assert notes == ["Face: “Maria” is held to, and not “Beach”: the Soul ID gives the face."]


def test_a_name_in_the_prompt_casts_the_person(trained, model):
    order = ordered(trained.owner, prompt="@Maria walks; @maria smiles")

    assert {row.source_id for row in order.references.all()} == {str(trained.pk)}
    assert order.prompt == "@Maria walks; @maria smiles"
    assert order.sent["words"] == (
        "the person of reference images 1 to 4 walks; the person of reference images 1 to 4 smiles"
    )


def test_the_maker_reads_the_words_that_were_shown(trained, model, tmp_path):
    order = ordered(trained.owner, prompt="@maria walks")

    job = job_for(Generation.objects.get(pk=order.pk), workdir=tmp_path)

    assert job.prompt == order.sent["words"]


def test_named_and_chosen_is_one_person_with_the_strength_that_was_chosen(trained, model):
    order = ordered(trained.owner, named(trained, strength=1), prompt="@maria walks")

    (row,) = order.references.all()
    assert row.strength == 1


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"holds": ["face"]}, "a person walks"),
        ({"images": images(1)}, "the person of reference image 1 walks"),
        ({"who": {"type": "string", "maps_to": "character_reference"}}, "a person walks"),
        ({**LORA}, "TOKab12 walks"),
    ],
    ids=["our own", "pictures", "character", "weights"],
)
def test_a_name_becomes_what_the_model_understands(trained, model, inputs, words):
    model(**inputs)
    with_weights(trained)

    assert ordered(trained.owner, prompt="@maria walks").sent["words"] == words


def test_a_name_becomes_words_where_the_model_reads_words_alone(trained, model):
    model()

    words = ordered(trained.owner, prompt="@maria идёт").sent["words"]

    assert words == f"человек ({trained.version.quality.appearance.words(language='ru')}) идёт"


def test_names_that_are_nobodys_stay_and_are_told(trained, bob, model):
    rows.a_soul(trained.owner, name="Ivan")  # not trained
    rows.a_version(with_photos(rows.a_soul(bob, name="Olga")))

    order = ordered(trained.owner, prompt="@ivan, @olga and @brand; write to a@maria.ru")

    assert order.sent["words"] == "@ivan, @olga and @brand; write to a@maria.ru"
    assert [note.split(":")[0] for note in order.sent["notes"]] == ["“@ivan”", "“@olga”", "“@brand”"]
    assert not order.references.exists()


def with_photos(soul, person=1):
    rows.an_album_row(soul, person=person)
    return soul


def test_of_two_people_the_first_is_cast_and_the_other_is_told(trained, model):
    other = with_photos(rows.a_soul(trained.owner, name="Olga"))
    rows.a_version(other)

    order = ordered(trained.owner, prompt="@maria meets @olga")

    assert order.sent["words"] == "the person of reference images 1 to 4 meets a person"
    assert list(order.sent["notes"]) == ["Face: “Maria” is held to, and not “Olga”: the one added first wins."]


def test_words_that_are_spoken_name_nobody(trained, model, settings):
    settings.ENGINES = {**settings.ENGINES, "local.text_to_speech": "tests.anchors.conftest.engine_of_tests"}
    model(output="audio", kind="text_to_speech")

    ask = Ask(kind="text_to_speech", model="painter", prompt="Follow @maria")

    sent = orders.estimate(owner=trained.owner, ask=ask).sent
    assert (sent.words, sent.notes) == ("Follow @maria", ())


def test_ordered_again_it_holds_to_the_person_as_they_are_then(trained, model):
    first = ordered(trained.owner, named(trained, strength=100), prompt="@maria walks")
    generations.cancel(first)
    newer = rows.a_version(trained)

    again = orders.order(owner=trained.owner, ask=orders.ask_of(Generation.objects.get(pk=first.pk)), key=uuid4())[0]

    assert again.sent["words"] == first.sent["words"]
    assert {row.facts["version"] for row in again.references.all() if row.facts} == {str(newer.pk)}
    assert {row.strength for row in again.references.all()} == {100}


def test_an_open_order_has_the_numbers_of_the_face_and_an_ended_one_has_none(trained, model):
    order = ordered(trained.owner, named(trained))
    held = GenerationReference.objects.filter(generation=order, source="soulid")
    assert sum("embedding" in row.facts for row in held) == 1

    generations.cancel(order)

    assert [row.facts for row in held.all()] == [{}] * 4
    assert Generation.objects.get(pk=order.pk).status == Status.CANCELLED
