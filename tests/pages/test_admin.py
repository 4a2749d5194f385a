"""Staff's rooms: every list and page opens, deeds go through the services once, nothing opens somebody's account."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from studio.models import CatalogueModel, CreditAccount, Generation, LedgerEntry, Project, Status, User
from tests.pages.staff import deed, key_of, member_of, room
from tests.studio.conftest import alice, an_ask, balance_of, bob, entry, fake_engine, place, run  # noqa: F401

OURS = [model for model in admin.site._registry if model._meta.app_label == "studio"]
PLUMBING = {"BulkOrder", "GenerationReference", "RateWindow", "VendorBalance", "VendorFile", "VendorWindow"}
"""Shown inside the page of an order, or counted by machines for machines."""


@pytest.fixture
def staff(db):
    """A superuser's browser."""
    return member_of(superuser=True)[1]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_list_and_page_opens(alice, place, run, staff, model):
    run(place(alice, prompt="<b>a poster</b>"))

    assert staff.get(room(model)).status_code == 200
    assert staff.get(room(model), {"q": "alice"}).status_code == 200
    row = model.objects.first()
    if row is not None:
        page = staff.get(room(model, "change", row.pk))
        assert page.status_code == 200
        assert "<b>a poster</b>" not in page.content.decode()


@pytest.mark.parametrize("model", [*OURS, LogEntry], ids=lambda model: model.__name__)
def test_every_room_can_be_searched(model):
    assert admin.site._registry[model].search_fields or model.__name__ == "StoreReport"


def test_every_model_of_the_hall_has_its_room():
    from django.apps import apps

    hall = {model.__name__ for model in apps.get_app_config("studio").get_models()}

    assert hall - {model.__name__ for model in OURS} - PLUMBING == set()


def test_an_order_is_told_in_sections_with_links_and_no_raw_data(alice, place, run, staff):
    generation = run(place(alice, parameters={"aspect_ratio": "16:9"}))

    page = staff.get(room(Generation, "change", generation.pk)).content.decode()

    assert room(User, "change", alice.pk) in page
    assert room(LedgerEntry, "change", generation.entries.first().pk) in page
    assert generation.result.thumbnail_url in page
    assert "a poster" in page
    for raw in ("{&#x27;", "&#x27;:", "{&quot;", "&quot;:"):
        assert raw not in page.split("<main")[-1], raw


def test_a_model_is_told_in_tables(entry, staff):
    page = staff.get(room(CatalogueModel, "change", entry.pk)).content.decode()

    assert "1:1, 16:9" in page
    assert "up to 2" in page
    assert "maps_to" not in page


# --- deeds ---


def test_a_grant_asks_for_its_reason_and_is_done_once_however_often_it_is_sent(alice, staff):
    url = deed(CreditAccount, "grant", alice.account)
    page = staff.get(url)
    assert "Balance: 100" in page.content.decode()
    form = {"amount": "50", "reason": "for the trouble", "key": key_of(page)}

    answers = [staff.post(url, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    row = LedgerEntry.objects.get(kind="grant", note="for the trouble")
    assert (row.delta, row.made_by.email) == (50, "superuser@staff.studio")
    assert balance_of(alice) == 150
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"reason": ""}, {"reason": "x"}, {"amount": "0"}, {"amount": "-5"}, {"amount": "1e9"}, {"key": "x"}]
)
def test_a_form_that_is_not_right_moves_nothing(alice, staff, change):
    url = deed(CreditAccount, "grant", alice.account)
    form = {"amount": "50", "reason": "for the trouble", "key": key_of(staff.get(url)), **change}

    assert staff.post(url, form).status_code == 200
    assert balance_of(alice) == 100
    assert not LogEntry.objects.exists()


def test_looking_at_a_deed_does_nothing(alice, place, staff):
    generation = place(alice)

    for name in ("cancel", "requeue", "open_case"):
        assert staff.get(deed(Generation, name, generation)).status_code == 200

    assert Generation.objects.get().status == Status.QUEUED
    assert not LogEntry.objects.exists()


def test_a_correction_that_would_overdraw_is_told_with_a_sentence(alice, staff):
    url = deed(CreditAccount, "correct", alice.account)

    page = staff.post(url, {"delta": "-500", "reason": "too much", "key": key_of(staff.get(url))}, follow=True)

    assert "does not hold that many" in page.content.decode()
    assert balance_of(alice) == 100


