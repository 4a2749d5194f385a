"""The contact sheet of a board: what of it is told on paper, and to whom it is given."""

import io

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from studio.models import Asset
from tests.video.boards import board, picture, shots_of
from tests.video.filming import render, work_off
from video.film_shown import page_of
from video.selectors.films import film_for
from video.selectors.vocabulary import vocabulary
from video.sheets import about, asks_of, camera_told, cell_of, is_tall, label_of

pytestmark = pytest.mark.django_db
RED = (200, 30, 40)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(client, alice, private_media):
    client.force_login(alice)
    return client


def seen(owner, colour=RED, **columns):
    """A picture with a small picture of one colour."""
    asset = picture(owner, **columns)
    out = io.BytesIO()
    Image.new("RGB", (160, 90), colour).save(out, "WEBP")
    asset.thumbnail.save("small.webp", ContentFile(out.getvalue()), save=True)
    return asset


def read(film):
    return page_of(film.owner, film_for(film.owner, film.pk))


def cells(film):
    drawn = read(film)
    told = [[label_of(drawn, each) for each in asks_of(card.shot)] for card in drawn.cards]
    cameras = [camera_told(card, drawn, vocabulary()) for card in drawn.cards]
    return [cell_of(card, camera, cast) for card, camera, cast in zip(drawn.cards, cameras, told, strict=True)]


def first(film, **columns):
    shot = shots_of(film)[0]
    for name, value in columns.items():
        setattr(shot, name, value)
    shot.save()
    return cells(film)[0]


def share_of(colour, data):
    with Image.open(io.BytesIO(data)) as opened:
        pixels = np.asarray(opened.convert("RGB")).astype(int)
    return (np.abs(pixels - colour) <= 12).all(axis=2).mean()


class TestWhatIsTold:
    def test_a_shot_has_its_number_length_words_and_line(self, alice, private_media):
        told = first(board(alice), prompt="A dawn", duration_s=5, line=" Доброе утро. ")

        assert (told.heading, told.words, told.line) == ("1 · 5 s", "A dawn", "“Доброе утро.”")

    def test_no_line_is_no_empty_quotes(self, alice, private_media):
        assert first(board(alice), line="  ").line == ""

    def test_a_line_is_quoted_as_russian_does(self, alice, private_media):
        with translation.override("ru"):
            assert first(board(alice), line="Привет").line == "«Привет»"

    def test_a_preset_is_told_by_its_name_and_another_camera_by_its_settings(self, alice, private_media):
        film = board(alice)
        preset = read(film).presets[0]

        assert first(film, camera={"preset": str(preset.pk)}).camera == preset.name
        own = first(film, camera={"focal_length": 50, "movements": [{"name": "push-in", "strength": 70}]})
        assert own.camera.endswith("70 %, 50 mm")
        assert first(film, camera={}).camera == ""

    def test_a_camera_that_cannot_be_read_any_more_stops_no_sheet(self, alice, private_media):
        assert first(board(alice), camera={"lens": "gone", "focal_length": 50}).camera in ("", "50 mm")

    def test_the_cast_is_told_by_name_once_each_and_what_is_gone_is_left_out(self, alice, bob, private_media):
        cup, theirs = picture(alice, name="cup.png"), picture(bob, name="secret.png")
        names = [
            {"source": "asset", "id": str(each), "role": role}
            for each, role in ((cup.pk, "reference_images"), (cup.pk, "style"), (theirs.pk, "reference_images"))
        ]
        gone = {"source": "soulid", "id": str(theirs.pk), "role": ""}

        assert first(board(alice), references=[*names, gone]).cast == "cup.png"

    def test_what_is_under_the_title(self, alice, private_media):
        film = board(alice, "a", "b", aspect_ratio="9:16")
        film.shots.update(duration_s=4)
        film.shots.filter(position=0).update(join_style="crossfade", join_seconds=0.5)

        assert about(read(film)) == "2 shots · 7.5 s · 9:16"

    @pytest.mark.parametrize(
        ("ratio", "tall"), [("9:16", True), ("4:5", True), ("1:1", False), ("16:9", False), ("auto", False)]
    )
    def test_tall_formats_are_known(self, ratio, tall):
        assert is_tall(ratio) == tall


