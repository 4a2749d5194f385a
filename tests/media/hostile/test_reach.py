"""What a file can make ffmpeg and PyAV open: nothing but itself."""

import socket
import subprocess
from contextlib import suppress

import pytest

from reklamai.core.errors import MediaError
from reklamai.media.ffmpeg import encode, program
from reklamai.media.probe import opened, probe
from reklamai.media.thumbnails import clip_poster, waveform
from reklamai.media.types import quiet
from tests.media.hostile import strangers, streams

AIMED = sorted(strangers.texts("/x", "http://127.0.0.1:1"))


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.mp4"
    path.write_bytes(streams.stream("a.mp4").replace(b"Lavf", b"BIRD"))
    return path


@pytest.fixture
def listener():
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.settimeout(0.001)
        yield heard


def address(listener):
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def was_knocked_at(listener):
    with suppress(TimeoutError):
        listener.accept()[0].close()
        return True
    return False


def test_the_canary_sings_where_nothing_holds_ffmpeg_back(tmp_path, listener):
    playlist = tmp_path / "net.m3u8"
    playlist.write_bytes(strangers.texts("/x", address(listener))["net.m3u8"])

    with suppress(subprocess.TimeoutExpired):
        command = [program(), "-v", "quiet", "-protocol_whitelist", "file,http,tcp", "-allowed_extensions", "ALL"]
        subprocess.run([*command, "-i", str(playlist), "-f", "null", "-"], timeout=3)

    assert was_knocked_at(listener)


@pytest.mark.parametrize("name", AIMED)
def test_what_names_other_files_is_opened_by_neither_ffmpeg_nor_pyav(tmp_path, secret, listener, name):
    given = tmp_path / name
    given.write_bytes(strangers.texts(str(secret), address(listener))[name])

    for reader in (
        probe,
        lambda path: clip_poster(path, tmp_path / "p.webp"),
        lambda path: waveform(path, tmp_path / "w.webp"),
    ):
        with pytest.raises(MediaError):
            reader(given)
    with suppress(MediaError):  # words alone may become a film of nothing: what counts is what was opened for it
        encode(["-i", given, "-t", "1", "-c", "copy", tmp_path / "out.mkv"], seconds=1, report=quiet, timeout=5)

    assert not was_knocked_at(listener)
    assert not (tmp_path / "out.mkv").exists() or b"BIRD" not in (tmp_path / "out.mkv").read_bytes()


def test_a_film_that_refers_outside_shows_nothing_of_the_other_file(tmp_path, secret, listener):
    for case in streams.references(str(secret), address(listener)):
        given = tmp_path / case.name
        given.write_bytes(case.content)

        with suppress(MediaError), opened(given) as container:
            assert not any(b"BIRD" in bytes(packet) for packet in container.demux())

    assert not was_knocked_at(listener)


@pytest.mark.parametrize("ending", [".mp4", ".jpg", ".wav"])
def test_a_file_is_opened_only_as_what_its_first_bytes_say(tmp_path, ending):
    given = tmp_path / f"a{ending}"
    given.write_bytes(b"OggS\0\x02" + streams.stream("a.mp4")[6:])

    with pytest.raises(MediaError):
        encode(["-i", given, "-c", "copy", tmp_path / "out.mkv"], seconds=1, report=quiet)


def test_a_codec_that_no_camera_writes_is_not_decoded(tmp_path):
    given = tmp_path / "a.mov"
    source = ["-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=1"]
    subprocess.run(
        [program(), "-v", "error", *source, "-c:v", "rawvideo", "-pix_fmt", "yuyv422", str(given)], check=True
    )

    with pytest.raises(MediaError, match="coded"):
        probe(given)
