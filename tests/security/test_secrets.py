"""Real flows with planted secrets: none is read again in a log, an answer, the queue, staff's rooms or a report."""

import io
import json
import logging
import re
import sys

import pytest
import sentry_sdk
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django_q.models import OrmQ
from sentry_sdk.utils import event_from_exception

from reklamai.core import redact, sentry
from reklamai.core.apps import secrets_of
from reklamai.core.errors import Rejected
from reklamai.core.logs import LineFormatter
from reklamai.core.outside.fetch import client as outside_client
from reklamai.core.outside.fetch import fetch
from reklamai.core.outside.transport import Guarded
from reklamai.core.stores import store
from reklamai.providers.kie.client import Kie
from reklamai.providers.limits import Unlimited
from reklamai.settings.env import read
from studio.models import User
from tests.core.outside.conftest import serving
from tests.pages.staff import member_of
from tests.providers.kie_server import running_kie

PASSWORD, GUESS, CHANGED = "Korova-tonic-7781-zx", "Wrong-guess-9912-qq", "Sosna-varenye-3345-wv"
EMAIL = "planted@lis.studio"
KEYS = {
    "KIE_API_KEY": "kie5f4dcc3b5aa765d61d8327deb882cf99", "KIE_WEBHOOK_KEY": "bell7c6a180b36896a0a8c02787eeafb0e4c",
    "AWS_SECRET_ACCESS_KEY": "s3wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", "AWS_ACCESS_KEY_ID": "AKIAPLANTED0000000ID",
    "SECRET_KEY": "signing5f4dcc3b5aa765d61d8327deb882cf99ab5f4dcc3b5aa765d61d8327deb8",
    "SENTRY_DSN": "https://sentrykey0000planted@sentry.example/7",
}  # fmt: skip
QUIET = ("axes", "boto3", "botocore", "s3transfer", "urllib3", "hypothesis", "asyncio")
"""Held at WARNING by the settings, or nothing of ours."""


@pytest.fixture
def logged():
    """Gives `logged()`: all lines so far, of every logger down to DEBUG, as JSON and as text."""
    said = io.StringIO()
    handlers = [logging.StreamHandler(said), logging.StreamHandler(said)]
    root, loggers = logging.getLogger(), loud()
    levels = {logger: logger.level for logger in loggers}
    for handler, form in zip(handlers, ("json", "text"), strict=True):
        handler.setFormatter(LineFormatter(form=form))
        root.addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    redact.hide(secrets_of(read(KEYS)))
    yield said.getvalue
    for handler in handlers:
        root.removeHandler(handler)
    for logger, level in levels.items():
        logger.setLevel(level)


def loud():
    """All loggers that an operator can turn up by LOG_LEVEL."""
    named = [logging.getLogger(name) for name in logging.root.manager.loggerDict if not name.startswith(QUIET)]
    return [logging.getLogger(), *named]


def read_again(text, secrets):
    """Which of the secrets stand in `text`, each with its surroundings."""
    return {
        name: text[max(0, place - 80) : place + 40]
        for name, secret in secrets.items()
        if (place := text.find(secret)) >= 0
    }


