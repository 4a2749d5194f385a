"""What a test has committed is gone before the next one; what apps sow after a migration is there."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TransactionTestCase

from studio.models import Project, User
from studio.services import credits
from tests import emptying
from video.models import CameraTerm

pytestmark = pytest.mark.django_db(transaction=True)
CASE = TransactionTestCase("__init__")


@pytest.fixture
def known():
    """The first of a session is always a full flush."""
    emptying.empty(CASE)
    return {"permissions": set(Permission.objects.values_list("pk", flat=True)), "terms": CameraTerm.objects.count()}


def test_rows_that_refer_to_one_another_or_refuse_to_be_deleted_are_gone(known, settings):
    settings.SIGNUP_CREDITS = 100
    user = User.objects.create_user("vera@lis.studio", "a long password")
    credits.open_account(user)  # writes the ledger, which refuses to be deleted from
    Project.objects.create(owner=user, name="Autumn")

    emptying.empty(CASE)

    assert set(emptying.filled()) == set(emptying.sown)
    assert not User.objects.exists()
    assert not Project.objects.exists()


def test_what_nobody_has_touched_is_not_sown_anew(known):
    User.objects.create_user("vera@lis.studio", "a long password")

    emptying.empty(CASE)

    assert set(Permission.objects.values_list("pk", flat=True)) == known["permissions"]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_an_app_sows_and_a_test_has_changed_is_there_again(known, change):
    if change == "delete":
        CameraTerm.objects.first().delete()
    else:
        CameraTerm.objects.update(name_en="scribbled over")

    emptying.empty(CASE)

    assert CameraTerm.objects.count() == known["terms"] > 0
    assert not CameraTerm.objects.filter(name_en="scribbled over").exists()


def test_triggers_and_foreign_keys_hold_again_afterwards(known):
    User.objects.create_user("vera@lis.studio", "a long password")
    emptying.empty(CASE)

    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
