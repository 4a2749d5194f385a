"""A mix under the pictures of a clip, in step with them, and as stems."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
import pytest

from reklamai.core.errors import MediaError
from reklamai.media.mixing.model import Mix, Piece
from reklamai.media.mixing.output import stems, under
from reklamai.media.mixing.render import Mixed, render
from reklamai.media.probe import probe
from reklamai.media.sound import RATE, read_sound
from tests.media.film.clips import ffmpeg
from tests.media.mixing.sounds import FFMPEG, bed, tone, voice, wav

FLASHES = (12, 30, 49, 84)
"""Numbers of the frames with which the picture lights up, each for six frames."""
LENGTH_S = 5.0


def moments(fps: str) -> np.ndarray:
    return np.array([float(number / Fraction(fps)) for number in FLASHES])


def flashing(path: Path, *, fps: str = "24", coded: str = "-c:v libx264 -bf 3 -preset fast") -> Path:
    """A clip that lights up; coded once for all tests that ask for the same."""
    path.write_bytes(_flashing(path.suffix, fps, coded))
    return path


@lru_cache(maxsize=16)
def _flashing(suffix: str, fps: str, coded: str) -> bytes:
    with TemporaryDirectory() as folder:
        return _made(Path(folder) / f"clip{suffix}", fps, coded).read_bytes()


def _made(path: Path, fps: str, coded: str) -> Path:
    lit = "+".join(f"between(N,{number},{number + 5})" for number in FLASHES)
    picture = f"color=c=black:s=64x64:r={fps}:d={LENGTH_S},geq=lum='255*min(1,{lit})':cb=128:cr=128"
    ffmpeg("-f", "lavfi", "-i", picture, *coded.split(), "-pix_fmt", "yuv420p", path)
    return path


@pytest.fixture(scope="module")
def beeping(tmp_path_factory) -> Callable[..., Mixed]:
    """Gives `beeping(fps=)`: a mix that beeps at each of them, made once."""
    return lru_cache(lambda fps="24": _beeping(tmp_path_factory.mktemp("beeping"), fps))


def _beeping(folder: Path, fps: str) -> Mixed:
    beep = wav(folder / "beep.wav", tone(1000, 0.15))
    pieces = tuple(Piece(beep, "effects", float(at)) for at in moments(fps))
    return render(Mix(pieces, LENGTH_S, loudness=-23), folder=folder)


def lit_at(path: Path) -> list[float]:
    """Moments at which the picture lights up, as the bare ffmpeg shows them."""
    command = [FFMPEG, "-v", "info", "-i", str(path), "-map", "0:v", "-vf", "signalstats,metadata=print:file=-"]
    said = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stdout
    times = [float(line.split("pts_time:")[1]) for line in said.splitlines() if "pts_time:" in line]
    levels = [float(line.split("=")[1]) for line in said.splitlines() if "YAVG" in line]
    bright = np.array(levels) > 120
    return [times[place] for place in np.flatnonzero(bright & ~np.append(False, bright[:-1]))]


def heard_at(path: Path) -> list[float]:
    """Moments at which the beeps begin, from the packets' own times."""
    command = [FFMPEG, "-v", "error", "-i", str(path), "-map", "0:a", "-af", "aresample=async=1:first_pts=0"]
    raw = subprocess.run([*command, "-f", "f32le", "-ac", "1", "-ar", "48000", "-"], capture_output=True, check=True)
    loud = np.abs(np.frombuffer(raw.stdout, "<f4"))
    by_ms = loud[: len(loud) // 48 * 48].reshape(-1, 48).max(axis=1) > loud.max() / 3
    starts = np.flatnonzero(by_ms & ~np.append(False, by_ms[:-1]))
    return [float(each) / 1000 for each in starts if not by_ms[max(0, each - 50) : each].any()]


@pytest.mark.parametrize("fps", ["24", "25", "30000/1001", "60"])
def test_sound_and_picture_are_within_20_ms_of_each_other(tmp_path: Path, beeping, fps: str) -> None:
    source = flashing(tmp_path / "clip.mp4", fps=fps)

    under(source, beeping(fps=fps), tmp_path / "out.mp4")

    seen, heard = lit_at(tmp_path / "out.mp4"), heard_at(tmp_path / "out.mp4")
    assert seen == pytest.approx(moments(fps), abs=0.002)
    assert np.abs(np.array(heard) - seen).max() < 0.005


def test_a_clip_that_had_sound_is_no_less_in_step(tmp_path: Path, beeping) -> None:
    loud = tmp_path / "loud.mp4"
    tone_of_its_own = ("-f", "lavfi", "-i", "sine=f=300:d=5:r=44100", "-c:v", "copy", "-c:a", "aac")
    ffmpeg("-i", flashing(tmp_path / "clip.mp4"), *tone_of_its_own, loud)

    under(loud, beeping(), tmp_path / "out.mp4")

    seen, heard = lit_at(tmp_path / "out.mp4"), heard_at(tmp_path / "out.mp4")
    assert seen == pytest.approx(moments("24"), abs=0.002)
    assert np.abs(np.array(heard) - seen).max() < 0.005


def test_a_picture_that_begins_late_keeps_its_place_beside_its_sound(tmp_path: Path, beeping) -> None:
    late = tmp_path / "late.mp4"
    source = flashing(tmp_path / "clip.mp4")
    ffmpeg("-f", "lavfi", "-i", "sine=d=5", "-itsoffset", "0.5", "-i", source, "-map", "1:v", "-map", "0:a", "-c:v",
           "copy", late)  # fmt: skip

    under(late, beeping(), tmp_path / "out.mp4")

    assert lit_at(tmp_path / "out.mp4") == pytest.approx(lit_at(late), abs=0.002)
    assert np.array(heard_at(tmp_path / "out.mp4")) == pytest.approx(moments("24"), abs=0.005)


def test_pictures_are_copied_and_the_sound_is_as_long_as_they_are(tmp_path: Path, beeping) -> None:
    source = flashing(tmp_path / "clip.mp4")

    under(source, beeping(), tmp_path / "out.mp4")

    def packets(path: Path) -> list[bytes]:
        with av.open(str(path)) as container:
            return [bytes(packet) for packet in container.demux(video=0) if packet.size]

    facts = probe(tmp_path / "out.mp4")
    assert packets(tmp_path / "out.mp4") == packets(source)
    assert (facts.sample_rate, facts.channels) == (48_000, 2)
    assert len(read_sound(tmp_path / "out.mp4")) / RATE == pytest.approx(LENGTH_S, abs=0.03)
    assert facts.duration_s == pytest.approx(LENGTH_S, abs=0.05)


def test_the_index_lies_in_front_and_the_same_mix_gives_the_same_bytes(tmp_path: Path, beeping) -> None:
    source, mixed = flashing(tmp_path / "clip.mp4"), beeping()

    for name in ("a.mp4", "b.mp4"):
        under(source, mixed, tmp_path / name)

    content = (tmp_path / "a.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")
    assert content == (tmp_path / "b.mp4").read_bytes()


def test_chapters_are_kept(tmp_path: Path, beeping) -> None:
    words = tmp_path / "chapters.txt"
    words.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2000\ntitle=Утро\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=2000\nEND=5000\ntitle=Вечер\n"
    )
    source = tmp_path / "chaptered.mp4"
    ffmpeg("-i", flashing(tmp_path / "clip.mp4"), "-i", words, "-map", "0", "-map_chapters", "1", "-c", "copy", source)

    under(source, beeping(), tmp_path / "out.mp4")

    with av.open(str(tmp_path / "out.mp4")) as container:
        found = [(each["metadata"]["title"], float(each["start"] * each["time_base"])) for each in container.chapters()]
    assert found == [("Утро", 0.0), ("Вечер", 2.0)]


