"""What a server refuses to start with, and what it sends when it does start."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from reklamai.settings.env import ROOT, BadEnvironment, read
from reklamai.settings.server import check_server, is_near, sample_account

KEY = "Zt3wJ0qYb5Vn8rKp1LxUe7HdGf2AsMc9QiTjWoBy6NuEzDkRvXhSgPlC4mFa"
OLD = "kP4uV9yC2xE7tB1nJ6hR3mD8gF5sL0qWzAiOoUeYrTbNvMcXjKlHdGfSpQwZ"
GIVEN = {
    "SECRET_KEY": KEY,
    "DATABASE_URL": "postgresql://studio:pw@db.internal/studio",
    "ALLOWED_HOSTS": "studio.example",
    "PUBLIC_URL": "https://studio.example",
    "TRUSTED_PROXIES": "1",
}


def refusal(**changed):
    with pytest.raises(BadEnvironment) as caught:
        check_server(read({**GIVEN, **changed}))
    return str(caught.value)


def on_server(*command, **changed):
    """A process under the settings of a server, with nothing of this machine's own."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**clean, "DJANGO_SETTINGS_MODULE": "reklamai.settings.prod", **GIVEN, **changed},
    )  # fmt: skip


def test_a_server_with_all_it_needs_starts():
    check_server(read(GIVEN))


@pytest.mark.parametrize(
    "key",
    ["", "short-but-random-8d7f6s5a", "abcabcabc" * 9, "django-insecure-" + KEY, "changeme" * 8, "a" * 80,
     "a key for tests only, long enough for HS256 signatures"],
)  # fmt: skip
def test_a_key_that_can_be_guessed_is_refused_and_not_repeated(key):
    said = refusal(SECRET_KEY=key)

    assert "SECRET_KEY" in said
    assert not key or key not in said


def test_an_old_key_that_still_counts_must_be_strong_too():
    check_server(read({**GIVEN, "SECRET_KEY_FALLBACKS": OLD}))

    assert "SECRET_KEY_FALLBACKS" in refusal(SECRET_KEY_FALLBACKS=f"{OLD},weak")


@pytest.mark.parametrize("hosts", ["*", "studio.example,*", "*.example", ".com", "."])
def test_a_server_that_answers_to_any_name_is_refused(hosts):
    assert "ALLOWED_HOSTS" in refusal(ALLOWED_HOSTS=hosts)


def test_a_server_behind_https_must_know_its_proxy_and_have_a_database():
    assert "TRUSTED_PROXIES" in refusal(TRUSTED_PROXIES="0")
    assert "DATABASE_URL" in refusal(DATABASE_URL="")


@pytest.mark.parametrize(
    ("hosts", "url"),
    [
        ("studio.example", ""),
        ("*", ""),
        ("8.8.8.8", ""),
        ("localhost", "https://studio.example"),
        ("[2001:4860::1]", ""),
    ],
)
def test_the_sample_account_is_never_where_strangers_can_come(hosts, url):
    given = {"ALLOWED_HOSTS": hosts, "PUBLIC_URL": url}

    assert sample_account(read(given), unless_said=True) is False
    with pytest.raises(BadEnvironment, match="DEMO"):
        sample_account(read({**given, "DEMO": "1"}), unless_said=False)


@pytest.mark.parametrize("demo", [None, "0", "1"])
def test_on_ones_own_machine_the_sample_account_is_ones_own_choice(demo):
    env = read({"ALLOWED_HOSTS": "localhost,192.168.1.7,web,studio.local", "DEMO": demo or ""})

    assert sample_account(env, unless_said=True) is (demo != "0")
    assert sample_account(env, unless_said=False) is (demo == "1")


def test_near_is_this_machine_and_private_networks():
    assert all(map(is_near, ["localhost", "127.0.0.1", "[::1]", "10.0.0.4", "fd00::1", "web", "a.internal", "x.lan"]))
    assert not any(map(is_near, ["*", "8.8.8.8", "studio.example", "localhost.example", "10.0.0.4.nip.io", "1.2.3.4"]))


def test_django_finds_nothing_to_say_about_a_server():
    done = on_server("manage.py", "check", "--deploy", "--fail-level", "DEBUG")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_a_process_with_a_guessable_key_does_not_start():
    done = on_server("manage.py", "check", SECRET_KEY="changeme")

    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


ASKED = """
import json, sys, django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
known = {"HTTP_HOST": "studio.example"}
https = {**known, "HTTP_X_FORWARDED_PROTO": "https"}
said = {"debug": settings.DEBUG}
with override_settings(STORAGES=plain):
    page = Client().get("/account/login/", **https)
    said["page"] = dict(page.headers)
    said["cookies"] = [morsel.OutputString() for morsel in page.cookies.values()]
    said["login"] = page.status_code
    for name, headers, path in (("plain", known, "/account/login/?a=1"), ("health", known, "/healthz"),
        ("stranger", {**https, "HTTP_HOST": "evil.example"}, "/account/login/"),
        ("forwarded", {**https, "HTTP_X_FORWARDED_HOST": "evil.example"}, "/settings")):
        answer = Client().get(path, **headers)
        said[name] = [answer.status_code, answer.headers.get("Location", "")]
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """What a server answers to a page over https, over http, to a stranger's Host and to the health check."""
    with django_db_blocker.unblock():
        found = connection.get_connection_params()
    url = f"postgresql://{found['user']}@/{found['dbname']}?host={found['host']}"
    done = on_server("-c", ASKED, DATABASE_URL=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_server_is_never_in_debug_and_keeps_browsers_on_https(said):
    assert said["debug"] is False
    assert said["login"] == 200
    assert said["page"]["Strict-Transport-Security"] == "max-age=31536000"
    assert said["plain"] == [301, "https://studio.example/account/login/?a=1"]
    assert said["health"] == [200, ""]


def test_a_servers_cookies_are_its_hosts_own_and_no_scripts(said):
    (csrf,) = (each for each in said["cookies"] if each.startswith("__Host-csrf="))

    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(csrf.split("; "))
    assert "Domain" not in csrf


def test_a_strangers_host_is_turned_away_and_a_forwarded_one_leads_nowhere(said):
    assert said["stranger"][0] == 400
    assert said["forwarded"][0] == 302
    assert "evil" not in said["forwarded"][1]


def test_a_page_says_all_that_a_browser_should_know(said):
    page = said["page"]

    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "microphone=()" in page["Permissions-Policy"]
    assert "no-store" in page["Cache-Control"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
