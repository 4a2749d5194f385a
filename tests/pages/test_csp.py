import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from reklamai.core import csp

TEMPLATES = sorted((settings.ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", re.IGNORECASE)
ALPINE = "0d18d7f8d7910e2e0212f0f056b12f50bebc3abb7d88d2f7c7cb4c336fe4519a"


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


@pytest.mark.parametrize("path", ["/", "/create", "/admin/", "/admin/health", "/api/docs", "/api/redoc", "/api/x"])
def test_nothing_inline_runs_on_any_page(path):
    assert "unsafe" not in csp.header(path)
    assert policy(csp.header(path))["script-src"] == ["'self'"]


def test_only_redoc_may_write_styles_and_only_those_two_that_are_known():
    assert "sha256" not in csp.header("/api/redoc/more") + csp.header("/api/docs")
    assert len(policy(csp.header("/api/redoc"))["style-src"]) == 3


def test_private_files_may_come_from_the_storage_and_scripts_may_not():
    found = policy(csp.header("/library", media_hosts=["https://files.example"]))

    assert "https://files.example" in found["img-src"]
    assert "https://files.example" in found["media-src"]
    assert "https://files.example" not in found["script-src"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_writes_a_script_or_a_style_inline(template):
    assert not INLINE.search(template.read_text())


def test_the_vendored_scripts_are_the_ones_that_were_checked_in():
    folder = Path(settings.ROOT / "static" / "vendor")
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())

    assert {path.name for path in folder.glob("*.js")} == set(sums)
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected


def test_the_admin_runs_the_build_of_alpine_that_evaluates_nothing():
    # Under unfold's own name, so that its pages load it; @alpinejs/csp 3.17.4, dist/cdn.min.js
    found = Path(finders.find("unfold/js/alpine/alpine.js"))

    assert found.is_relative_to(settings.ROOT / "static")
    assert hashlib.sha256(found.read_bytes()).hexdigest() == ALPINE


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
