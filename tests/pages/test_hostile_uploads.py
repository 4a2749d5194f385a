"""Every hostile file through the real door: refused in the reader's language, nothing kept, nothing else opened."""

import socket
import tempfile
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reklamai.media.probe import probe
from studio.models import Asset
from tests.media.hostile import pictures, strangers, streams

RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
LONGEST_S = 15
"""For one file on a busy machine; what is made to take long is in `tests/media/hostile/test_cell.py`."""
CLASSES = {
    "other types": strangers.other_types,
    "dressed playlists": strangers.dressed,
    "garbage": strangers.garbage,
    "polyglots": strangers.polyglots,
    "truncated pictures": pictures.truncated,
    "flipped pictures": pictures.bit_flips,
    "huge sizes": pictures.huge,
    "bombs": pictures.bombs,
    "truncated streams": streams.truncated,
    "flipped streams": streams.bit_flips,
    "outside references": streams.references,
    "lies": streams.lies,
}
AIMED = {"other types", "dressed playlists", "outside references"}
"""Classes that name the secret file and the listening socket."""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch, private_media):
    """A temp folder of this test's own, so that what is left in it is seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("the-canary-sings-at-noon " * 40)
    return path


@pytest.fixture
def listener():
    """A socket that nobody may knock at."""
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        yield heard


def cases(name, secret, listener):
    make = CLASSES[name]
    return make(str(secret), f"http://127.0.0.1:{listener.getsockname()[1]}") if name in AIMED else make()


def was_knocked_at(listener):
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def trouble(case, answer, seconds, *, language, media, temporary, secret):
    """What is wrong with the answer to one hostile file, in words; "" if nothing is."""
    kept, words = Asset.objects.first(), answer.content.decode()
    left = sorted(each.name for each in temporary.iterdir())
    if left:
        return f"left {left}"
    if seconds > LONGEST_S:
        return f"took {seconds:.0f} s"
    if answer.status_code == 200 and case.may_stay:
        return unsound(kept, media, secret)
    if answer.status_code not in (400, 413, 415):
        return f"answered {answer.status_code}"
    if kept or stored(media):
        return "kept something"
    reason = words.partition("</svg>")[2].partition("</span>")[0].lower()
    if not reason.strip() or bool(RUSSIAN & set(reason)) != (language == "ru"):
        return f"said {reason!r}"
    return ""


def unsound(kept, media, secret):
    path = media / kept.stored_name
    content = path.read_bytes()
    probe(path)
    if any(words in content for words in (secret.read_bytes()[:24], b"<script>", b"<?php", b"trailer")):
        return "kept what came along"
    kept.delete()
    for each in stored(media):
        each.unlink()
    return ""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", CLASSES)
def test_hostile_files_are_refused_and_leave_nothing(
    make_user, browser_of, private_media, temporary, secret, listener, name, language
):
    sent = cases(name, secret, listener)[language == "ru" :: 2]  # each file once, in one of the two languages
    page, found = browser_of(make_user(language=language)), {}

    for case in sent:
        began = time.monotonic()
        file = SimpleUploadedFile(case.name, case.content, content_type="image/jpeg")
        answer = page.post("/uploads", {"file": file, "role": "reference_images"})
        wrong = trouble(
            case, answer, time.monotonic() - began,
            language=language, media=private_media, temporary=temporary, secret=secret,
        )  # fmt: skip
        if wrong:
            found[case.name] = wrong

    assert not found
    assert not was_knocked_at(listener)


def test_there_are_at_least_five_hundred_that_must_be_refused(secret, listener):
    everything = [case for name in CLASSES for case in cases(name, secret, listener)]

    assert sum(not case.may_stay for case in everything) >= 500
    assert len({case.content for case in everything if not case.may_stay}) >= 450, "they are not one file many times"


def test_a_file_that_is_opened_too_long_is_refused_in_words(make_user, browser_of, settings, temporary):
    settings.UPLOAD_SECONDS = 0.2
    bomb = SimpleUploadedFile("scans.jpg", pictures.scans(400, 2000))

    answer = browser_of(make_user()).post("/uploads", {"file": bomb, "role": "reference_images"})

    assert answer.status_code == 413
    assert "takes too much time or memory" in answer.content.decode()
    assert not Asset.objects.exists()
    assert not list(temporary.iterdir())
