"""Uploads by clients: multiparts of every wrong kind, names of every kind, and what the error says."""

import io
import tempfile

import pytest
from django.test import RequestFactory
from PIL import Image

from studio.models import Asset
from tests.api.test_hostile import refused
from tests.media.hostile import streams
from tests.media.hostile.parts import picture

BOUNDARY = "the-edge"


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch, private_media):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def part(content=None, *, name="file", file="a.png", head=""):
    content = picture("PNG") if content is None else content
    named = f'; filename="{file}"' if file is not None else ""
    words = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n{head}\r\n'
    return words.encode() + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def send(api, body, *, content_type=f"multipart/form-data; boundary={BOUNDARY}", **headers):
    return api.generic("POST", "/api/assets", body, content_type, **headers)


def test_a_plain_multipart_is_taken(api):
    assert send(api, part() + END).status_code == 201


INNER = (part() + END).replace(BOUNDARY.encode(), b"inner")
ABUSE = {
    "no boundary": (part() + END, "multipart/form-data"),
    "empty boundary": (part() + END, "multipart/form-data; boundary="),
    "another boundary": (part() + END, "multipart/form-data; boundary=other"),
    "long boundary": (part() + END, f"multipart/form-data; boundary={'x' * 5000}"),
    "boundary of controls": (part() + END, "multipart/form-data; boundary=\x01\x02"),
    "boundary of letters": (part() + END, "multipart/form-data; boundary=край"),
    "no body": (b"", None),
    "only the end": (END, None),
    "no file": (part(b"words", name="other", file=None) + END, None),
    "the file as words": (part(b"words", file=None) + END, None),
    "no name of the file": (part(file="") + END, None),
    "a header without an end": (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=".encode() + b"x" * 70_000,
        None,
    ),
    "a long header": (part(head=f"X-Long: {'x' * 200_000}\r\n") + END, None),
    "many headers": (part(head="X-One: 1\r\n" * 20_000) + END, None),
    "no disposition": (f"--{BOUNDARY}\r\n\r\nhello\r\n".encode() + END, None),
    "many fields": (b"".join(part(b"1", name=f"f{n}", file=None) for n in range(3000)) + part() + END, None),
    "many files": (b"".join(part(b"1", name=f"f{n}") for n in range(300)) + part() + END, None),
    "a large field": (part(b"x" * 6_000_000, name="words", file=None) + part() + END, None),
    "wrong base64": (part(b"!!!!not base64", head="Content-Transfer-Encoding: base64\r\n") + END, None),
    "odd charset": (part(head="Content-Type: image/png; charset=no-such\r\n", content=b"x") + END, None),
    "a project of words": (part(b"not a uuid", name="project", file=None) + part() + END, None),
    "a project with a NUL": (part(b"\0", name="project", file=None) + part() + END, None),
    "nested": (part(INNER, head="Content-Type: multipart/mixed; boundary=inner\r\n", file=None) + END, None),
    "json": (b'{"file": "a"}', "application/json"),
    "a form": (b"file=a", "application/x-www-form-urlencoded"),
    "no type": (part() + END, ""),
    "a bare file": (picture("PNG"), "image/png"),
}


@pytest.mark.parametrize("name", ABUSE)
def test_a_multipart_that_is_none_is_refused_in_the_shape_of_all_errors(api, name, private_media):
    content, content_type = ABUSE[name]

    answer = send(api, content, **({"content_type": content_type} if content_type is not None else {}))

    if answer.status_code == 201:
        assert name in {"many headers", "a long header", "boundary of letters"}
        return
    refused(answer, 400, 413, 415)
    assert not Asset.objects.exists()
    assert not [each for each in private_media.rglob("*") if each.is_file()]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_body_that_ends_early_is_refused(api, share):
    whole = part(picture("PNG")) + END

    answer = send(api, whole[: int((len(whole) - len(END)) * share)])

    refused(answer, 400, 415)
    assert not Asset.objects.exists()


@pytest.mark.parametrize("length", ["-1", "abc", "0", "99999999999999999999", "1e3", ""])
def test_a_length_that_is_a_lie_is_no_error_of_ours(api, length):
    answer = send(api, part() + END, CONTENT_LENGTH=length)

    refused(answer, 400, 413, 415)
    assert not Asset.objects.exists()


