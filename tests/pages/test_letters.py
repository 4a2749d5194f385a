"""What letters prove: an address, a forgotten password, a change of address; and what nobody learns from them."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from studio.adapters import on_public_url
from studio.models import User
from studio.services import letters
from tests.pages.conftest import PASSWORD
from tests.pages.test_account import NEWCOMER

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def mandatory(settings):
    """A server whose letters arrive."""
    settings.MAIL_IS_SET_UP, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"


def link_in(letter, path):
    return re.search(rf"http://testserver({path}\S+)", letter.body).group(1)


def log_in(client, email="vera@lis.studio", password=PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password}, headers=ENGLISH)


def test_where_letters_arrive_nobody_gets_in_before_answering(client, db, mandatory, work_off):
    signed_up = client.post("/account/signup/", NEWCOMER)
    early = client.get("/settings").status_code
    work_off()
    path = link_in(mail.outbox[0], "/account/confirm-email/")
    client.get(path)
    client.post(path)

    assert signed_up.url == "/account/confirm-email/"
    assert early == 302
    assert client.get("/settings").status_code == 200
    assert EmailAddress.objects.get().verified


def test_a_used_link_a_foreign_one_and_an_old_one_say_so(client, db, mandatory, settings, work_off):
    client.post("/account/signup/", NEWCOMER)
    work_off()
    path = link_in(mail.outbox[0], "/account/confirm-email/")
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 0
    old = Client().get(path, headers=ENGLISH).content.decode()
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
    client.post(path)

    for html in (old, *(Client().get(each, headers=ENGLISH).content.decode() for each in (path, path[:-4] + "abc/"))):
        assert "This link does not work" in html
        assert 'class="sign-main"' in html


def test_signing_up_with_a_known_address_looks_the_same_and_its_owner_is_told(client, vera, mandatory, work_off):
    known = Client().post("/account/signup/", {**NEWCOMER, "email": "vera@lis.studio"})
    unknown = Client().post("/account/signup/", NEWCOMER)
    queued = OrmQ.objects.count()
    work_off()

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, "/account/confirm-email/")
    assert queued == 2
    assert sorted(letter.to[0] for letter in mail.outbox) == ["new@lis.studio", "vera@lis.studio"]
    assert User.objects.count() == 2


def test_a_known_and_an_unknown_address_cost_the_same_work_at_the_reset(vera, django_assert_max_num_queries):
    answers = []
    for email in ("vera@lis.studio", "nobody@lis.studio"):
        with django_assert_max_num_queries(12):
            answers.append(Client().post("/account/password/reset/", {"email": email}))

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/account/password/reset/done/")}
    assert OrmQ.objects.count() == 2
    assert mail.outbox == []


def test_a_reset_link_works_once_and_ends_every_other_sign_in(client, page, vera, work_off):
    assert page.get("/settings").status_code == 200
    client.post("/account/password/reset/", {"email": "vera@lis.studio"})
    work_off()
    path = link_in(mail.outbox[0], "/account/password/reset/key/")
    form = client.get(path, follow=True)
    new = {"password1": "amber-lantern-52", "password2": "amber-lantern-52"}
    client.post(form.request["PATH_INFO"], new)

    assert client.get("/settings").status_code == 200
    assert page.get("/settings").status_code == 302
    assert 'href="/account/password/reset/"' in Client().get(path, follow=True).content.decode()


def test_a_reset_link_ends_after_its_hours(client, vera, settings, work_off):
    client.post("/account/password/reset/", {"email": "vera@lis.studio"})
    work_off()
    settings.PASSWORD_RESET_TIMEOUT = -1

    html = client.get(link_in(mail.outbox[0], "/account/password/reset/key/"), follow=True).content.decode()

    assert 'name="password1"' not in html


def change_to(page, email, *, password=PASSWORD):
    """Ask for another address, giving the password where it is asked for."""
    page.post("/account/reauthenticate/", {"password": password})
    return page.post("/account/email/", {"email": email, "action_add": ""}, headers=ENGLISH)


@pytest.fixture
def answered(vera):
    return EmailAddress.objects.create(user=vera, email=vera.email, verified=True, primary=True)


def test_a_new_address_counts_once_its_letter_is_answered_and_the_old_one_is_told(page, vera, answered, work_off):
    change_to(page, "vera@new.studio")
    work_off()
    vera.refresh_from_db()
    before, shown = vera.email, page.get("/account/email/").content.decode()
    page.post(link_in(mail.outbox[-1], "/account/confirm-email/"))
    work_off()
    vera.refresh_from_db()

    assert (before, vera.email) == ("vera@lis.studio", "vera@new.studio")
    assert "vera@new.studio" in shown
    assert mail.outbox[-1].to == ["vera@lis.studio"]
    assert "vera@new.studio" in mail.outbox[-1].body
    assert [row.email for row in EmailAddress.objects.filter(user=vera)] == ["vera@new.studio"]


def test_an_address_is_not_changed_without_the_password(page, vera, answered):
    asked = page.post("/account/email/", {"email": "vera@new.studio", "action_add": ""})
    wrong = page.post("/account/reauthenticate/", {"password": "wrong"})

    assert asked.url.startswith("/account/reauthenticate/")
    assert wrong.status_code == 200
    assert not EmailAddress.objects.filter(email="vera@new.studio").exists()


def test_the_address_of_another_account_cannot_be_taken_and_is_not_told_of(page, vera, timur, answered, work_off):
    taken, free = change_to(page, "timur@lis.studio"), change_to(page, "nobody@lis.studio")
    assert (taken.status_code, taken.url) == (free.status_code, free.url)

    change_to(page, "timur@lis.studio")
    work_off()
    letter = next(each for each in mail.outbox if each.to == ["timur@lis.studio"])
    page.post(link_in(letter, "/account/confirm-email/"))
    vera.refresh_from_db()

    assert vera.email == "vera@lis.studio"
    assert User.objects.filter(email="timur@lis.studio").count() == 1


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/", "/account/password/reset/done/"])
def test_a_server_without_mail_says_so_where_a_letter_is_promised(client, db, settings, address):
    without = client.get(address, headers=ENGLISH).content.decode()
    settings.MAIL_IS_SET_UP = True
    with_mail = client.get(address, headers=ENGLISH).content.decode()

    assert "Mail is not set up on this server" in without
    assert "Mail is not set up on this server" not in with_mail


def test_a_letter_is_in_the_language_of_the_page_and_of_the_account(client, make_user, work_off):
    pavel = make_user("pavel@lis.studio", language="ru")
    client.post("/account/password/reset/", {"email": "vera@lis.studio"}, headers=ENGLISH)
    letters.write(pavel, "export_ready", days=7)
    work_off()

    assert mail.outbox[0].subject == "ReklamAI: There is no account with this e-mail"
    assert mail.outbox[1].subject == "ReklamAI: Ваши данные готовы"
    assert "в течение 7 дней" in mail.outbox[1].body


def test_links_in_letters_lead_to_our_address_whatever_host_was_asked(client, vera, settings, work_off):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/account/password/reset/", {"email": "vera@lis.studio"}, headers={"host": "evil.example"})
    work_off()

    assert "evil.example" not in mail.outbox[0].body
    assert on_public_url("https://evil.example/a/b?c=d") == "http://testserver/a/b?c=d"


def test_a_name_in_a_letter_is_not_turned_into_entities(vera, work_off):
    letters.write(vera, "leaving", days=14)
    work_off()

    assert "&" not in mail.outbox[0].body
    assert "14 days" in mail.outbox[0].body


def test_a_letter_that_no_server_takes_is_logged_without_its_words(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.LETTER_PAUSE_S = "127.0.0.1", 1, 0.0

    letters.deliver(subject="Secret subject", body="https://testserver/secret", to="vera@lis.studio")

    assert "could not be sent" in caplog.text
    assert not re.search("secret|vera@", caplog.text, re.IGNORECASE)


@pytest.mark.django_db(transaction=True)
def test_of_eight_forms_with_one_new_address_one_makes_an_account_and_none_breaks():
    start, answers = Barrier(8), []

    def sign_up():
        try:
            client = Client(raise_request_exception=False)
            start.wait(timeout=30)
            answers.append(client.post("/account/signup/", NEWCOMER).status_code)
        finally:
            connection.close()

    threads = [Thread(target=sign_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert User.objects.filter(email="new@lis.studio").count() == 1
    assert len(answers) == 8
    assert set(answers) <= {200, 302, 409}


def test_a_limit_on_tries_cannot_be_passed_by_a_forged_header(vera, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 3
    client = Client(REMOTE_ADDR="203.0.113.9")

    statuses = [
        client.post("/account/login/", {"login": "vera@lis.studio", "password": "wrong"},
                    headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
        for n in range(5)
    ]  # fmt: skip

    assert statuses[-1] == 429


def test_the_sign_in_of_a_closed_account_gets_the_answer_of_a_wrong_password_from_a_stranger(client, vera):
    vera.is_active, vera.erase_after = False, timezone.now() + timedelta(days=3)
    vera.save()

    html = log_in(client, password="wrong").content.decode()

    assert "do not fit each other" in html
    assert log_in(client).url == "/come-back"
