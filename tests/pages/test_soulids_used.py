"""One Soul ID that is ready, who is in a picture, and who plays in what a composer holds."""

import base64
import re
from uuid import uuid4

import pytest

from soulids.models import SoulID, SoulMaster, SoulPhoto, SoulSearch, SoulVersion
from studio.models import CatalogueModel, GenerationReference, Status
from tests.pages.workbench import a_done_work, install, upload_of
from tests.soulids import rows
from tests.soulids.conftest import catalogue_of_souls, looking  # noqa: F401

HTMX = {"HX-Request": "true"}
GALLERY = "/soul-ids"


@pytest.fixture(autouse=True)
def room(looking, private_media, settings):
    own = {name: engine for name, engine in settings.ENGINES.items() if "soulid" in name}
    install(settings)
    settings.ENGINES = {**settings.ENGINES, **own}


def text_of(response):
    return response.content.decode()


@pytest.fixture
def trained(vera):
    soul = rows.a_soul(vera)
    rows.an_album_row(soul)
    rows.consent_of(soul)
    rows.a_version(soul)
    return soul


def works_with(soul, count):
    """So many finished works that it plays in."""
    made = [a_done_work(soul.owner, f"a can, no. {place}") for place in range(count)]
    for work in made:
        GenerationReference.objects.create(
            generation=work, role="reference_images", position=0, source="soulid", source_id=str(soul.pk),
        )  # fmt: skip
    return made


class TestItsPage:
    def test_it_shows_master_report_photos_versions_and_ways_into_an_order(self, page, trained):
        quality = trained.version.quality

        answer = text_of(page.get(f"{GALLERY}/{trained.pk}"))

        assert trained.version.master.file_url in answer
        assert f"{round(quality.score)} / 100" in answer
        assert f"up to a distance of {quality.calibration.threshold:.2f}" in answer
        assert "12 photos" in answer
        assert "Version 1" in answer
        assert f"/create/image?hold=soulid:{trained.pk}:" in answer
        assert f"/create/video?hold=soulid:{trained.pk}:" in answer
        assert "Nowhere yet." in answer

    def test_no_number_of_the_face_is_on_any_page(self, page, trained):
        embedding = [f"{value:.4f}".rstrip("0") for value in trained.version.embedding[:8]]
        whole = base64.b64encode(trained.version.embedding.tobytes()).decode()[:40]

        for path in (f"/{trained.pk}", f"/{trained.pk}/train", "", f"/{trained.pk}/card"):
            answer = text_of(page.get(GALLERY + path))
            assert whole not in answer
            assert not any(value in answer for value in embedding)

    def test_photos_that_were_left_out_stand_there_with_their_reasons(self, page, trained):
        rows.a_photo_row(trained, facts=rows.unusable("too_dark", seed=70))

        answer = text_of(page.get(f"{GALLERY}/{trained.pk}"))

        left_out = re.search(r'<ul class="left-out">.*?</ul>', answer, re.DOTALL)[0]
        assert left_out.count("<li>") == 1
        assert "Too dark. Take one in more light." in left_out

    def test_works_that_it_plays_in_are_listed_the_newest_first(self, page, trained):
        works_with(trained, 14)

        answer = text_of(page.get(f"{GALLERY}/{trained.pk}"))

        assert re.findall(r"a can, no\. (\d+)", answer)[0] == "13"
        assert '<span class="end muted num">14</span>' in answer

    def test_many_photos_works_and_versions_ask_no_more_of_the_database(
        self, page, trained, django_assert_max_num_queries
    ):
        works_with(trained, 6)
        rows.an_album_row(trained, count=20, first=30)
        for _turn in range(3):
            rows.a_version(trained)
        page.get(f"{GALLERY}/{trained.pk}")

        with django_assert_max_num_queries(12):
            assert page.get(f"{GALLERY}/{trained.pk}").status_code == 200

    def test_an_earlier_version_is_gone_back_to(self, page, trained):
        first = trained.version
        rows.a_version(trained)

        answer = text_of(page.post(f"{GALLERY}/{trained.pk}/version", {"number": 1}, follow=True))

        trained.refresh_from_db()
        assert trained.version == first
        assert "Orders use version 1 now." in answer

    def test_it_is_renamed_and_a_handle_that_is_taken_is_told_beside_its_field(self, page, vera, trained):
        rows.a_soul(vera, name="Anna", handle="anna")
        given = {"name": "Maria Lis", "handle": "@Masha", "description": "Our host"}

        done = page.post(f"{GALLERY}/{trained.pk}/rename", given)
        taken = page.post(f"{GALLERY}/{trained.pk}/rename", {**given, "handle": "anna"})

        trained.refresh_from_db()
        assert (done.status_code, trained.name, trained.handle) == (302, "Maria Lis", "masha")
        assert taken.status_code == 422
        assert "“@anna” is taken" in text_of(taken)

    def test_a_picture_that_a_model_made_can_be_chosen_once_it_has_passed(self, page, vera, trained):
        work = a_done_work(vera, "a studio portrait")
        work.assets.update(generation=work)
        SoulMaster.objects.create(soul=trained, order=work, passed=True, apart=0.3)
        picture = work.assets.get()

        before = text_of(page.get(f"{GALLERY}/{trained.pk}"))
        page.post(f"{GALLERY}/{trained.pk}/master/{picture.pk}")

        assert "Is this person" in before
        assert f"/master/{picture.pk}" in before
        assert SoulVersion.objects.get(pk=trained.version_id).master == picture

    def test_a_picture_of_somebody_else_cannot_be_chosen(self, page, vera, trained):
        work = a_done_work(vera, "a studio portrait")
        SoulMaster.objects.create(soul=trained, order=work, passed=False, apart=0.9)
        picture = work.assets.get()

        before = text_of(page.get(f"{GALLERY}/{trained.pk}"))
        answer = text_of(page.post(f"{GALLERY}/{trained.pk}/master/{picture.pk}", follow=True))

        assert "Not surely this person" in before
        assert f"/master/{picture.pk}" not in before
        assert "This picture is not surely of this person." in answer
        assert SoulVersion.objects.get(pk=trained.version_id).master == trained.version.master


