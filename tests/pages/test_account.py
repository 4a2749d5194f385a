import re

import pytest
from django.core import mail
from django.test import Client

from studio.adapters import tried_email
from studio.models import LedgerEntry, User
from tests.pages.conftest import PASSWORD

NEWCOMER = {"email": "new@lis.studio", "password1": "orange-window-31", "password2": "orange-window-31"}


def test_signing_up_opens_the_account_with_its_credits_once(client, db, settings):
    settings.SIGNUP_CREDITS = 75

    response = client.post("/account/signup/", NEWCOMER)

    user = User.objects.get(email="new@lis.studio")
    assert response.status_code == 302
    assert user.account.balance == 75
    assert list(user.account.entries.values_list("kind", "delta", "note")) == [("grant", 75, "signup")]
    assert client.get("/settings").status_code == 200


def test_the_number_of_credits_is_said_before_signing_up(client, db, settings):
    settings.SIGNUP_CREDITS = 75

    assert "75 credits" in client.get("/account/signup/", headers={"accept-language": "en"}).content.decode()
    assert "75 кредитов" in client.get("/account/login/", headers={"accept-language": "ru"}).content.decode()


def test_no_gift_is_named_where_there_is_none(client, db, settings):
    settings.SIGNUP_CREDITS = 0
    client.post("/account/signup/", NEWCOMER)

    html = Client().get("/account/signup/", headers={"accept-language": "en"}).content.decode()

    assert "credits" not in html
    assert not LedgerEntry.objects.exists()


def test_a_new_account_keeps_the_language_and_theme_of_the_visit(client, db):
    client.post("/preferences", {"language": "en", "theme": "light"})

    client.post("/account/signup/", NEWCOMER)

    user = User.objects.get(email="new@lis.studio")
    assert (user.language, user.theme) == ("en", "light")


def test_the_same_e_mail_cannot_sign_up_twice_whatever_its_case(client, vera):
    response = client.post("/account/signup/", {**NEWCOMER, "email": "VERA@lis.studio"})

    assert response.status_code == 200
    assert User.objects.count() == 1


def test_a_password_that_is_too_simple_is_refused_beside_its_field(client, db):
    response = client.post("/account/signup/", {**NEWCOMER, "password1": "12345678", "password2": "12345678"})

    html = response.content.decode()
    assert 'class="field-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="new@lis.studio"' in html
    assert not User.objects.exists()


def test_a_person_signs_in_by_e_mail_and_lands_in_the_studio(client, vera):
    response = client.post("/account/login/", {"login": "Vera@lis.studio", "password": PASSWORD})

    assert response.status_code == 302
    assert response.url == "/"
    assert client.get("/settings").context["user"] == vera


def test_a_wrong_password_is_said_plainly_and_the_e_mail_stays_typed(client, vera):
    client.post("/preferences", {"language": "ru"})

    html = client.post("/account/login/", {"login": "vera@lis.studio", "password": "wrong"}).content.decode()

    assert "Почта и пароль не подходят друг к другу." in html
    assert 'value="vera@lis.studio"' in html
    assert 'role="alert"' in html


@pytest.fixture
def guarded(settings):
    """The guard against guessing, which other tests do without."""
    settings.AXES_ENABLED = True
    settings.AXES_LOCKOUT_CALLABLE = "studio.views.shell.locked_out"
    settings.AXES_USERNAME_CALLABLE = "studio.adapters.tried_email"
    settings.AXES_FAILURE_LIMIT = 3
    settings.AXES_COOLOFF_TIME = 0.25
    settings.ACCOUNT_LOGIN_ON_PASSWORD_RESET = True


def guess(client, *, email="vera@lis.studio", tried="wrong"):
    return client.post("/account/login/", {"login": email, "password": tried}, headers={"accept-language": "en"})


def test_after_too_many_wrong_passwords_there_is_a_pause_that_says_how_long(client, vera, guarded):
    answers = [guess(client) for _ in range(4)]
    right = guess(client, tried=PASSWORD)

    assert answers[-1].status_code == right.status_code == 429
    assert "15 minutes" in right.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_pause_of_one_account_is_not_the_pause_of_another(client, vera, timur, guarded):
    for _ in range(4):
        guess(client)

    assert guess(client, email="VERA@lis.studio", tried=PASSWORD).status_code == 429
    assert guess(client, email="timur@lis.studio", tried=PASSWORD).status_code == 302


def test_during_the_pause_a_new_password_opens_the_studio_at_once(client, vera, guarded, work_off):
    for _ in range(4):
        guess(client)
    client.post("/account/password/reset/", {"email": "vera@lis.studio"})
    work_off()

    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "amber-lantern-52", "password2": "amber-lantern-52"})

    assert client.get("/settings").status_code == 200
    assert guess(Client(), tried="amber-lantern-52").status_code == 302


@pytest.mark.parametrize(
    ("credentials", "posted"),
    [({"email": " Vera@Lis.studio"}, {}), ({"username": "vera@lis.studio"}, {}), (None, {"login": "vera@lis.studio"})],
)
def test_the_guard_knows_whose_door_it_is_at_every_entrance(rf, credentials, posted):
    assert tried_email(rf.post("/", posted), credentials) == "vera@lis.studio"


def test_signing_out_is_a_form(page):
    asked = page.get("/account/logout/")
    signed_in = page.get("/settings").status_code
    left = page.post("/account/logout/")

    assert asked.status_code == 200
    assert signed_in == 200
    assert left.status_code == 302
    assert page.get("/settings").status_code == 302


def test_a_forgotten_password_is_replaced_by_mail_and_nobody_learns_who_has_an_account(client, vera, work_off):
    known = client.post("/account/password/reset/", {"email": "vera@lis.studio"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@lis.studio"})
    work_off()

    link = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "amber-lantern-52", "password2": "amber-lantern-52"})
    vera.refresh_from_db()

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert vera.check_password("amber-lantern-52")


@pytest.mark.parametrize(
    "address",
    ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/",
     "/account/password/reset/key/done/", "/account/inactive/", "/account/confirm-email/"],
)  # fmt: skip
def test_every_page_at_the_entrance_wears_our_clothes(client, db, address):
    html = client.get(address).content.decode()

    assert 'class="sign-main"' in html
    assert html.count("<h1>") == 1
    assert "css/account.css" in html


def test_a_bad_link_from_a_mail_says_so_in_our_clothes(client, db):
    html = client.get("/account/password/reset/key/1-bad/").content.decode()

    assert 'class="sign-main"' in html
    assert 'href="/account/password/reset/"' in html


def test_the_password_is_changed_with_the_old_one(page, vera):
    response = page.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "amber-lantern-52", "password2": "amber-lantern-52"},
    )

    vera.refresh_from_db()
    assert response.status_code == 302
    assert vera.check_password("amber-lantern-52")
