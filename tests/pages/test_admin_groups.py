"""Each group of staff sees what is its business and does what is its business, at every address of the admin."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from soulids.models import SoulID
from studio.admin.base import WithDeeds
from studio.models import CatalogueModel, Generation, LedgerEntry, Project, Status
from tests.pages.staff import GROUPS, deed, key_of, member_of, room
from tests.studio.conftest import alice, an_ask, balance_of, entry, fake_engine, place, run  # noqa: F401

ROOMS = {
    "support": {
        "User", "Project", "Asset", "Generation", "CreditAccount", "LedgerEntry", "ApiKey", "TokenFamily", "DataExport",
        "Allowance", "CatalogueModel", "ReferenceAnchor", "MultiReference", "SoulID", "Consent", "RemoteErasure",
        "Plate", "MultiShotGeneration", "ShotOrder", "SoundMix", "SoundOrder", "SoundPiece",
    },
    "finance": {"User", "Generation", "CreditAccount", "LedgerEntry", "CatalogueModel"},
    "content": {"CatalogueModel", "Project", "CameraTerm", "CameraPreset"},
    "": set(),
}  # fmt: skip
DEEDS = {
    "support": {
        ("Generation", "cancel"), ("Generation", "requeue"), ("Generation", "retry"), ("Generation", "give_back"),
        ("Generation", "open_case"), ("User", "suspend"), ("User", "restore"), ("SoulID", "open_case"),
    },
    "finance": {("CreditAccount", "grant"), ("CreditAccount", "correct"), ("User", "grant")},
    "content": {("CatalogueModel", "switch_on"), ("CatalogueModel", "switch_off")},
    "": set(),
}  # fmt: skip
WRITES = {"content": {"Project", "CameraTerm", "CameraPreset"}}
ADDS = {"content": {"CameraTerm", "CameraPreset"}}
"""Rooms with a form that the group may save; the catalogue's fields are looked at one by one below."""
WITH_DEEDS = [
    (model, each) for model, at in admin.site._registry.items() if isinstance(at, WithDeeds) for each in at.deeds
]


@pytest.fixture
def things(alice, place, run, fake_engine):
    """Somebody's order, finished, with all that comes with it, and a person that they have learned."""
    SoulID.objects.create(owner=alice, name="Maria", handle="maria")
    Project.objects.create(owner=alice, name="Summer")
    return run(place(alice, prompt="a can at sunset"))


def allowed(browser, address):
    """Whether a page opens; refused is 403, never an error."""
    status = browser.get(address).status_code
    assert status in (200, 302, 403), (address, status)
    return status != 403


@pytest.mark.parametrize("group", [*GROUPS, ""])
def test_a_group_opens_its_rooms_and_no_other(things, group):
    _user, browser = member_of(group)
    opened, read, written, added = set(), set(), set(), set()

    for model in admin.site._registry:
        name = model.__name__
        opened |= {name} if allowed(browser, room(model)) else set()
        row = model.objects.first()
        if row is not None:
            read |= {name} if allowed(browser, room(model, "change", row.pk)) else set()
            written |= {name} if browser.post(room(model, "change", row.pk), {}).status_code != 403 else set()
            assert browser.post(room(model, "delete", row.pk), {"post": "yes"}).status_code == 403, name
        added |= {name} if browser.post(room(model, "add"), {}).status_code != 403 else set()

    assert opened == ROOMS[group]
    assert read <= ROOMS[group]
    assert {"User", "Generation", "LedgerEntry"} & ROOMS[group] <= read
    assert written - {"CatalogueModel"} == WRITES.get(group, set())
    assert added == ADDS.get(group, set())