def test_where_a_clip_was_filmed_is_not_handed_on(tmp_path: Path, beeping) -> None:
    source = tmp_path / "phone.mp4"
    ffmpeg("-i", flashing(tmp_path / "clip.mp4"), "-c", "copy", "-metadata", "location=+55.75+037.61/", source)

    under(source, beeping(), tmp_path / "out.mp4")

    assert b"loci" in source.read_bytes()
    assert b"loci" not in (tmp_path / "out.mp4").read_bytes()


def test_a_clip_that_is_turned_stays_turned(tmp_path: Path, beeping) -> None:
    source = tmp_path / "turned.mp4"
    ffmpeg("-display_rotation:v:0", "90", "-i", flashing(tmp_path / "clip.mp4"), "-c", "copy", source)

    under(source, beeping(), tmp_path / "out.mp4")

    for path in (source, tmp_path / "out.mp4"):
        with av.open(str(path)) as container:
            assert next(container.decode(video=0)).rotation % 360 == 90


def test_pictures_that_mp4_does_not_hold_are_coded_anew(tmp_path: Path, beeping) -> None:
    source = flashing(tmp_path / "clip.webm", coded="-c:v libvpx -b:v 300k")

    under(source, beeping(), tmp_path / "out.mp4")

    assert probe(tmp_path / "out.mp4").codec == "h264"
    assert np.array(lit_at(tmp_path / "out.mp4")) == pytest.approx(np.array(lit_at(source)), abs=0.002)


