"""Where a person is signed in, and ending it: here, there, everywhere."""

from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from channels.testing import WebsocketCommunicator
from django.core.cache import cache
from django.test import Client
from rest_framework.test import APIClient

from reklamai.asgi import application
from studio.models import TokenFamily
from studio.selectors.sessions import device, sign_ins
from studio.services import sessions
from tests.pages.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile/15E1 Safari/604.1"


@pytest.fixture
def sign_in():
    """Gives `sign_in(user, agent=, address=)`: a browser that went through the door."""

    def sign_in(user, *, agent=FIREFOX, address="203.0.113.7"):
        client = Client(headers={"user-agent": agent, "accept-language": "en"}, REMOTE_ADDR=address)
        assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
        return client

    return sign_in


def is_in(client):
    return client.get("/settings").status_code == 200


def token_of(user):
    return APIClient(headers={"user-agent": "shop/2.1 (batch)"}).post(
        "/api/token", {"email": user.email, "password": PASSWORD}, format="json"
    ).json()  # fmt: skip


def opens(token):
    return APIClient().get("/api/me", HTTP_AUTHORIZATION=f"Bearer {token['access']}").status_code == 200


def test_the_list_names_devices_and_addresses_and_marks_this_one(vera, sign_in):
    here = sign_in(vera)
    sign_in(vera, agent=PHONE, address="198.51.100.4")
    token_of(vera)

    found = sign_ins(vera, this=here.session.session_key)
    html = here.get("/settings/sign-ins").content.decode()

    assert [(each.device, each.is_this, each.is_program) for each in found if each.is_this] == [
        ("Firefox, Linux", True, False)
    ]
    assert {(each.device, each.ip) for each in found[1:]} == {
        ("Safari, iPhone", "198.51.100.4"), ("shop/2.1", "127.0.0.1"),
    }  # fmt: skip
    assert html.count("this one") == 1
    for said in ("Firefox, Linux", "Safari, iPhone", "shop/2.1", "198.51.100.4"):
        assert said in html


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 YaBrowser/26.1 Safari/537.36", "Yandex Browser, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/19.0 Safari/605.1", "Safari, macOS"),
        ("python-httpx/0.28.1", "python-httpx/0.28.1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_a_device_is_named_by_what_it_says_of_itself(agent, said):
    assert device(agent) == said


def test_a_hostile_device_is_shown_as_text(vera, sign_in):
    html = sign_in(vera, agent="<script>alert(1)</script>").get("/settings/sign-ins").content.decode()

    assert "<script>alert" not in html


def test_ending_one_sign_in_leaves_the_others(vera, sign_in):
    here, there = sign_in(vera), sign_in(vera, agent=PHONE)
    row = UserSession.objects.get(session_key=there.session.session_key)

    answer = here.post(f"/settings/sign-ins/browser/{row.pk}/end")

    assert answer.status_code == 302
    assert not is_in(there)
    assert is_in(here)


def test_ending_this_sign_in_leads_to_the_entrance(vera, sign_in):
    here = sign_in(vera)
    row = UserSession.objects.get(session_key=here.session.session_key)

    assert here.post(f"/settings/sign-ins/browser/{row.pk}/end").url == "/account/login/"
    assert not is_in(here)


def test_a_program_is_signed_out_with_all_its_tokens(page, vera):
    token, other = token_of(vera), token_of(vera)
    family = TokenFamily.objects.order_by("created_at").first()

    assert page.post(f"/settings/sign-ins/program/{family.pk}/end").status_code == 302
    assert not opens(token)
    assert opens(other)


def test_signing_out_everywhere_keeps_this_browser_alone(vera, sign_in):
    here, there, token = sign_in(vera), sign_in(vera, agent=PHONE), token_of(vera)

    here.post("/settings/sign-ins/end")

    assert is_in(here)
    assert not is_in(there)
    assert not opens(token)
    again = APIClient().post("/api/token/refresh", {"refresh": token["refresh"]}, format="json")
    assert again.status_code == 401


def test_a_new_password_signs_everybody_else_out(vera, sign_in):
    here, there, token = sign_in(vera), sign_in(vera, agent=PHONE), token_of(vera)
    new = {"oldpassword": PASSWORD, "password1": "amber-lantern-52", "password2": "amber-lantern-52"}

    assert here.post("/account/password/change/", new).status_code == 302

    assert is_in(here)
    assert not is_in(there)
    assert not opens(token)
    assert len(sign_ins(vera, this=here.session.session_key)) == 1


def test_what_belongs_to_somebody_else_does_not_exist(vera, timur, sign_in, page):
    theirs = sign_in(timur)
    row = UserSession.objects.get(session_key=theirs.session.session_key)
    token = token_of(timur)
    family = TokenFamily.objects.get()

    answers = [
        page.post(f"/settings/sign-ins/browser/{row.pk}/end"),
        page.post("/settings/sign-ins/browser/99999999999/end"),
        page.post(f"/settings/sign-ins/program/{family.pk}/end"),
        page.post(f"/settings/sign-ins/program/{uuid4()}/end"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert is_in(theirs)
    assert opens(token)


@pytest.mark.parametrize("address", ["sign-ins", "keys", "data", "leave"])
def test_a_visitor_is_asked_to_sign_in_first(client, db, address):
    assert client.get(f"/settings/{address}").url == f"/account/login/?next=/settings/{address}"


def test_a_session_that_came_by_another_door_is_in_the_list_from_its_first_page(page, vera):
    assert not UserSession.objects.exists()

    page.get("/settings", headers={"user-agent": PHONE})

    assert [each.device for each in sign_ins(vera, this=page.session.session_key)] == ["Safari, iPhone"]


def test_last_seen_is_written_once_a_minute(page, vera):
    page.get("/settings")
    first = UserSession.objects.get().last_seen_at
    page.get("/settings")
    assert UserSession.objects.get().last_seen_at == first

    cache.clear()
    page.get("/settings")

    assert UserSession.objects.get().last_seen_at > first


def test_the_sweep_forgets_sessions_that_are_no_more(page, vera):
    page.get("/settings")
    UserSession.objects.create(user=vera, ip="203.0.113.1", user_agent="", session_key="gone")

    sessions.sweep()

    assert [row.session_key for row in UserSession.objects.all()] == [page.session.session_key]


@pytest.mark.django_db(transaction=True)
async def test_an_open_socket_of_an_ended_session_is_closed_and_another_stays(vera, browser_of, settings):
    from asgiref.sync import sync_to_async

    here, there = await sync_to_async(browser_of)(vera), await sync_to_async(browser_of)(vera)
    sockets = []
    for client in (here, there):
        await sync_to_async(client.get)("/settings")
        headers = [(b"origin", b"http://testserver"), (b"host", b"testserver"),
                   (b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode())]  # fmt: skip
        socket = WebsocketCommunicator(application, "/ws/studio", headers=headers)
        assert (await socket.connect(timeout=60))[0]
        sockets.append(socket)

    await sync_to_async(here.post)("/settings/sign-ins/end")

    assert (await sockets[1].receive_output(60))["type"] == "websocket.close"
    assert await sockets[0].receive_nothing(0.2)
    await sockets[0].disconnect()
