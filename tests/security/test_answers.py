"""What every answer of every address carries, whoever asks; and that looking changes nothing."""

import re
from contextlib import closing

import pytest
from django.test import Client

from reklamai.core.csp import REDOC_STYLES
from studio.models import ApiKey, Generation, Project, User
from tests.pages.staff import member_of
from tests.security.routes import ADMIN, ALL

INLINE = re.compile(
    rb"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style|<[^>]*\sstyle\s*=|<[^>]*\son[a-z]+\s*=|javascript:"
    rb"|https?://(?:fonts|cdn|unpkg)",
    re.IGNORECASE,
)
REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT = {
    "default-src": {"'self'"}, "script-src": {"'self'"}, "object-src": {"'none'"}, "base-uri": {"'none'"},
    "form-action": {"'self'"}, "frame-ancestors": {"'none'"}, "connect-src": {"'self'"}, "font-src": {"'self'"},
}  # fmt: skip

FILE = {"default-src": {"'none'"}, "sandbox": set()}
"""What a file of somebody's may do where it is opened as a page: nothing."""


def policy_of(answer):
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split("; ") if part]
    return {name: set(sources) for name, *sources in parts}


def faults(answer):
    """What is missing or too loose in an answer; nothing inline in a page."""
    found = [] if answer.status_code < 500 else [f"status {answer.status_code}"]
    found += [name for name, value in REQUIRED.items() if answer.headers.get(name) != value]
    policy = policy_of(answer)
    if policy == FILE:
        return found
    found += [name for name, sources in STRICT.items() if policy.get(name) != sources]
    if not policy.get("style-src", {"none at all"}) <= {"'self'", *REDOC_STYLES}:
        found.append("style-src")
    if not re.search("no-store|private|no-cache", answer.headers.get("Cache-Control", "")):
        found.append("Cache-Control")
    if "text/html" in answer.headers.get("Content-Type", "") and (match := INLINE.search(answer.content)):
        found.append(f"inline: {match[0][:80]!r}")
    return found


def walked(browser, paths):
    """The faults of what stands at `paths`, by path."""
    found = {path: faults(browser.get(path)) for path in paths}
    return {path: each for path, each in found.items() if each}


@pytest.fixture
def all_paths(vera_at):
    """Every address, with things of Vera's in it; the one that ends a sign-in by a look at it would be a bug."""
    return [vera_at(route) for route in ALL]


def state():
    """What a mere look must leave as it is."""
    return [
        list(Generation.objects.order_by("pk").values_list("pk", "status", "deleted_at", "favourite")),
        list(Project.objects.order_by("pk").values_list("pk", "name", "deleted_at")),
        list(ApiKey.objects.order_by("pk").values_list("pk", "revoked_at")),
        list(User.objects.order_by("pk").values_list("pk", "email", "password", "is_active", "language")),
    ]


def test_a_stranger_gets_the_strict_headers_everywhere(client, db, all_paths):
    assert walked(client, all_paths) == {}


def test_a_person_gets_the_strict_headers_everywhere_and_looking_changes_nothing(vera, browser_of, all_paths):
    before, browser = state(), browser_of(vera)

    assert walked(browser, all_paths) == {}
    assert state() == before
    assert browser.get("/settings").status_code == 200


def test_staff_get_the_strict_headers_everywhere_and_looking_changes_nothing(all_paths):
    _user, browser = member_of(superuser=True)
    before = state()

    assert walked(browser, all_paths) == {}
    assert state() == before


def test_staffs_lists_and_forms_of_real_rows_have_nothing_inline(belongings, vera_at):
    _user, browser = member_of(superuser=True)
    rows = {"studio/generation": belongings["generations/"].pk, "studio/asset": belongings["assets/"].pk,
            "studio/project": belongings["projects/"].pk, "studio/user": belongings["assets/"].owner_id}  # fmt: skip

    found = walked(
        browser, [f"/admin/{name}/{pk}/{page}/" for name, pk in rows.items() for page in ("change", "history")]
    )

    assert found == {}
    assert len(ADMIN) > 100


@pytest.mark.parametrize(
    ("path", "how", "status"),
    [
        ("/nope", {}, 404),
        ("/api/nope", {}, 404),
        ("/settings/keys", {"HTTP_HOST": "evil.example"}, 400),
        ("/preferences", {}, 405),
        ("/account/login/?next=%00", {}, 200),
        ("/nope%00", {}, 404),
        ("/%ff%fe", {}, 404),
    ],
)
def test_pages_of_trouble_carry_them_too(client, db, path, how, status):
    answer = client.get(path, **how)

    assert answer.status_code == status
    assert faults(answer) == []


def test_a_page_that_breaks_carries_them_too(vera, monkeypatch):
    from studio.views import usage

    def broken(*_arguments, **_options):
        raise ZeroDivisionError("a row with somebody's words")

    browser = Client(raise_request_exception=False)
    browser.force_login(vera, backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setattr(usage, "chart", broken)

    answer = browser.get("/usage")

    assert answer.status_code == 500
    assert b"somebody" not in answer.content
    assert faults(answer)[1:] == []


def test_a_private_page_is_kept_by_nobody_and_a_static_file_by_all(client, vera, browser_of):
    assert browser_of(vera).get("/settings").headers["Cache-Control"] == "private, no-store"
    with closing(client.get("/static/css/tokens.css")) as answer:
        assert "no-store" not in answer.headers["Cache-Control"]