def test_hevc_is_tagged_so_that_apple_shows_it(tmp_path: Path, beeping) -> None:
    source = flashing(tmp_path / "clip.mp4", coded="-c:v libx265 -preset ultrafast -x265-params log-level=none")

    under(source, beeping(), tmp_path / "out.mp4")

    with av.open(str(tmp_path / "out.mp4")) as container:
        assert container.streams.video[0].codec_context.codec_tag == "hvc1"


def test_a_clip_that_cannot_be_read_leaves_no_file(tmp_path: Path, beeping) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(flashing(tmp_path / "clip.mp4").read_bytes()[:900])

    with pytest.raises(MediaError):
        under(broken, beeping(), tmp_path / "out.mp4")

    assert not (tmp_path / "out.mp4").exists()


@pytest.fixture(scope="module")
def mixed(tmp_path_factory) -> Mixed:
    folder = tmp_path_factory.mktemp("mixed")
    lots = np.random.default_rng(8)
    pieces = (
        Piece(wav(folder / "v.wav", voice(lots, 2)), "dialogue"),
        Piece(wav(folder / "b.wav", bed(lots, 2)), "ambience"),
    )
    return render(Mix(pieces, 2), folder=folder)


def test_stems_are_24_bit_files_that_add_up_to_the_mix(tmp_path: Path, mixed: Mixed) -> None:
    stems(mixed, tmp_path / "stems.zip", {"dialogue": "Реплики"}, captions={"captions.srt": "1\nДа\n"})

    with zipfile.ZipFile(tmp_path / "stems.zip") as archive:
        assert archive.namelist() == ["mix.wav", "Реплики.wav", "ambience.wav", "captions.srt"]
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    sounds = {path.stem: read_sound(path) for path in (tmp_path / "out").glob("*.wav")}
    with av.open(str(tmp_path / "out" / "mix.wav")) as container:
        assert container.streams.audio[0].codec_context.name == "pcm_s24le"
    assert np.abs(sounds["Реплики"] + sounds["ambience"] - sounds["mix"]).max() < 3 * 2**-23
    assert (tmp_path / "out" / "captions.srt").read_text() == "1\nДа\n"


def test_the_same_mix_gives_the_same_archive(tmp_path: Path, mixed: Mixed) -> None:
    for name in ("a.zip", "b.zip"):
        stems(mixed, tmp_path / name, {})

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_watcher_hears_of_every_stem(tmp_path: Path, mixed: Mixed) -> None:
    heard: list[tuple[str, float]] = []

    stems(mixed, tmp_path / "a.zip", {}, report=lambda stage, share: heard.append((stage, share)))

    assert heard == [("stems", 0.0), ("stems", pytest.approx(1 / 3)), ("stems", pytest.approx(2 / 3))]
    assert len(io.BytesIO((tmp_path / "a.zip").read_bytes()).getvalue()) > 3 * 2 * RATE * 6