class TestErasing:
    def test_it_says_what_goes_and_what_stays_before_it_does_anything(self, page, trained):
        works_with(trained, 2)

        answer = text_of(page.get(f"{GALLERY}/{trained.pk}/delete"))

        assert "12 photos and their files" in answer
        assert "Finished works that it plays in, without face data." in answer
        assert SoulID.objects.filter(pk=trained.pk).exists()

    def test_it_is_gone_at_once_and_whole(self, page, trained):
        answer = page.post(f"{GALLERY}/{trained.pk}/delete", follow=True)

        assert "“Maria” is erased." in text_of(answer)
        assert not SoulID.objects.exists()
        assert not SoulPhoto.objects.exists()
        assert not SoulVersion.objects.exists()
        assert page.get(f"{GALLERY}/{trained.pk}").status_code == 404


class TestWhoIsThis:
    def search(self, vera, **columns):
        order = a_done_work(vera, "")
        return SoulSearch.objects.create(owner=vera, order=order, **columns)

    def test_a_sent_picture_leads_to_its_answer_which_asks_for_itself(self, page, vera):
        answer = page.post(f"{GALLERY}/who", {"file": upload_of("who.png"), "key": uuid4()})

        search = SoulSearch.objects.get(owner=vera)
        waiting = text_of(page.get(answer.url, headers=HTMX))
        assert answer.url == f"{GALLERY}/who/{search.pk}"
        assert "every 1s" in waiting
        assert "Looking at the face" in waiting

    def test_a_post_of_nothing_is_told_and_a_file_that_is_no_picture_too(self, page):
        nothing = page.post(f"{GALLERY}/who", {})
        words = page.post(f"{GALLERY}/who", {"file": upload_of("who.png", b"words")})

        assert (nothing.status_code, words.status_code) == (400, 415)
        assert "Choose a picture first." in text_of(nothing)
        assert "This type of file is not taken" in text_of(words)

    def test_the_answer_names_the_nearest_with_a_verdict_and_asks_no_more(self, page, vera, trained):
        match = {"face": 0, "soul": str(trained.pk), "distance": 0.21, "score": 91, "verdict": "same"}
        search = self.search(vera, matches=[match], faces=[{"readable": True}], answered_at=trained.trained_at)

        answer = text_of(page.get(f"{GALLERY}/who/{search.pk}"))

        assert "likeness 91 of 100, distance 0.21" in answer
        assert "is this person" in answer
        assert "every 1s" not in answer

    @pytest.mark.parametrize(
        ("because", "said"),
        [("no_face", "There is no face in the picture."), ("nobody_trained", "None of your Soul IDs is trained yet.")],
    )
    def test_without_an_answer_it_says_why(self, page, vera, trained, because, said):
        search = self.search(vera, because=because, answered_at=trained.trained_at)

        assert said in text_of(page.get(f"{GALLERY}/who/{search.pk}"))

    def test_a_look_that_failed_ends_the_asking(self, page, vera):
        search = self.search(vera)
        type(search.order).objects.filter(pk=search.order_id).update(status=Status.FAILED, error_message="It broke.")

        answer = text_of(page.get(f"{GALLERY}/who/{search.pk}", headers=HTMX))

        assert "It broke." in answer
        assert "every 1s" not in answer

    def test_another_persons_search_is_nowhere(self, page, timur):
        search = SoulSearch.objects.create(owner=timur)

        assert page.get(f"{GALLERY}/who/{search.pk}").status_code == 404