def everything_stored():
    """All rows of all tables as text, but for what is in the queue only until a worker has it."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model is not OrmQ:
                cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')  # noqa: S608
                yield from (row[0] for row in cursor.fetchall())


@pytest.fixture
def somebody(client, db, work_off):
    """Signs up, in and wrongly in, by pages and API, resets the password; gives what must not be read again."""
    planted = {"password": PASSWORD, "guess": GUESS, "new password": CHANGED}
    client.post("/account/signup/", {"email": EMAIL, "password1": PASSWORD})
    for name in ("login", "email"):
        Client().post("/account/login/", {name: EMAIL, "login": EMAIL, "password": GUESS})
    Client().post("/api/token", {"email": EMAIL, "password": GUESS}, content_type="application/json")
    Client().post("/api/token?password=" + GUESS, "{broken" + GUESS, content_type="application/json")
    signed_in = Client()
    signed_in.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    planted["session"] = signed_in.cookies["sessionid"].value
    pair = signed_in.post("/api/token", {"email": EMAIL, "password": PASSWORD}, content_type="application/json").json()
    planted |= {"access token": pair["access"], "refresh token": pair["refresh"]}
    Client().get("/api/me", headers={"Authorization": f"Bearer {pair['access']}"})
    Client().get(f"/api/me?token={pair['access']}", headers={"Authorization": f"Bearer {pair['access']}x"})
    Client().post("/api/token/refresh", {"refresh": pair["refresh"] + "x"}, content_type="application/json")
    made = signed_in.post("/api/keys", {"name": "till", "scopes": ["read"]}, content_type="application/json").json()
    planted["api key"] = made["key"]
    for headers in (
        {"Authorization": f"Api-Key {made['key']}"},
        {"X-Api-Key": made["key"] + "x"},
        {"Cookie": made["key"]},
    ):
        Client().get("/api/credits", headers=headers)
    Client().post("/account/password/reset/", {"email": EMAIL})
    work_off()
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    planted["reset link"] = link.rstrip("/").rpartition("/")[2]
    page = Client()
    page.post(page.get(link, follow=True).redirect_chain[-1][0], {"password1": CHANGED, "password2": CHANGED})
    return planted


def test_no_flow_of_an_account_leaves_a_secret_behind(logged, somebody):
    said = logged()

    assert "refused" in said or "answered" in said
    assert User.objects.get(email=EMAIL).check_password(CHANGED)
    assert read_again(said, somebody) == {}
    kept = dict(somebody)
    del kept["session"]  # the session's own row is named by it
    assert read_again("\n".join(everything_stored()), kept) == {}


def test_a_letters_link_lies_in_the_queue_only_until_a_worker_has_it(client, vera, work_off):
    client.post("/account/password/reset/", {"email": vera.email})
    waiting = [str(row.task) for row in OrmQ.objects.all()]
    assert sum("/account/password/reset/key/" in task for task in waiting) == 1
    assert all(vera.password not in task for task in waiting)

    work_off()

    assert not OrmQ.objects.exists()


def test_staffs_rooms_show_no_secret(somebody):
    _user, browser = member_of(superuser=True)
    pages = ["/admin/", *(f"/admin/{app}/" for app in ("studio", "auth", "account", "axes", "django_q", "admin"))]
    person = User.objects.get(email=EMAIL)
    lists = ["studio/user", "studio/apikey", "studio/tokenfamily", "axes/accessattempt", "account/emailaddress",
             "django_q/ormq", "django_q/failure", "admin/logentry"]  # fmt: skip
    Client().post("/account/password/reset/", {"email": EMAIL})  # waits in the queue while staff look
    pages += [f"/admin/{name}/" for name in lists] + [f"/admin/studio/user/{person.pk}/change/"]
    pages += [f"/admin/django_q/ormq/{row.pk}/change/" for row in OrmQ.objects.all()]
    pages += [f"/admin/studio/apikey/{row.pk}/change/" for row in person.api_keys.all()]

    seen = "".join(browser.get(page, follow=True).content.decode() for page in pages)

    assert EMAIL in seen
    assert read_again(seen, {**somebody, "hash": person.password, "any reset": "/password/reset/key/"}) == {}


def test_no_conversation_with_a_vendor_or_a_bucket_is_told(logged, settings, in_bucket, tmp_path):
    environment = read(KEYS)
    in_bucket(AWS_SECRET_ACCESS_KEY=KEYS["AWS_SECRET_ACCESS_KEY"], AWS_ACCESS_KEY_ID=KEYS["AWS_ACCESS_KEY_ID"])
    signed = store().link("7/x/a.png", content_type="image/png", disposition="inline")

    with running_kie(run_s=0.0, key=KEYS["KIE_API_KEY"]) as server:
        options = {"base_url": server.base_url, "upload_url": server.upload_url, "timeout_s": 5}
        with Kie(environment.KIE_API_KEY, limits=Unlimited(), **options) as kie:
            kie.create("nano-banana-2", {"prompt": "words of planted people"})
            kie.credit()
    with (
        serving({}) as place,
        outside_client(Guarded(trusted=frozenset({place.place})), user_agent="x") as web,
        pytest.raises(Rejected),
    ):
        fetch(
            web,
            f"http://{place.place}/a.png?X-Amz-Signature=planted-signature-77",
            tmp_path / "a",
            most_bytes=9,
            most_s=5,
        )
    logging.getLogger("studio").error(
        "store said %s", signed, extra={"url": signed, "headers": {"authorization": "Bearer " + "z" * 30}}
    )
    said = logged()

    assert "httpcore" in said or "httpx" in said
    signature = {"signature": re.search("X-Amz-Signature=([0-9a-f]+)", signed)[1], "planted": "planted-signature-77"}
    assert read_again(said, {**KEYS, **signature, "header": "z" * 30}) == {}


def broken(words):
    try:
        raise RuntimeError(words)
    except RuntimeError:
        options = {**sentry_sdk.Client().options, "include_local_variables": True}
        return event_from_exception(sys.exc_info(), client_options=options)


def test_a_report_of_a_bug_holds_none_of_them(somebody, logged):
    link = f"/account/password/reset/key/{somebody['reset link']}/"
    words = (
        f"POST /account/login/ {{'password': '{PASSWORD}'}} Authorization: Bearer {somebody['access token']} "
        f"{link} rk={somebody['api key']} cookie=sessionid:{somebody['session']} "
        f"{KEYS['KIE_API_KEY']} "
        f"to {EMAIL} at https://u:{GUESS}@db.example/x?sig={CHANGED}"
    )
    event, hint = broken(words)
    event |= {
        "request": {"url": f"http://testserver{link}?next=1", "cookies": somebody["session"],
                    "data": {"password": PASSWORD}, "headers": {"X-Api-Key": somebody["api key"]}},
        "user": {"id": 7, "email": EMAIL, "ip_address": "192.0.2.7"},
        "extra": {"refresh": somebody["refresh token"], "task": {"args": [link]}},
    }  # fmt: skip

    said = json.dumps(sentry.scrubbed(event, hint), default=str)

    assert "RuntimeError" in said
    assert read_again(said, {**somebody, "e-mail": EMAIL, "kie": KEYS["KIE_API_KEY"], "ip": "192.0.2.7"}) == {}


def test_a_page_that_breaks_tells_its_visitor_nothing(somebody, monkeypatch, logged):
    from studio.views import usage

    def chart(*_arguments, **_options):
        raise RuntimeError(f"Bearer {somebody['access token']} api_key={somebody['api key']} {KEYS['SECRET_KEY']}")

    monkeypatch.setattr(usage, "chart", chart)
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.get(email=EMAIL), backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.get("/usage")

    assert answer.status_code == 500
    assert read_again(answer.content.decode() + logged(), {**somebody, **KEYS}) == {}


def test_settings_print_no_key(settings):
    environment = read(
        {**KEYS, "DATABASE_URL": "postgresql://u:dbplanted77@db.internal/x", "REDIS_URL": "redis://:redisplanted77@r/0"}
    )

    shown = repr(environment) + str(environment) + "".join(map(str, secrets_of_shown(environment)))

    assert read_again(shown, {**KEYS, "database": "dbplanted77", "redis": "redisplanted77"}) == {}


def secrets_of_shown(environment):
    """Every value on its own, as a tool would print settings."""
    hidden = {"DATABASE_URL", "REDIS_URL"}
    return [getattr(environment, name) for name in environment.__slots__ if name not in hidden]
