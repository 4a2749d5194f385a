"""Who gets what at every page: a stranger, another person, its owner, staff. A new page needs a line here."""

import re

import pytest
from django.test import Client

from tests.pages.staff import GROUPS, member_of
from tests.security.routes import PAGES

CREATE = r"^create/(?P<composer>image|video|sound)/"
SIGN_IN = 302
PEOPLE = ("stranger", "other", "owner")
OPENS = {
    (200, 200, 200): [
        "healthz", "readyz", "metrics", "left", "account/inactive/", "account/confirm-email/",
        r"account/^confirm-email/(?P<key>[-:\w]+)/$", "account/password/reset/", "account/password/reset/done/",
        "account/password/reset/key/done/", r"account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    ],
    (200, 302, 302): ["account/login/", "account/signup/"],
    (302, 302, 302): ["", "create", "cinema", "account/password/set/", "account/login/code/confirm/"],
    (SIGN_IN, 200, 200): [
        "account/logout/", "account/email/", "account/password/change/", "account/reauthenticate/", "projects",
        "settings", "settings/sign-ins", "settings/keys", "settings/data", "settings/leave", "usage", "usage.csv",
        "keyframes/strip", "transitions/strip",
        "create/image", "library", "status", "anchors", "anchors/library",
        "anchors/pick/<slug:composer>", "anchors/boards", "anchors/boards/new", "settings/webhooks", CREATE + "models$",
        CREATE + "pick/(?P<role>[a-z_]+)$", "soul-ids", "soul-ids/new", "soul-ids/who", "soul-ids/pick/<slug:composer>",
        "soul-ids/handles", "storyboards",
    ],
    # The one model makes neither, nothing was picked, and nothing plays yet.
    (SIGN_IN, 404, 404): [
        "cinema/marks", "cinema/<slug:mode>", "cinema/<slug:mode>/presets", "cinema/<slug:mode>/save",
        "create/video", "create/sound", "anchors/held", "soul-ids/cast", CREATE + "picked/(?P<role>[a-z_]+)$",
        "storyboards/<uuid:pk>/captions.vtt", "storyboards/<uuid:pk>/captions.srt", "transitions",
        "sound/<uuid:pk>/pieces/<uuid:piece>/peaks", "sound/<uuid:pk>/make",
        "voices/<path:model>", "voices/<path:model>/<str:voice>/sample",
    ],
    (SIGN_IN, 400, 400): ["compare"],
    (404, 404, 404): ["come-back"],  # only for who is leaving
    (405, 405, 405): ["preferences", "hooks/kie", "hooks/replicate"],
    (SIGN_IN, 405, 405): [
        "cinema/preview", "transitions/upload", "cinema/presets/<uuid:pk>/rename", "cinema/presets/<uuid:pk>/delete",
        "projects/switch", "settings/sign-ins/end", "settings/data/export", "settings/empty-bin", "uploads",
        "library/bulk", "library/download", CREATE + "form$", CREATE + "draft$", CREATE + "estimate$",
        "projects/<uuid:pk>/rename", "projects/<uuid:pk>/delete", "projects/<uuid:pk>/restore",
        "settings/sign-ins/browser/<int:pk>/end", "settings/sign-ins/program/<uuid:pk>/end",
        "settings/keys/<uuid:pk>/revoke", "generations/<uuid:pk>/favourite", "generations/<uuid:pk>/cancel",
        "generations/<uuid:pk>/retry", "generations/<uuid:pk>/delete", "generations/<uuid:pk>/restore",
        "anchors/boards/preview", "anchors/boards/<uuid:pk>/delete",
        "anchors/boards/<uuid:pk>/restore", "anchors/<uuid:pk>/rename", "anchors/<uuid:pk>/lock",
        "anchors/<uuid:pk>/face", "anchors/<uuid:pk>/read-again", "anchors/<uuid:pk>/delete",
        "anchors/<uuid:pk>/restore", "settings/webhooks/<uuid:pk>/switch", "settings/webhooks/<uuid:pk>/secret",
        "settings/webhooks/<uuid:pk>/test", "settings/webhooks/<uuid:pk>/remove",
        "settings/webhooks/<uuid:pk>/<uuid:delivery>/again", "generations/<uuid:pk>/choose",
        "generations/<uuid:pk>/masters/export", "storyboards/<uuid:pk>/shots",
        "storyboards/<uuid:pk>/shots/<uuid:shot>", "storyboards/<uuid:pk>/shots/<uuid:shot>/back",
        "storyboards/<uuid:pk>/render", "storyboards/<uuid:pk>/animatic", "storyboards/<uuid:pk>/cancel",
        "storyboards/<uuid:pk>/trash", "storyboards/<uuid:pk>/restore", "sound/<uuid:pk>/pieces",
        "sound/<uuid:pk>/pieces/<uuid:piece>", "sound/<uuid:pk>/pieces/<uuid:piece>/back",
        "sound/<uuid:pk>/shots/<uuid:shot>", "sound/<uuid:pk>/speak", "sound/<uuid:pk>/preview",
        "sound/<uuid:pk>/mix", "sound/<uuid:pk>/cancel",
        "soul-ids/<uuid:pk>/rename", "soul-ids/<uuid:pk>/version", "soul-ids/<uuid:pk>/master",
        "soul-ids/<uuid:pk>/master/<uuid:asset>", "soul-ids/<uuid:pk>/consent", "soul-ids/<uuid:pk>/begin",
        "soul-ids/<uuid:pk>/cancel", "soul-ids/<uuid:pk>/photos", "soul-ids/<uuid:pk>/photos/clear",
        "soul-ids/<uuid:pk>/photos/<uuid:photo>/remove", "soul-ids/<uuid:pk>/photos/<uuid:photo>/again",
    ],
    (SIGN_IN, 404, 200): [
        "generations/<uuid:pk>", "generations/<uuid:pk>/card", "generations/<uuid:pk>/lineage",
        "generations/<uuid:pk>/masters",
        "generations/<uuid:pk>/download", "anchors/<uuid:pk>", "anchors/<uuid:pk>/card", "anchors/<uuid:pk>/reading",
        "anchors/boards/<uuid:pk>", "anchors/of/<uuid:asset>",
        "settings/webhooks/<uuid:pk>", "soul-ids/<uuid:pk>/card", "soul-ids/<uuid:pk>/delete",
        "soul-ids/<uuid:pk>/train", "soul-ids/<uuid:pk>/gate", "soul-ids/<uuid:pk>/training",
        "soul-ids/who/<uuid:pk>", "storyboards/<uuid:pk>", "storyboards/<uuid:pk>/quote",
        "storyboards/<uuid:pk>/player", "storyboards/<uuid:pk>/sheet.pdf", "storyboards/<uuid:pk>/sheet.png",
        "storyboards/<uuid:pk>/sound", "clips/<uuid:pk>/sound", "sound/<uuid:pk>", "sound/<uuid:pk>/captions.srt",
        "sound/<uuid:pk>/captions.vtt", "sound/<uuid:pk>/voice", "sound/<uuid:pk>/pick", "sound/<uuid:pk>/revoice",
    ],
    (SIGN_IN, 404, 400): ["storyboards/<uuid:pk>/piece"],  # nothing was picked
    # To the steps of one not trained yet; to the board.
    (SIGN_IN, 404, 302): ["soul-ids/<uuid:pk>", "soul-ids/<uuid:pk>/album", "storyboards/<uuid:pk>/live"],
    (404, 404, 200): ["assets/<uuid:pk>/file", "assets/<uuid:pk>/thumbnail", "settings/data/<uuid:pk>"],
}  # fmt: skip
"""What a GET answers to (a stranger, another person, the owner of the thing in the address)."""
EXPECTED = {words: statuses for statuses, pages in OPENS.items() for words in pages}
HERS = [route for route in PAGES if "pk>" in route.words]
DEEDS = [route for route in HERS if EXPECTED[route.words] == (SIGN_IN, 405, 405)]


@pytest.fixture
def opened(browser_of, vera, timur, vera_at):
    """Gives `opened(person)`: what each page answers to this person."""
    browsers = {"stranger": Client(), "other": browser_of(timur), "owner": browser_of(vera)}

    def opened(person):
        return {route.words: browsers[person].get(vera_at(route)).status_code for route in PAGES}

    return opened


def bare(answer, path):
    """A page without its own address and the tokens of its forms, which are always new."""
    return re.sub(r"[0-9A-Za-z]{64}", "", answer.content.decode().replace(path, ""))


def test_every_page_is_in_the_table():
    assert {route.words for route in PAGES} == set(EXPECTED)


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_gets_what_the_table_says(opened, person):
    place = PEOPLE.index(person)

    assert opened(person) == {words: statuses[place] for words, statuses in EXPECTED.items()}


@pytest.mark.parametrize("group", [*GROUPS, ""])
def test_staff_see_of_other_peoples_things_no_more_than_anybody(vera_at, group):
    _user, browser = member_of(group)

    found = {route.words: browser.get(vera_at(route)).status_code for route in HERS}

    assert set(found.values()) <= {404, 405}


@pytest.mark.parametrize("route", DEEDS, ids=lambda route: route.words)
def test_a_deed_at_another_persons_thing_finds_nothing(browser_of, timur, vera_at, route):
    hers, nobodys = browser_of(timur).post(vera_at(route)), browser_of(timur).post(route.path)

    assert hers.status_code == nobodys.status_code == 404
    assert bare(hers, vera_at(route)) == bare(nobodys, route.path)


@pytest.mark.parametrize("route", DEEDS, ids=lambda route: route.words)
def test_a_stranger_is_asked_to_sign_in_before_anything_is_looked_up(client, vera_at, route):
    answer = client.post(vera_at(route))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=/")
