"""From an order to its file, through the real local engine: nothing is faked here but the queue's worker."""

from uuid import uuid4

import pytest

from reklamai.media.pictures import open_picture, read_text
from reklamai.media.probe import probe
from studio import storage
from studio.ask import Ask, ReferenceAsk
from studio.models import Generation, Status, User
from studio.selectors import ledger
from studio.services import assets, catalogue, credits, orders, work

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = {"resolution": "720p"}


@pytest.fixture
def owner(private_media):
    user = User.objects.create_user("owner@example.com", "a long password", language="ru")
    credits.open_account(user)
    catalogue.load()
    return user


def made(owner, **wanted):
    """Order and work it off, here and now."""
    generation = orders.order(owner=owner, ask=Ask(**wanted), key=uuid4())[0]
    work.run(generation.pk)
    generation = Generation.objects.get(pk=generation.pk)
    assert generation.status == Status.DONE, generation.error_message
    return generation


def file_of(generation, tmp_path):
    return storage.local_copy(generation.result.stored_name, into=tmp_path)


def a_draft_picture(owner, prompt="Банка тоника на камне у моря на рассвете", **changes):
    return made(owner, kind="text_to_image", model="draft-picture", prompt=prompt, **{"parameters": SMALL} | changes)


def test_words_become_a_free_picture_that_says_it_is_a_draft(owner, tmp_path):
    generation = a_draft_picture(owner, parameters=SMALL | {"aspect_ratio": "4:5", "seed": 7})

    asset, path = generation.result, file_of(generation, tmp_path)
    assert (asset.kind, asset.width, asset.height, asset.content_type) == ("picture", 720, 900, "image/png")
    assert read_text(path)["engine"] == "ReklamAI Draft"
    assert read_text(path)["seed"] == "7"
    assert open_picture(path).std() > 20, "a scene, not an empty sheet"
    assert generation.price == 0
    assert generation.is_draft
    assert not list(ledger.faults())


def test_the_card_can_tell_which_words_were_understood_and_which_not(owner):
    generation = a_draft_picture(owner, prompt="Чашка кофе в кафе, вечер, трансцендентность")

    def words(name):
        return [generation.prompt[span[0] : span[1]] for span in generation.notes[name]]

    assert "вечер" in words("understood")
    assert words("unknown") == ["трансцендентность"]


def test_the_same_seed_makes_the_same_file_and_another_seed_another(owner):
    first, second, third = (a_draft_picture(owner, parameters=SMALL | {"seed": seed}) for seed in (5, 5, 6))

    assert first.result.sha256 == second.result.sha256
    assert first.result.sha256 != third.result.sha256


def test_a_reference_picture_is_used(owner, tmp_path):
    cup = a_draft_picture(owner, prompt="a red cup on a white background", parameters=SMALL | {"seed": 1}).result
    reference = (ReferenceAsk("asset", str(cup.pk)),)

    without = a_draft_picture(owner, prompt="product in a forest", parameters=SMALL | {"seed": 1})
    with_it = a_draft_picture(owner, prompt="product in a forest", parameters=SMALL | {"seed": 1}, references=reference)

    assert with_it.result.sha256 != without.result.sha256
    assert [row.file for row in with_it.references.all()] == [cup.stored_name]


@pytest.mark.parametrize(("ratio", "size"), [("9:16", (720, 1280)), ("16:9", (1280, 720))])
def test_words_become_a_clip_of_the_length_that_was_asked(owner, ratio, size):
    generation = made(
        owner,
        kind="text_to_video",
        model="draft-clip",
        prompt="A woman in a coral coat walks along the street at sunset",
        parameters=SMALL | {"aspect_ratio": ratio, "duration": 2, "fps": 25, "camera_moves": ["orbit_left"]},
    )

    asset = generation.result
    assert (asset.kind, (asset.width, asset.height), asset.fps) == ("clip", size, 25)
    assert asset.duration_s == pytest.approx(2, abs=0.05)
    assert asset.thumbnail
    assert generation.notes["moves"] == ["orbit_left"]


def test_a_start_picture_becomes_the_first_frame_of_a_clip(owner, tmp_path):
    start = a_draft_picture(owner, parameters=SMALL | {"aspect_ratio": "16:9"}).result

    generation = made(
        owner,
        kind="image_to_video",
        model="draft-clip",
        start_frame=start.pk,
        parameters=SMALL | {"duration": 2, "camera_moves": ["dolly_in"], "look": "clean"},
    )

    facts = probe(file_of(generation, tmp_path))
    assert (facts.kind, facts.frames) == ("clip", 48)
    assert generation.start_frame == start


def test_a_result_can_be_used_again_as_a_reference_of_the_next_order(owner):
    first = a_draft_picture(owner)

    second = made(owner, **vars_of(orders.ask_of(first)))

    assert second.parent == first
    assert second.result.sha256 == first.result.sha256, "the same ask, with its seed"


def vars_of(ask):
    return {name: getattr(ask, name) for name in ask.__dataclass_fields__}


def test_an_upload_can_be_ordered_from(owner, tmp_path):
    picture = a_draft_picture(owner).result
    with storage.local_copy(picture.stored_name, into=tmp_path).open("rb") as file:
        upload = assets.upload(owner=owner, file=file, name="mine.png")

    generation = a_draft_picture(owner, references=(ReferenceAsk("asset", str(upload.pk)),))

    assert generation.references.get().source_id == str(upload.pk)
