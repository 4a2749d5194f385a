from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from studio.management.commands.sample_account import EMAIL, PASSWORD
from studio.models import User


@pytest.fixture
def prepared(db, settings):
    """Gives `prepared(demo)`: what a start with DEMO so set says."""

    def prepared(demo):
        settings.DEMO, said = demo, StringIO()
        call_command("sample_account", stdout=said)
        return said.getvalue()

    return prepared


def known_password_opens():
    return authenticate(None, username=EMAIL, password=PASSWORD) is not None


def test_with_demo_there_is_a_sample_account_and_its_login_is_said(prepared):
    assert PASSWORD in prepared(True)
    assert known_password_opens()


def test_without_demo_the_known_password_opens_nothing(prepared):
    prepared(True)

    assert PASSWORD not in prepared(False)
    assert not known_password_opens()
    assert not User.objects.get(email=EMAIL).is_active


def test_a_shut_sample_account_opens_again_and_a_password_of_ones_own_stays(prepared):
    prepared(True), prepared(False), prepared(True)
    assert known_password_opens()

    user = User.objects.get(email=EMAIL)
    user.set_password("a password of one's own")
    user.save()
    prepared(True)

    assert not known_password_opens()


def test_without_demo_and_without_an_account_none_is_made(prepared):
    prepared(False)

    assert not User.objects.exists()
