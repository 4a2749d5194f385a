"""Archives among results: pictures of a master, sounds of a mix."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from reklamai.core.errors import MediaError
from reklamai.media.archives import archive_thumbnail, facts_of, members
from tests.media.mixing.sounds import tone, wav


def packed(path: Path, **content: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, held in content.items():
            archive.writestr(name.replace("__", "."), held)
    return path


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 32), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    short, long = (wav(tmp_path / f"{s}.wav", tone(440, s)).read_bytes() for s in (1, 2))
    return packed(tmp_path / "stems.zip", mix__wav=long, ambience__wav=short, captions__srt=b"1\n")


def test_an_archive_of_sounds_is_known_by_the_one_in_front(sounds: Path) -> None:
    facts = facts_of(sounds)

    assert members(sounds) == ("mix.wav", "ambience.wav")
    assert (facts.kind, facts.container, facts.frames) == ("archive", "zip", 2)
    assert facts.duration_s == pytest.approx(2)
    assert facts.has_sound


def test_its_thumbnail_is_a_wave(sounds: Path, tmp_path: Path) -> None:
    archive_thumbnail(sounds, tmp_path / "wave.webp")

    with Image.open(tmp_path / "wave.webp") as image:
        assert image.size == (800, 160)


def test_where_there_are_pictures_they_are_what_it_holds(tmp_path: Path) -> None:
    sound = wav(tmp_path / "a.wav", tone(440, 1)).read_bytes()
    mixed = packed(tmp_path / "frames.zip", a__wav=sound, b__png=png(), a__png=png())

    facts = facts_of(mixed)
    archive_thumbnail(mixed, tmp_path / "first.webp")

    assert members(mixed) == ("a.png", "b.png")
    assert (facts.width, facts.height) == (64, 32)
    with Image.open(tmp_path / "first.webp") as image:
        assert image.size == (64, 32)


def test_an_archive_of_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="neither picture nor sound"):
        facts_of(packed(tmp_path / "a.zip", a__txt=b"words"))


def test_what_is_no_archive_and_what_is_cut_off_are_refused(tmp_path: Path, sounds: Path) -> None:
    (tmp_path / "not.zip").write_bytes(b"nothing of the kind")
    (tmp_path / "cut.zip").write_bytes(sounds.read_bytes()[:50_000])

    for path in (tmp_path / "not.zip", tmp_path / "cut.zip"):
        with pytest.raises(MediaError):
            facts_of(path)
