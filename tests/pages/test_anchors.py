"""The pages of anchors: the gallery, one anchor, the ways to a new one."""

import re
import subprocess
from uuid import uuid4

import imageio_ffmpeg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anchors.models import ReferenceAnchor
from anchors.services import anchors, multi
from studio.models import Asset, Generation, Status
from studio.services import assets
from tests.anchors.conftest import extraction, features, fresh, looked_at, picture, ready  # noqa: F401
from tests.pages.workbench import a_done_work, install, picture_bytes, upload_of

HTMX = {"HX-Request": "true"}
GALLERY = "/anchors"


@pytest.fixture(autouse=True)
def workbench(extraction, settings):
    engines = settings.ENGINES
    install(settings)
    settings.ENGINES = {**settings.ENGINES, "local.anchor_extract": engines["local.anchor_extract"]}


def text_of(response):
    return response.content.decode()


def names_in(answer):
    return re.findall(r'<article class="card"[^>]*aria-label="([^"]*)"', answer)


def panel_of(answer, element):
    return re.search(rf'aria-labelledby="found-{element}".*?</section>', answer, re.DOTALL)[0]


def a_clip(seconds=1):
    """A grey MP4, as bytes."""
    source = ["-f", "lavfi", "-i", f"color=gray:s=64x64:r=10:d={seconds}"]
    target = ["-pix_fmt", "yuv420p", "-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "-"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *source, *target]
    return subprocess.run(command, check=True, capture_output=True).stdout


class TestGallery:
    def test_a_stranger_is_asked_to_sign_in(self, client):
        answer = client.get(GALLERY)

        assert answer.status_code == 302
        assert "/account/login/" in answer.url

    def test_without_anchors_it_tells_what_they_are_for_and_how_to_begin(self, page):
        answer = text_of(page.get(GALLERY))

        assert "Keep what must not change" in answer
        assert "1. Give a picture" in answer
        assert 'name="file"' in answer
        assert 'aria-current="page"' in re.search(r'<a class="rail-link" href="/anchors"[^>]*>', answer)[0]

    def test_a_card_tells_what_was_found_and_what_is_locked(self, page, vera, ready):
        anchor = ready(vera, locked=["face"], name="Vera in a coat")

        answer = text_of(page.get(GALLERY))

        assert names_in(answer) == ["Vera in a coat"]
        assert 'data-state="done"' in answer
        signs = re.findall(r'<span class="tag"( data-locked)?>.*?</svg>(\w+)<span class="sr">, (\w[\w ]*)<', answer)
        assert signs == [
            (" data-locked", "Face", "locked"), ("", "Clothes", "not locked"), ("", "Light", "not locked"),
            ("", "Place", "not locked"),
        ]  # fmt: skip
        assert f"/create/image?hold=anchor:{anchor.pk}:" in answer

    def test_an_anchor_with_nothing_locked_leads_to_its_locks_instead(self, page, vera, ready):
        anchor = ready(vera)
        anchors.unlock(vera, pk=anchor.pk, element="face")

        answer = text_of(page.get(GALLERY))

        assert "hold=anchor:" not in answer
        assert f'href="/anchors/{anchor.pk}#locks"' in answer

    def test_while_a_picture_is_read_its_card_says_how_far_and_asks_for_itself(self, page, vera, fresh):
        anchor = fresh(vera)
        Generation.objects.filter(pk=anchor.extraction_id).update(
            status=Status.RUNNING, stage="light", progress=40, started_at=timezone.now()
        )

        answer = text_of(page.get(GALLERY))

        assert 'data-state="reading"' in answer
        assert "Reading the light" in answer
        assert '<progress max="100" value="40"' in answer
        assert f'hx-get="/anchors/{anchor.pk}/card" hx-trigger="every 1s"' in answer

    def test_a_card_that_is_over_asks_no_more(self, page, vera, fresh):
        anchor = looked_at(fresh(vera))

        response = page.get(f"/anchors/{anchor.pk}/card", headers=HTMX)

        assert 'data-state="done"' in text_of(response)
        assert "every 1s" not in text_of(response)
        assert "has been read." in response["HX-Trigger"], "screen readers are told once, with the last answer"

    def test_a_failed_reading_says_why_and_offers_another_try(self, page, vera, fresh):
        anchor = fresh(vera)
        Generation.objects.filter(pk=anchor.extraction_id).update(
            status=Status.FAILED, error_message="The picture could not be opened.", finished_at=timezone.now()
        )

        failed = text_of(page.get(GALLERY))
        again = page.post(f"/anchors/{anchor.pk}/read-again", headers=HTMX)

        assert 'data-state="failed"' in failed
        assert "The picture could not be opened." in failed
        assert 'data-state="reading"' in text_of(again)

    def test_it_is_searched_by_name(self, page, vera, ready):
        ready(vera, shade=10, name="Red coat")
        ready(vera, shade=20, name="Blue dress")

        assert names_in(text_of(page.get(f"{GALLERY}?q=coat"))) == ["Red coat"]
        assert "No anchor of this name" in text_of(page.get(f"{GALLERY}?q=hat"))

    def test_another_persons_anchors_are_nowhere(self, page, timur, ready):
        anchor = ready(timur, name="A secret")

        assert "A secret" not in text_of(page.get(GALLERY))
        for path in ("", "/card", "/reading"):
            assert page.get(f"/anchors/{anchor.pk}{path}").status_code == 404
        for path in ("rename", "lock", "face", "read-again", "delete", "restore"):
            given = {"name": "Mine", "locked": ["face"], "main": "0"}
            assert page.post(f"/anchors/{anchor.pk}/{path}", given).status_code == 404

    def test_the_next_page_comes_as_cards_alone(self, page, vera, ready):
        first = ready(vera)
        rows = [ReferenceAnchor(owner=vera, name=f"No. {place}", image=first.image, key=uuid4()) for place in range(44)]
        ReferenceAnchor.objects.bulk_create(rows)

        answer = text_of(page.get(GALLERY))
        next_url = re.search(r'href="(/anchors\?cursor=[^"]+)"', answer)[1]
        more = text_of(page.get(next_url, headers=HTMX))

        assert len(names_in(answer)) == 40
        assert len(names_in(more)) == 5
        assert "<h1" not in more

    def test_it_asks_no_more_of_the_database_for_many_anchors(
        self, page, vera, fresh, ready, django_assert_max_num_queries
    ):
        for shade in (10, 20, 30):
            ready(vera, shade=shade)
            fresh(vera, shade=100 + shade)
        page.get(GALLERY)

        with django_assert_max_num_queries(12):
            assert len(names_in(text_of(page.get(GALLERY)))) == 6


class TestMaking:
    def test_a_dropped_picture_becomes_a_card_that_is_being_read(self, page, vera):
        answer = page.post(GALLERY, {"file": upload_of("vera in a coat.png")}, headers=HTMX)

        anchor = ReferenceAnchor.objects.get(owner=vera)
        assert answer.status_code == 200
        assert names_in(text_of(answer)) == [anchor.name] == ["vera_in_a_coat"]
        assert 'data-state="reading"' in text_of(answer)

    def test_a_refused_file_is_a_row_with_its_reason(self, page):
        answer = page.post(GALLERY, {"file": upload_of("notes.png", b"these are words")}, headers=HTMX)

        assert answer.status_code == 415
        assert 'data-verdict="bad"' in text_of(answer)
        assert "This type of file is not taken" in text_of(answer)
        assert not ReferenceAnchor.objects.exists()

    def test_without_scripts_several_files_are_read_and_a_refused_one_is_told(self, page):
        files = [upload_of("one.png"), upload_of("two.png", b"nothing"), upload_of("three.png", picture_bytes("red"))]

        answer = page.post(GALLERY, {"file": files}, follow=True)

        assert sorted(ReferenceAnchor.objects.values_list("name", flat=True)) == ["one", "three"]
        assert "two.png: This type of file is not taken" in text_of(answer)

    def test_a_post_of_nothing_is_refused_in_words(self, page):
        answer = page.post(GALLERY, {})

        assert answer.status_code == 400
        assert "Choose a picture or a clip first." in text_of(answer)

    def test_the_library_offers_pictures_and_clips_but_no_cuts_and_no_sounds(self, page, vera, ready):
        ready(vera, name="anchored")
        a_done_work(vera, "a red can")
        sound = {"kind": "sound", "origin": "upload", "content_type": "audio/mpeg", "size_bytes": 9, "sha256": "0" * 64}
        Asset.objects.create(owner=vera, name="a voice", file="voice.mp3", **sound)

        answer = text_of(page.get("/anchors/library", headers=HTMX))

        offered = re.findall(r'name="asset" value="[^"]+">.*?<span>([^<]*)</span>', answer)
        assert sorted(offered) == ["a red can", "photo.png"]
        assert "<h1" not in answer
        assert "<h1" in text_of(page.get("/anchors/library"))

    def test_one_of_the_library_leads_to_its_page(self, page, vera):
        asset = a_done_work(vera, "a red can").result

        answer = page.post(GALLERY, {"asset": asset.pk, "key": uuid4()})

        anchor = ReferenceAnchor.objects.get()
        assert answer.url == f"/anchors/{anchor.pk}"
        assert (anchor.image, anchor.name) == (asset, "a red can")

    def test_the_same_form_sent_twice_makes_one(self, page, vera):
        posted = {"asset": a_done_work(vera, "a red can").result.pk, "key": uuid4()}

        page.post(GALLERY, posted)
        page.post(GALLERY, posted)

        assert ReferenceAnchor.objects.count() == 1

    def test_of_another_persons_file_there_is_none(self, page, timur):
        asset = a_done_work(timur, "a secret").result

        assert page.post(GALLERY, {"asset": asset.pk}).status_code == 404
        assert page.get(f"/anchors/of/{asset.pk}").status_code == 404

    def test_a_card_of_the_library_leads_to_a_new_anchor(self, page, vera):
        work = a_done_work(vera, "a red can")

        listed, opened = text_of(page.get("/library")), text_of(page.get(work.get_absolute_url()))

        link = f'href="/anchors/of/{work.result.pk}"'
        assert link in listed
        assert link in opened
        assert "Read this picture" in text_of(page.get(f"/anchors/of/{work.result.pk}"))

    def test_a_frame_of_a_clip_is_chosen_by_its_second(self, page, vera):
        upload = SimpleUploadedFile("walk.mp4", a_clip())
        row = text_of(page.post(GALLERY, {"file": upload}, headers=HTMX))
        clip = Asset.objects.get(kind="clip")

        chosen = page.get(re.search(r'href="(/anchors/of/[^"]+)"', row)[1])
        made = page.post(GALLERY, {"asset": clip.pk, "key": uuid4(), "at": "0.4", "name": "Stride"})

        assert "Choose the frame that is read." in row
        assert '<video src="' in text_of(chosen)
        anchor = ReferenceAnchor.objects.get()
        assert made.url == f"/anchors/{anchor.pk}"
        assert (anchor.name, anchor.image.kind, anchor.image.width) == ("Stride", "picture", 64)

    def test_a_moment_that_cannot_be_read_comes_back_with_the_form(self, page, vera):
        clip = assets.upload(owner=vera, file=SimpleUploadedFile("walk.mp4", a_clip()), name="walk.mp4")

        answer = page.post(GALLERY, {"asset": clip.pk, "at": "soon", "name": "Stride"})

        assert answer.status_code == 422
        assert 'aria-describedby="at-error"' in text_of(answer)
        assert 'value="Stride"' in text_of(answer)

    def test_a_sound_has_no_frames(self, page, vera):
        fields = {
            "kind": "sound",
            "origin": "upload",
            "content_type": "audio/mpeg",
            "size_bytes": 9,
            "sha256": "0" * 64,
        }
        sound = Asset.objects.create(owner=vera, name="a voice", file="voice.mp3", **fields)

        assert page.get(f"/anchors/of/{sound.pk}").status_code == 404


class TestOneAnchor:
    def test_everything_found_is_drawn_in_pixels_of_the_picture(self, page, vera, ready):
        answer = text_of(page.get(f"/anchors/{ready(vera).pk}"))

        assert '<svg class="overlay" viewBox="0 0 64 64"' in answer
        drawn = re.findall(r'data-layer="(\w+)"', answer)
        assert {"mesh", "person", "clothing", "light", "palette", "place"} <= set(drawn)
        assert 'd="M6.4 32.0L38.4 32.0L38.4 57.6Z"' in answer
        assert set(re.findall(r'id="layer-(\w+)"', answer)) == {
            "mesh", "clothing", "light", "person", "palette", "place",
        }  # fmt: skip

    def test_its_numbers_are_written_with_points_in_russian_too(self, browser_of, make_user, ready):
        olga = make_user("olga@lis.studio", language="ru")

        answer = text_of(browser_of(olga).get(f"/anchors/{ready(olga).pk}"))

        shapes = re.findall(r' (?:x|y|cx|cy|r|width|height)="([^"]*)"', answer[answer.index('<svg class="overlay"') :])
        assert shapes
        assert not [each for each in shapes if "," in each]
        assert "1,5 ступени" in answer

    def test_values_and_reasons_stand_beside_it(self, page, vera, fresh, extraction):
        extraction.found = features(missing=("face", "place"))

        answer = text_of(page.get(f"/anchors/{looked_at(fresh(vera)).pk}"))

        assert "There is no face in the picture." in panel_of(answer, "face")
        assert "not found" in panel_of(answer, "environment")
        assert "checkbox" not in panel_of(answer, "face")
        assert "left, 40° up" in panel_of(answer, "lighting")
        assert "#1c2541" in panel_of(answer, "clothing")
        assert "navy" in panel_of(answer, "clothing")

    def test_the_product_has_a_panel_where_no_person_stands(self, page, vera, fresh, extraction):
        extraction.found = features(missing=("face", "clothing"))

        answer = text_of(page.get(f"/anchors/{looked_at(fresh(vera)).pk}"))

        assert "Share of the picture" in panel_of(answer, "product")
        assert 'id="layer-product"' in answer

    def test_a_switched_lock_is_kept_and_shows_what_it_becomes(self, page, vera, ready):
        anchor = ready(vera)

        answer = text_of(page.post(f"/anchors/{anchor.pk}/lock", {"locked": ["clothing", "face"]}, headers=HTMX))

        anchor.refresh_from_db()
        assert anchor.locked_elements == ["face", "clothing"]
        assert 'id="become"' in answer
        assert answer.count('hx-swap-oob="true"') == 2
        assert "navy" in answer
        assert f"hold=anchor:{anchor.pk}:" in answer

    def test_without_scripts_locks_are_saved_by_a_button(self, page, vera, ready):
        anchor = ready(vera, locked=["face"])

        answer = page.post(f"/anchors/{anchor.pk}/lock", {})

        anchor.refresh_from_db()
        assert answer.url == f"/anchors/{anchor.pk}"
        assert anchor.locked_elements == []

    def test_what_was_not_found_cannot_be_locked_by_a_made_up_form(self, page, vera, ready):
        anchor = ready(vera)

        assert page.post(f"/anchors/{anchor.pk}/lock", {"locked": ["product"]}).status_code == 400
        assert page.post(f"/anchors/{anchor.pk}/lock", {"locked": ["soul"]}).status_code == 400

    def test_it_is_renamed_in_place_and_a_wrong_name_is_kept_with_its_error(self, page, vera, ready):
        anchor = ready(vera)

        wrong = page.post(f"/anchors/{anchor.pk}/rename", {"name": ""})
        page.post(f"/anchors/{anchor.pk}/rename", {"name": "Vera, autumn"})

        anchor.refresh_from_db()
        assert wrong.status_code == 422
        assert 'aria-describedby="anchor-name-error"' in text_of(wrong)
        assert anchor.name == "Vera, autumn"

    def test_of_several_faces_another_one_can_be_taken(self, page, vera, fresh, extraction):
        extraction.found = features(faces=2)
        anchor = looked_at(fresh(vera))

        shown = text_of(page.get(f"/anchors/{anchor.pk}"))
        page.post(f"/anchors/{anchor.pk}/face", {"main": "1"})

        assert "Whose anchor is it?" in shown
        assert shown.count('form="pick-face"') == 1
        assert '<foreignObject class="face-pick" x="40" y="10" width="20" height="24">' in shown
        anchor.refresh_from_db()
        assert anchor.extraction.parameters == {"main_face": 1}

    @pytest.mark.parametrize("main", ["7", "", "first"])
    def test_a_face_that_is_not_there_is_refused_in_words(self, page, vera, ready, main):
        answer = page.post(f"/anchors/{ready(vera).pk}/face", {"main": main})

        assert answer.status_code == 400
        assert "There is no such face in this picture." in text_of(answer)

    def test_while_it_is_read_again_the_old_values_stay_and_the_strip_asks_for_itself(self, page, vera, ready):
        anchor = ready(vera)

        page.post(f"/anchors/{anchor.pk}/read-again")
        answer = text_of(page.get(f"/anchors/{anchor.pk}"))
        strip = page.get(f"/anchors/{anchor.pk}/reading", headers=HTMX)

        assert 'id="reading"' in answer
        assert "left, 40° up" in answer
        assert "HX-Retarget" not in strip.headers

    def test_once_it_is_read_the_strip_is_swapped_for_the_whole_page(self, page, vera, fresh):
        anchor = looked_at(fresh(vera))

        answer = page.get(f"/anchors/{anchor.pk}/reading", headers=HTMX)

        assert answer["HX-Retarget"] == "#anchor-page"
        assert "has been read." in answer["HX-Trigger"]
        assert 'id="locks"' in text_of(answer)

    def test_a_reading_that_failed_is_told_on_the_page_with_a_way_to_try_again(self, page, vera, ready):
        anchor = ready(vera)
        page.post(f"/anchors/{anchor.pk}/read-again")
        anchor.refresh_from_db()
        Generation.objects.filter(pk=anchor.extraction_id).update(status=Status.FAILED, error_message="It broke.")

        answer = text_of(page.get(f"/anchors/{anchor.pk}"))

        assert "It broke." in answer
        assert "Try again" in answer
        assert "left, 40° up" in answer, "what was found before is still there"

    def test_it_tells_where_it_is_used(self, page, vera, ready):
        anchor = ready(vera, locked=["face"])
        work = a_done_work(vera, "Vera by the sea")
        work.references.create(source="anchor", source_id=str(anchor.pk), role="", position=0, element="face")
        board = multi.create(vera, name="Autumn board", slots={"face": anchor.pk})

        answer = text_of(page.get(f"/anchors/{anchor.pk}"))

        assert "used in 1 work" in answer
        assert f'href="{work.get_absolute_url()}"' in answer
        assert f'href="/anchors/boards/{board.pk}"' in answer

    def test_it_asks_little_of_the_database(self, page, vera, ready, django_assert_max_num_queries):
        anchor = ready(vera, locked=["face", "clothing"])
        for words in ("one", "two", "three"):
            work = a_done_work(vera, words)
            work.references.create(source="anchor", source_id=str(anchor.pk), role="", position=0, element="face")

        page.get(GALLERY)

        with django_assert_max_num_queries(12):
            assert page.get(f"/anchors/{anchor.pk}").status_code == 200


class TestBin:
    def test_a_deleted_card_offers_undo_and_undo_brings_it_back(self, page, vera, ready):
        anchor = ready(vera)

        deleted = text_of(page.post(f"/anchors/{anchor.pk}/delete", headers=HTMX))
        gone = names_in(text_of(page.get(GALLERY)))
        back = text_of(page.post(f"/anchors/{anchor.pk}/restore", headers=HTMX))

        assert 'data-state="deleted"' in deleted
        assert "data-undo-card" in deleted
        assert gone == []
        assert 'data-state="done"' in back

    def test_the_bin_shows_what_can_be_restored(self, page, vera, ready):
        anchor = ready(vera, name="Red coat")

        page.post(f"/anchors/{anchor.pk}/delete")
        answer = text_of(page.get(f"{GALLERY}?show=bin"))
        opened = text_of(page.get(f"/anchors/{anchor.pk}"))
        restored = page.post(f"/anchors/{anchor.pk}/restore")

        assert names_in(answer) == ["Red coat"]
        assert "kept for 30 days" in answer
        assert f'formaction="/anchors/{anchor.pk}/restore"' in opened
        assert restored.url == f"/anchors/{anchor.pk}"
        assert names_in(text_of(page.get(GALLERY))) == ["Red coat"]

    def test_an_empty_bin_says_so(self, page):
        assert "Deleted anchors stay here for 30 days." in text_of(page.get(f"{GALLERY}?show=bin"))