class TestComposer:
    def test_the_way_from_its_page_casts_it(self, page, trained):
        answer = text_of(page.get(f"/create/image?hold=soulid:{trained.pk}:"))

        chip = re.search(r'<span class="chip who-chip".*?</button>', answer, re.DOTALL)[0]
        assert f'name="references" value="soulid:{trained.pk}:"' in chip
        assert "Maria" in chip
        assert 'name="strength-' not in chip, "nobody has said a strength"
        assert 'data-held="' not in answer, "it is no anchor"

    def test_a_strength_that_was_said_stands_there_again(self, page, trained):
        form = {"model": "draft-picture", "key": uuid4(), "references": f"soulid:{trained.pk}:", "count": 1}
        page.post("/create/image/draft", {**form, f"strength-{trained.pk}": 40, "prompt": "x"})

        answer = text_of(page.get("/create/image"))

        assert f'value="40" data-strength="strength-{trained.pk}" name="strength-{trained.pk}"' in answer

    def test_the_picker_offers_those_that_are_ready_and_is_searched(self, page, vera, trained):
        rows.a_soul(vera, name="Draft of Anna")

        whole, piece = page.get(f"{GALLERY}/pick/image"), page.get(f"{GALLERY}/pick/image?q=zoe", headers=HTMX)

        assert text_of(whole).count("data-cast-this") == 1
        assert f'data-cast-this="soulid:{trained.pk}:"' in text_of(whole)
        assert "Nobody of this name" in text_of(piece)
        assert "<h1" not in text_of(piece)
        assert page.get(f"{GALLERY}/pick/nothing").status_code == 404

    def test_without_scripts_the_button_leads_to_the_picker(self, page):
        form = {"model": "draft-picture", "key": uuid4(), "count": 1, "prompt": "x", "pick": "who"}

        assert page.post("/create/image/form", form).url == f"{GALLERY}/pick/image"

    def test_one_chip_comes_for_a_reference_and_none_for_what_is_no_one(self, page, vera, trained):
        draft = rows.a_soul(vera, name="Anna")

        chip = page.get(f"{GALLERY}/cast?composer=image&reference=soulid:{trained.pk}:")

        assert f'data-cast="{trained.pk}"' in text_of(chip)
        for reference in (f"soulid:{draft.pk}:", f"anchor:{trained.pk}:", "soulid:nobody:", ""):
            assert page.get(f"{GALLERY}/cast", {"reference": reference}).status_code == 404, reference

    @pytest.mark.parametrize("pk", ["a" * 36, "-" * 36, "0-" * 18, "maria", ""])
    def test_what_is_no_id_is_nobody(self, page, pk):
        assert page.get(f"{GALLERY}/cast", {"reference": f"soulid:{pk}:"}).status_code == 404

    def test_the_names_that_an_at_sign_offers_are_options_with_faces(self, page, vera, trained):
        rows.a_soul(vera, name="Anna")

        answer = text_of(page.get(f"{GALLERY}/handles"))

        assert answer.count('role="option"') == 1
        assert 'data-handle="maria"' in answer
        assert trained.version.master.thumbnail_url in answer


class TestOffers:
    def test_what_is_not_set_up_is_greyed_with_the_reason_and_costs_nothing(self, page, trained):
        answer = text_of(page.get(f"{GALLERY}/{trained.pk}/gate?master=nobody&lora=on"))

        assert 'name="quoted" value="0"' in answer
        assert "Nothing is charged for what fails or is cancelled." in answer

    def test_a_models_master_picture_has_its_price_on_the_button(self, page, trained, settings):
        editor = {
            "model": "editor", "provider": "vendor", "title": "Editor", "kind": "image_to_image", "output": "image",
            "inputs": {
                "prompt": {"type": "string", "required": True, "max_length": 5000, "maps_to": "prompt"},
                "images": {"type": "array", "required": True, "max_items": 4, "maps_to": "reference_images"},
            },
            "price": {"unit": "image", "credits": 60, "usd_per_credit": 0.005},
        }  # fmt: skip
        CatalogueModel.objects.create(id="editor", provider="vendor", entry=editor, enabled=True)

        offered = text_of(page.get(f"{GALLERY}/{trained.pk}/train"))
        chosen = text_of(page.get(f"{GALLERY}/{trained.pk}/gate?master=editor"))

        assert 'name="master" value="editor"' in offered
        # 60 of the vendor's at 0.005 USD; one of ours is 0.01 USD
        assert 'name="quoted" value="30"' in chosen
        assert "30 credits are held when you press" in chosen