class TestFrames:
    def test_the_result_is_shown_once_it_is_there_and_a_given_picture_before(self, alice, film):
        made = film(alice, {"prompt": "a", "picture": seen(alice), "duration_s": 2}, {"prompt": "b", "duration_s": 2})
        before = [each.picture for each in cells(made)]

        render(made)
        work_off(alice)
        after = [each.picture for each in cells(made)]

        assert share_of(RED, before[0]) == 1
        assert before[1] is None
        assert share_of(RED, after[0]) == 0
        assert after[1] is not None

    def test_a_deleted_picture_is_not_shown(self, alice, private_media):
        film = board(alice)
        given = seen(alice)
        assert first(film, start_frame=given).picture is not None

        Asset.objects.filter(pk=given.pk).update(deleted_at=timezone.now())

        assert cells(film)[0].picture is None

    def test_a_small_picture_that_the_store_has_lost_leaves_an_empty_frame(self, alice, private_media):
        film = board(alice)
        given = seen(alice)
        given.thumbnail.storage.delete(given.thumbnail.name)

        assert first(film, picture=given).picture is None


class TestDoors:
    @pytest.mark.parametrize(("form", "kind"), [("pdf", "application/pdf"), ("png", "image/png")])
    def test_the_page_gives_a_file_to_save_by_the_name_of_the_board(self, page, alice, form, kind):
        film = board(alice, name="Утро")

        answer = page.get(reverse(f"video:storyboard-sheet-{form}", args=[film.pk]))

        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''%D0%A3%D1%82%D1%80%D0%BE.{form}"
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer.content.startswith(b"%PDF" if form == "pdf" else b"\x89PNG")

    def test_the_frames_are_on_the_sheet(self, page, alice):
        film = board(alice)
        address = reverse("video:storyboard-sheet-png", args=[film.pk])
        bare = share_of(RED, page.get(address).content)
        film.shots.filter(position=0).update(picture=seen(alice))

        assert bare == 0
        assert share_of(RED, page.get(address).content) > 0.05

    def test_a_board_of_nothing_but_its_shots_has_a_sheet(self, page, alice):
        film = board(alice, "", "", name="")

        answer = page.get(reverse("video:storyboard-sheet-pdf", args=[film.pk]))

        assert "Untitled board".encode("utf-16-be") in answer.content

    def test_it_is_nobody_elses(self, page, bob):
        assert page.get(reverse("video:storyboard-sheet-pdf", args=[board(bob).pk])).status_code == 404

    def test_six_shots_cost_no_more_queries_than_two(self, page, alice):
        two, six = board(alice, *"ab"), board(alice, *"abcdef")
        for film in (two, six):
            film.shots.update(picture=seen(alice), camera={"focal_length": 50})
        counted = []
        for film in (two, two, six):
            with CaptureQueriesContext(connection) as queries:
                page.get(reverse("video:storyboard-sheet-png", args=[film.pk]))
            counted.append(len(queries))

        assert counted[1] == counted[2] < 16

    def test_the_menu_of_the_board_leads_there(self, page, alice):
        film = board(alice)

        shown = page.get(reverse("video:storyboard", args=[film.pk])).content.decode()

        assert reverse("video:storyboard-sheet-pdf", args=[film.pk]) in shown
        assert reverse("video:storyboard-sheet-png", args=[film.pk]) in shown
        assert "?of=film" not in shown

    def test_a_film_that_is_there_can_be_saved_with_its_captions(self, page, alice):
        film = board(alice)
        film.combined_video = picture(alice, kind="video", name="film.mp4")
        film.save()

        shown = page.get(reverse("video:storyboard", args=[film.pk])).content.decode()

        assert f"{film.combined_video.file_url}?download=1" in shown
        assert f"{reverse('video:storyboard-captions', args=[film.pk])}?of=film" in shown


class TestPrograms:
    def at(self, film):
        return f"/api/multi-shot/{film.pk}/sheet"

    def test_it_is_a_pdf_unless_a_png_is_asked_for(self, api, alice, private_media):
        film = board(alice)

        plain, png = api.get(self.at(film)), api.get(self.at(film), {"format": "png"})

        assert (plain["Content-Type"], png["Content-Type"]) == ("application/pdf", "image/png")
        assert plain.content.startswith(b"%PDF")
        with Image.open(io.BytesIO(png.content)) as opened:
            assert opened.width > opened.height

    def test_another_format_is_refused(self, api, alice, private_media):
        answer = api.get(self.at(board(alice)), {"format": "docx"})

        assert answer.status_code == 422
        assert set(answer.json()["error"]["facts"]["fields"]) == {"format"}

    def test_it_is_nobody_elses_whatever_is_asked_for(self, api, bob, private_media):
        film = board(bob)

        assert {api.get(self.at(film), query).status_code for query in ({}, {"format": "docx"}, {"a": "b"})} == {404}