def test_a_request_over_the_limit_is_refused_before_its_body_is_read(api, settings):
    settings.LARGEST_BODY = 1000

    class Unread(io.BytesIO):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    answer = api.generic(
        "POST", "/api/assets", b"", f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH="1001", **{"wsgi.input": Unread()},
    )  # fmt: skip

    assert refused(answer, 413)["code"] == "too_large"


def small_limits(settings, largest):
    settings.UPLOAD_LIMITS = {kind: {"bytes": largest} for kind in ("picture", "clip", "sound")}
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000


def test_a_file_over_the_largest_limit_says_so(api, settings):
    small_limits(settings, 200_000)

    answer = send(api, part(b"\x89PNG\r\n\x1a\n" + bytes(5_000_000)) + END)

    assert "larger than" in refused(answer, 413)["message"]


def test_a_file_over_the_largest_limit_takes_no_more_of_the_disk_than_that(settings):
    small_limits(settings, 200_000)
    content_type = f"multipart/form-data; boundary={BOUNDARY}"
    body = part(bytes(5_000_000)) + part(b"words", name="words", file=None) + END

    request = RequestFactory().generic("POST", "/uploads", body, content_type)

    assert 200_000 < request.FILES["file"].size <= 200_000 + 64 * 1024
    assert request.POST["words"] == "words"
    request.FILES["file"].close()


NAMES = {
    "../../etc/passwd.png": "passwd.png",
    "..\\..\\boot.png": "boot.png", "/etc/x.png": "x.png", "C:\\x\\y.png": "y.png",
    "a\x00b.png": None, "a\x1b[31mb.png": None, "a\u202egnp.exe": None, "a\u200bb.png": None, "a\u2066b.png": None,
    "привет мир.png": "привет_мир.png", "ё" * 500 + ".png": None, "a" * 5000 + ".png": None, "con.png": "con.png",
    "a;b.png": None, "a'b.png": None, "a<script>.png": None, "%2e%2e%2fx.png": None, "&lt;b&gt;.png": None, "...": None,
    "a\nb.png": None, "CON": "CON", "🎬.png": None, " .png": None, "a.png.": None, "-rf.png": None, "$(id).png": None,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_is_kept_under_one_that_is_safe_to_show(api, alice, name):
    file = io.BytesIO(picture("PNG"))
    file.name = name

    answer = api.post("/api/assets", {"file": file}, format="multipart")

    if answer.status_code != 201:  # nothing was left of the name
        refused(answer)
        return
    asset = Asset.objects.get()
    assert asset.name.isprintable()
    assert not set("/\\<>&;'\"$%\u202e\u200b\u2066") & set(asset.name)
    assert len(asset.name) <= 200
    assert asset.stored_name == f"{alice.pk}/uploads/{asset.sha256}.png"
    if NAMES[name]:
        assert asset.name == NAMES[name]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The end of the file is missing."), ("ru", "У файла нет конца.")]
)
def test_a_client_hears_what_is_wrong_in_its_language(api, language, words):
    file = io.BytesIO(streams.truncated()[0].content)
    file.name = "a.mp4"

    api.credentials(HTTP_AUTHORIZATION=api._credentials["HTTP_AUTHORIZATION"], HTTP_ACCEPT_LANGUAGE=language)

    answer = api.post("/api/assets", {"file": file}, format="multipart")

    error = refused(answer, 415)
    assert error["message"].startswith(words)
    assert error["facts"]["reason"] == "cut_off"


def test_several_files_under_one_name_are_one_upload(api):
    answer = send(api, part(b"not a picture") + part() + END)

    assert answer.status_code == 201
    assert Asset.objects.count() == 1


@pytest.mark.parametrize("size", [(20_001, 5_000), (40_000, 8)])
def test_a_picture_that_is_too_large_says_by_how_much(api, size):
    file = io.BytesIO()
    Image.new("1", size).save(file, "PNG")
    file.seek(0)
    file.name = "a.png"

    error = refused(api.post("/api/assets", {"file": file}, format="multipart"), 413)

    assert (error["facts"]["width"], error["facts"]["height"]) == size
