"""What the panel of a mix takes away or draws: captions as files, waves of sounds."""

from uuid import uuid4

import numpy as np
import pytest
from django.core.cache import cache
from django.core.files import File
from django.test import Client
from django.urls import reverse

from reklamai.media.sound import RATE, write_wav
from tests.video.boards import board, shots_of
from tests.video.sounds import clip, put, sound
from video.models import SoundPiece
from video.services import shots, sounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(alice):
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def film(alice, private_media):
    made = board(alice)
    for shot, line in zip(shots_of(made), ("Доброе утро!", "", "Кофе готов.", ""), strict=True):
        shots.edit(alice, shot.pk, {"line": line})
    return made


@pytest.fixture
def mix(alice, film):
    return sounds.mix_of_film(alice, film)


@pytest.fixture
def tone(alice, tmp_path, private_media):
    """A second of half the full scale, then a second of silence, in our store."""
    write_wav(tmp_path / "tone.wav", np.concatenate([np.full(RATE, 0.5), np.zeros(RATE)]).astype(np.float32))
    made = sound(alice, seconds=2.0)
    with (tmp_path / "tone.wav").open("rb") as file:
        made.file.save("tone.wav", File(file), save=True)
    return made


def captions(browser, mix, form="srt", **query):
    return browser.get(reverse(f"video:sound-{form}", args=[mix.pk]), query)


class TestCaptions:
    def test_a_line_that_nobody_speaks_yet_has_the_time_of_its_shot(self, browser, mix):
        answer = captions(browser, mix)

        assert answer["Content-Type"] == "application/x-subrip; charset=utf-8"
        assert answer["Cache-Control"] == "private, no-cache"
        said = answer.content.decode()
        assert "00:00:00,000 --> " in said
        assert "Доброе утро!" in said
        assert "00:00:08,000 --> " in said
        assert "Кофе готов." in said

    def test_speech_has_the_times_of_its_words(self, alice, browser, film, mix):
        SoundPiece.objects.create(
            mix=mix, lane="dialogue", shot=shots_of(film)[2], is_line=True, starts_s=0.5, asset=sound(alice, seconds=2),
            text="Кофе готов.", spoken=[["Кофе", 0.25, 0.6], ["готов.", 0.7, 1.3]],
        )  # fmt: skip

        said = captions(browser, mix, "vtt").content.decode()

        assert said.startswith("WEBVTT")
        assert "00:00:08.750 --> " in said

    def test_captions_stand_where_the_mix_puts_them(self, alice, browser, mix):
        low = captions(browser, mix, "vtt").content.decode()
        sounds.edit(alice, mix.pk, {"captions": {"place": "top"}})

        top = captions(browser, mix, "vtt").content.decode()

        assert ("line:-2" in low, "line:1" in low) == (True, False)
        assert ("line:-2" in top, "line:1" in top) == (False, True)

    def test_a_tall_picture_has_shorter_lines(self, alice, browser, film, mix):
        words = "One long sentence that fits into one line of a wide picture"
        shots.edit(alice, shots_of(film)[0].pk, {"line": words[:40]})
        assert words[:40] in captions(browser, mix).content.decode()

        type(film).objects.filter(pk=film.pk).update(aspect_ratio="9:16")

        assert words[:40] not in captions(browser, mix).content.decode()

    def test_captions_of_a_clip_and_of_what_is_not_there(self, alice, browser, mix):
        of_clip = sounds.mix_of_clip(alice, clip(alice))
        piece = put(alice, of_clip, lane="dialogue", text="Hello there.", starts_s=1)

        assert "00:00:01,000 --> " in captions(browser, of_clip).content.decode()
        sounds.change(alice, of_clip, piece.pk, {"mute": True})
        assert captions(browser, of_clip).content == b""
        assert captions(browser, mix, of="trailer").status_code == 404


class TestWaves:
    def address(self, mix, piece):
        return reverse("video:sound-peaks", args=[mix.pk, getattr(piece, "pk", piece)])

    def test_a_wave_is_drawn_once_for_its_content_and_not_sent_again(self, alice, browser, mix, tone):
        piece = sounds.add(alice, mix, {"asset": str(tone.pk)})
        cache.clear()

        first = browser.get(self.address(mix, piece), {"columns": "4"})
        tone.file.storage.delete(tone.file.name)
        second = browser.get(self.address(mix, piece), {"columns": "4"})
        third = browser.get(self.address(mix, piece), {"columns": "4"}, headers={"If-None-Match": first["ETag"]})

        assert first.json() == second.json() == {"peaks": [[0.5, 0.5], [0.5, 0.5], [0.0, 0.0], [0.0, 0.0]]}
        assert (third.status_code, third.content) == (304, b"")
        cache.clear()

    def test_any_number_of_columns_is_drawn_from_what_was_read_once(self, alice, browser, mix, tone):
        piece = sounds.add(alice, mix, {"asset": str(tone.pk)})
        cache.clear()
        browser.get(self.address(mix, piece), {"columns": "4"})
        tone.file.storage.delete(tone.file.name)

        drawn = [
            browser.get(self.address(mix, piece), {"columns": columns}).json()["peaks"] for columns in (1, 3, 7, 4000)
        ]

        assert [len(wave) for wave in drawn] == [1, 3, 7, 4000]
        assert {(min(wave)[0], max(wave)[1]) for wave in drawn} == {(0.0, 0.5)}, "no peak is lost between columns"
        cache.clear()

    @pytest.mark.parametrize("columns", ["", "x", "0", "-1", "5000", "1e9", "²"])
    def test_a_number_of_columns_that_is_none_is_the_usual_one(self, alice, browser, mix, tone, columns):
        piece = sounds.add(alice, mix, {"asset": str(tone.pk)})

        assert len(browser.get(self.address(mix, piece), {"columns": columns}).json()["peaks"]) == 800

    def test_what_is_not_there_has_no_wave(self, alice, bob, browser, mix, tone):
        waiting = SoundPiece.objects.create(mix=mix, lane="music")
        gone = sounds.add(alice, mix, {"asset": str(tone.pk)})
        sounds.remove(alice, mix, gone.pk)
        his = sounds.mix_of_film(bob, board(bob))
        theirs = put(bob, his)

        for mix_, piece in ((mix, waiting), (mix, gone), (mix, uuid4()), (mix, theirs), (his, theirs)):
            assert browser.get(self.address(mix_, piece)).status_code == 404

    def test_a_file_that_cannot_be_read_is_told_and_is_no_bug(self, alice, browser, mix):
        piece = put(alice, mix)  # a few random bytes

        assert browser.get(self.address(mix, piece)).status_code == 422