@pytest.mark.parametrize("group", [*GROUPS, ""])
def test_a_group_does_its_deeds_and_no_other(things, group):
    _user, browser = member_of(group)
    done = set()

    for model, each in WITH_DEEDS:
        row = model.objects.order_by("pk").first()
        status = browser.get(deed(model, each.name, row)).status_code
        assert status in (200, 403)
        posted = browser.post(deed(model, each.name, row), {"reason": ""}).status_code
        assert posted == status, (model, each.name)
        button = browser.get(room(model, f"do_{each.name}", row.pk)).status_code
        assert (button == 302) == (status == 200), (model, each.name)
        done |= {(model.__name__, each.name)} if status == 200 else set()

    assert done == DEEDS[group]


def test_a_superuser_opens_every_room_and_does_every_deed(things):
    _user, browser = member_of(superuser=True)

    assert all(allowed(browser, room(model)) for model in admin.site._registry)
    for model, each in WITH_DEEDS:
        assert browser.get(deed(model, each.name, model.objects.first())).status_code == 200


@pytest.mark.parametrize("group", [*GROUPS, ""])
def test_every_address_of_the_admin_asks_for_staff(things, alice, group):
    """Walks the whole address book: a creator and a stranger get nowhere."""
    creator = Client()
    creator.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    names = sorted(
        {pattern.name for pattern in admin.site.get_urls() if getattr(pattern, "name", None)} - {"login", "logout"}
    )
    addresses = [reverse(f"admin:{name}") for name in names if name in {"index", "search", "jsi18n", "autocomplete"}]
    addresses += [room(model) for model in admin.site._registry] + [reverse("staff-health")]

    for browser in (creator, Client()):
        for address in addresses:
            answer = browser.get(address)
            assert answer.status_code == 302, address
            assert "/login/" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("group", "position", "margin"), [("content", 7, 0), ("finance", 1000, 25), ("support", 1000, 0)]
)
def test_content_places_models_and_finance_prices_them(entry, group, position, margin):
    _user, browser = member_of(group)

    browser.post(
        room(CatalogueModel, "change", entry.pk), {"position": "7", "margin_percent": "25", "notes": "", "enabled": ""}
    )

    entry.refresh_from_db()
    assert (entry.position, entry.margin_percent, entry.enabled) == (position, margin, True)


def test_finance_grants_and_support_is_refused_when_it_sends_the_same_form(things, alice):
    url = deed(type(alice.account), "grant", alice.account)
    _user, finance = member_of("finance")
    form = {"amount": "50", "reason": "for the trouble", "key": key_of(finance.get(url))}

    assert member_of("support")[1].post(url, form).status_code == 403
    assert balance_of(alice) == 90

    finance.post(url, form)
    assert balance_of(alice) == 140


def test_support_gives_back_and_finance_is_refused(things, alice):
    url = deed(Generation, "give_back", things)
    _user, support = member_of("support")
    form = {"reason": "a blurred picture", "key": key_of(support.get(url))}

    assert member_of("finance")[1].post(url, form).status_code == 403
    support.post(url, form)

    assert balance_of(alice) == 100
    assert LedgerEntry.objects.get(kind="correction").note == "a blurred picture"


@pytest.mark.parametrize(("group", "opens"), [("support", True), ("finance", False), ("content", False), ("", False)])
def test_the_health_page_is_for_those_who_mend(db, group, opens):
    _user, browser = member_of(group)

    assert allowed(browser, reverse("staff-health")) == opens


@pytest.mark.parametrize("group", [*GROUPS, ""])
def test_the_first_page_tells_each_group_its_own_numbers_only(things, group):
    _user, browser = member_of(group)

    page = browser.get("/admin/")

    assert page.status_code == 200
    assert ("money" in page.context) == (group in ("support", "finance"))
    assert ("chart" in page.context) == (group in ("support", "finance"))
    assert ("queues" in page.context) == (group == "support")


def test_a_group_alone_makes_nobody_staff(things, alice):
    from django.contrib.auth.models import Group

    member_of("support")
    alice.groups.add(Group.objects.get(name="support"))
    browser = Client()
    browser.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    assert browser.get(room(Generation)).status_code == 302
    assert browser.post(deed(Generation, "cancel", things), {"reason": "for me"}).status_code == 302
    assert Generation.objects.get().status == Status.DONE
