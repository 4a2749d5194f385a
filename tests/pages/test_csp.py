import re
from pathlib import Path

import pytest
from django.conf import settings

from reklamai.core import csp

TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", re.IGNORECASE)


def policy(header):
    return {part.split()[0]: part.split()[1:] for part in header.split("; ")}


@pytest.mark.parametrize("address", ["/account/login/", "/nope", "/usage"])
def test_pages_may_run_only_our_files(client, db, address):
    found = policy(client.get(address).headers["Content-Security-Policy"])

    assert found["script-src"] == ["'self'"]
    assert found["style-src"] == ["'self'"]
    assert found["default-src"] == ["'self'"]
    assert found["object-src"] == ["'none'"]
    assert found["frame-ancestors"] == ["'none'"]


def test_every_answer_says_what_browsers_should_not_do(client, db):
    headers = client.get("/account/login/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_only_the_admin_and_the_api_pages_are_looser():
    assert "'unsafe-eval'" in csp.header("/admin/studio/user/")
    assert "'unsafe-inline'" in csp.header("/api/docs")
    assert "unsafe" not in csp.header("/create")
    assert "unsafe" not in csp.header("/administration")


def test_private_files_may_come_from_the_storage_and_scripts_may_not():
    found = policy(csp.header("/library", media_hosts=["https://files.example"]))

    assert "https://files.example" in found["img-src"]
    assert "https://files.example" in found["media-src"]
    assert "https://files.example" not in found["script-src"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_writes_a_script_or_a_style_inline(template):
    assert not INLINE.search(template.read_text())


def test_the_vendored_scripts_are_the_ones_that_were_checked_in():
    import hashlib

    folder = Path(settings.ROOT / "static" / "vendor")
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())

    assert {path.name for path in folder.glob("*.js")} == set(sums)
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_the_studios_scripts_are_short():
    lengths = {path.name: len(path.read_text().splitlines()) for path in (settings.ROOT / "static" / "js").glob("*.js")}

    assert {name: lines for name, lines in lengths.items() if lines > 150} == {}


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (settings.ROOT / "static" / "icons" / "sprite.svg").read_text()
    there = set(re.findall(r'id="i-([a-z0-9-]+)"', sprite))
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'{% icon "([a-z0-9-]+)"|icon_name="([a-z0-9-]+)"', template.read_text())
        for name in name
        if name
    }

    assert len(named) > 20
    assert named - there == set()
