"""Staff's rooms: every list and page opens, money moves through the services, ledger rows cannot be touched."""

import pytest
from django.contrib import admin
from django.urls import reverse

from studio.models import CreditAccount, Generation, LedgerEntry, Status, User
from tests.studio.conftest import alice, an_ask, balance_of, entry, fake_engine, place, run  # noqa: F401


@pytest.fixture
def staff(db, client):
    user = User.objects.create_superuser("staff@example.com", "a long password", language="en")
    client.force_login(user)
    return user


@pytest.fixture
def helper(db, client):
    """A member of staff without any permission."""
    user = User.objects.create_user("helper@example.com", "a long password", is_staff=True)
    client.force_login(user)
    return user


OURS = [model for model in admin.site._registry if model._meta.app_label == "studio"]


def address(model, page, *arguments):
    return reverse(f"admin:studio_{model._meta.model_name}_{page}", args=arguments)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_and_page_opens(client, alice, place, run, staff, model):
    run(place(alice, prompt="<b>a poster</b>"))

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "changelist"), {"q": "alice"}).status_code == 200
    row = model.objects.first()
    if row is not None:
        page = client.get(address(model, "change", row.pk))
        assert page.status_code == 200
        assert "<b>a poster</b>" not in page.content.decode()


def test_every_model_of_the_hall_has_its_room():
    from django.apps import apps

    hall = set(apps.get_app_config("studio").get_models())
    shown_inside_others = {"GenerationReference"}

    assert {model.__name__ for model in hall - set(OURS)} == shown_inside_others


def test_a_grant_goes_through_the_ledger_with_its_giver(client, alice, staff):
    url = reverse("admin:studio_creditaccount_give", args=[alice.pk])
    assert client.get(url).status_code == 200

    client.post(url, {"delta": "50", "note": "for the trouble"})

    row = LedgerEntry.objects.get(kind="grant", note="for the trouble")
    assert (row.delta, row.made_by) == (50, staff)
    assert balance_of(alice) == 150


def test_a_correction_that_would_overdraw_is_refused_with_a_sentence(client, alice, staff):
    url = reverse("admin:studio_creditaccount_give", args=[alice.pk])

    page = client.post(url, {"delta": "-500", "note": "too much"})

    assert page.status_code == 200
    assert "does not hold that many" in page.content.decode()
    assert balance_of(alice) == 100


@pytest.mark.parametrize("page", ["change", "delete"])
def test_the_ledger_cannot_be_changed_or_deleted_by_anybody(client, alice, staff, page):
    row = LedgerEntry.objects.get()

    answer = client.post(address(LedgerEntry, page, row.pk), {"delta": "1000", "post": "yes"})

    assert answer.status_code == 403
    assert balance_of(alice) == 100


def test_staff_cancel_an_order_and_its_credits_come_back(client, alice, place, staff):
    generation = place(alice)

    answer = client.post(
        address(Generation, "changelist"), {"action": "cancel", "_selected_action": [str(generation.pk)]}
    )

    assert answer.status_code == 302
    assert Generation.objects.get().status == Status.CANCELLED
    assert balance_of(alice) == 100


@pytest.mark.parametrize("model", [CreditAccount, LedgerEntry, Generation], ids=lambda model: model.__name__)
def test_staff_without_rights_see_nothing(client, alice, helper, model):
    assert client.get(address(model, "changelist")).status_code == 403


def test_staff_without_rights_cannot_move_credits(client, alice, helper):
    client.post(reverse("admin:studio_creditaccount_give", args=[alice.pk]), {"delta": "50", "note": "for me"})

    assert balance_of(alice) == 100


def test_a_creator_is_not_let_in(client, alice):
    client.force_login(alice)

    assert client.get("/admin/").status_code == 302