def test_several_orders_chosen_in_the_list_are_cancelled_and_those_that_cannot_be_are_told(alice, place, run, staff):
    waits, waits_too, made = place(alice), place(alice), run(place(alice))
    chosen = [str(each.pk) for each in (waits, waits_too, made)]

    asked = staff.post(room(Generation), {"action": "cancel", "_selected_action": chosen}, follow=True)
    [(url, _status)] = asked.redirect_chain
    told = staff.post(url, {"reason": "asked by mail", "key": key_of(asked)}, follow=True).content.decode()

    assert "Done: 2." in told
    assert "It is over already" in told
    assert set(Generation.objects.values_list("status", flat=True)) == {Status.CANCELLED, Status.DONE}
    assert balance_of(alice) == 90


@pytest.mark.parametrize(
    ("name", "fits"), [("cancel", Status.QUEUED), ("give_back", Status.DONE), ("retry", Status.CANCELLED)]
)
def test_an_orders_page_offers_what_fits_its_state(alice, place, staff, name, fits):
    generation = place(alice)
    button = room(Generation, f"do_{name}", generation.pk)

    for status in (Status.QUEUED, Status.DONE, Status.CANCELLED):
        Generation.objects.update(status=status)
        offered = button in staff.get(room(Generation, "change", generation.pk)).content.decode()
        assert offered == (status == fits)

    assert staff.get(button).headers["Location"] == deed(Generation, name, generation)


@pytest.mark.parametrize("query", ["", "?id=", "?id=7", "?id=%00", "?id=00000000-0000-0000-0000-000000000000"])
def test_a_deed_about_nothing_is_not_found(staff, query):
    address = reverse("admin:studio_generation_deed", args=["cancel"])

    assert staff.get(address + query).status_code == 404
    assert staff.get(reverse("admin:studio_generation_deed", args=["burn"])).status_code == 404


def test_a_model_is_switched_off_with_a_reason(entry, staff):
    url = deed(CatalogueModel, "switch_off", entry)

    staff.post(url, {"reason": "its vendor is away", "key": key_of(staff.get(url))})

    entry.refresh_from_db()
    assert not entry.enabled
    history = staff.get(room(CatalogueModel, "history", entry.pk)).content.decode()
    assert "Switched off: its vendor is away" in history


def test_all_deeds_of_staff_can_be_looked_up_by_their_reason(alice, staff):
    url = deed(User, "suspend", alice)
    staff.post(url, {"reason": "spam in July", "key": key_of(staff.get(url))})

    found = staff.get(room(LogEntry), {"q": "July"}).content.decode()

    assert "Suspended: spam in July" in found
    assert "alice@example.com" in found


# --- what nobody can do ---


@pytest.mark.parametrize("model", [LedgerEntry, CreditAccount, Generation, LogEntry], ids=lambda model: model.__name__)
@pytest.mark.parametrize("page", ["change", "delete"])
def test_money_orders_and_the_log_cannot_be_written_by_anybody(alice, place, staff, model, page):
    place(alice)
    url = deed(User, "suspend", alice)
    staff.post(url, {"reason": "a row for the log", "key": key_of(staff.get(url))})
    row = model.objects.first()

    answer = staff.post(room(model, page, row.pk), {"delta": "1000", "balance": "1000", "price": "0", "post": "yes"})

    assert answer.status_code == 403
    assert balance_of(alice) == 90
    assert staff.post(room(model, "add"), {}).status_code == 403


def test_no_room_shows_a_session_a_token_or_a_password():
    models = {model._meta.label for model in admin.site._registry}

    assert not models & {
        "sessions.Session", "usersessions.UserSession", "token_blacklist.OutstandingToken",
        "token_blacklist.BlacklistedToken",
    }  # fmt: skip


def test_a_persons_page_has_no_way_to_their_password_or_address(alice, staff):
    page = staff.get(room(User, "change", alice.pk)).content.decode()

    assert alice.password not in page
    assert 'name="password"' not in page
    assert 'name="email"' not in page
    assert staff.get(f"/admin/studio/user/{alice.pk}/password/").status_code in (302, 404)

    staff.post(
        room(User, "change", alice.pk),
        {"email": "mine@example.com", "password": "x", "password1": "x", "is_staff": "on"},
    )
    before, alice_now = alice.password, User.objects.get(pk=alice.pk)
    assert (alice_now.email, alice_now.password) == ("alice@example.com", before)
    assert alice_now.is_staff


def test_a_key_of_somebody_is_known_by_its_beginning_only(alice, staff):
    from studio.models import ApiKey

    row = ApiKey.objects.create(owner=alice, name="ci", prefix="rk_abc", digest="d" * 64, scopes=["read"])

    page = staff.get(room(ApiKey, "change", row.pk)).content.decode()

    assert "rk_abc" in page
    assert row.digest not in page


def test_a_creator_is_not_let_in(client, alice):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    for address in ("/admin/", "/admin/health", room(Project), "/admin/studio/generation/deeds/cancel?id=7"):
        assert client.get(address).status_code == 302
