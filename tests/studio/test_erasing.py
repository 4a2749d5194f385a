"""What is left of a person: movements of credits, and nothing else."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.utils import timezone

from studio.models import Asset, Generation, LedgerEntry, Project, Status, User
from studio.selectors.ledger import faults
from studio.services import erasing, leaving

KEPT = {
    ("studio.creditaccount", "owner"): "the balance that the ledger adds up to",
    ("studio.ledgerentry", "made_by"): "a member of staff, who cannot leave",
    ("studio.generation", "owner"): "the ledger points at it; it has no words any more",
    ("admin.logentry", "user"): "deeds of staff",
    ("studio.staffcase", "staff"): "deeds of staff",
    ("soulids.soulcase", "staff"): "deeds of staff",
}
"""Columns that name a person and stay, with the reason."""
ERASED = {
    ("studio.allowance", "owner"), ("studio.apikey", "owner"), ("studio.asset", "owner"), ("studio.bulkorder", "owner"),
    ("studio.composerdraft", "owner"), ("studio.dataexport", "owner"), ("studio.project", "owner"),
    ("studio.tokenfamily", "owner"), ("account.emailaddress", "user"), ("usersessions.usersession", "user"),
    ("token_blacklist.outstandingtoken", "user"), ("studio.webhookendpoint", "owner"),
    ("anchors.referenceanchor", "owner"), ("anchors.multireference", "owner"), ("soulids.soulid", "owner"),
    ("soulids.soulversion", "owner"), ("soulids.soulsearch", "owner"), ("soulids.consent", "agreed_by"),
    ("video.camerapreset", "owner"), ("video.plate", "owner"),
    ("video.multishotgeneration", "owner"), ("video.soundmix", "owner"),
}  # fmt: skip


def closed(user, *, days=0):
    user.is_active, user.erase_after = False, timezone.now() - timedelta(days=days)
    user.save()
    return user


def test_every_column_that_names_a_person_is_erased_or_kept_for_a_reason():
    found = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is User
    }

    assert found == ERASED | set(KEPT)


def test_orders_keep_their_money_and_lose_their_words(alice, place, run):
    paid = run(place(alice, prompt="my secret launch"))
    entries = list(LedgerEntry.objects.values())
    balance = alice.account.balance
    Project.objects.create(owner=alice, name="Launch")

    assert leaving.erase(closed(alice).pk)

    paid.refresh_from_db()
    alice.account.refresh_from_db()
    assert (paid.price, paid.status, paid.prompt, paid.parameters, paid.sent) == (10, Status.DONE, "", {}, {})
    assert paid.deleted_at
    assert list(LedgerEntry.objects.values()) == entries
    assert alice.account.balance <= balance
    assert list(faults()) == []
    assert not Project.objects.exists()
    assert not Asset.objects.exists()


def test_free_work_goes_with_its_rows(alice):
    Generation.objects.create(owner=alice, kind="text_to_image", model="draft", provider="local", status=Status.DONE)

    leaving.erase(closed(alice).pk)

    assert not Generation.objects.exists()


def test_the_things_of_others_stay(alice, bob, place, run, private_media):
    run(place(alice))
    his = run(place(bob, prompt="stays"))

    leaving.erase(closed(alice).pk)

    his.refresh_from_db()
    assert his.prompt == "stays"
    assert [asset.owner for asset in Asset.objects.all()] == [bob]
    assert all((private_media / asset.stored_name).exists() for asset in Asset.objects.all())


def test_nothing_is_erased_before_its_time_or_of_an_open_account(alice, bob):
    closed(alice, days=-1)
    User.objects.filter(pk=bob.pk).update(erase_after=timezone.now() - timedelta(days=1))

    assert leaving.sweep() == 0
    assert User.objects.filter(email__in=[alice.email, bob.email]).count() == 2


def test_an_erasure_can_be_repeated_and_takes_a_result_that_came_late(alice, place, run):
    done = run(place(alice))
    assets = list(Asset.objects.values())
    leaving.erase(closed(alice).pk)
    first = User.objects.get(pk=alice.pk)
    Asset.objects.create(**{**assets[0], "generation_id": done.pk})

    assert leaving.sweep() == 1

    assert not Asset.objects.exists()
    assert User.objects.get(pk=alice.pk).erased_at == first.erased_at


def test_a_person_who_is_erased_has_no_name_and_no_way_in(alice):
    alice.name, alice.is_active = "Alice", False
    alice.save()

    erasing.erase(alice)

    alice.refresh_from_db()
    assert (alice.name, alice.email) == ("", f"erased-{alice.pk}@erased.invalid")
    assert not alice.has_usable_password()
    assert not User.objects.filter(email__icontains="alice").exists()


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RUNNING])
def test_an_order_that_is_under_way_ends_with_its_credits_back(alice, place, status):
    generation = place(alice)
    Generation.objects.filter(pk=generation.pk).update(status=status, attempt=1)

    leaving.end_orders(alice)
    leaving.end_orders(alice)

    alice.account.refresh_from_db()
    assert Generation.objects.get().status == Status.CANCELLED
    assert alice.account.balance == 100
    assert LedgerEntry.objects.filter(kind="return").count() == 1


def test_of_an_order_s_camera_and_master_nothing_is_left(alice, place, run):
    made = run(place(alice))
    shot = {"lens": "cooke-s4", "color_profile": "noir"}
    Generation.objects.filter(pk=made.pk).update(camera=shot, master={"format": "tiff16"}, plan={"words": "noir"})

    assert leaving.erase(closed(alice).pk)

    made.refresh_from_db()
    assert (made.camera, made.master, made.plan) == ({}, {}, {})
