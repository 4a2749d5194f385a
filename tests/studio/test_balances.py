"""What is left on our accounts with vendors, asked over HTTP of the stand-in."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest

from reklamai.core.secret import Secret
from studio.engines import tables
from studio.models import VendorBalance
from studio.selectors import operations
from studio.services import balances
from tests.providers.kie_server import running_kie

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server():
    with running_kie(scale=100.0) as server:
        yield server


@pytest.fixture
def kie(settings, server):
    server.set(faults={}, balance=5000.0)
    settings.KIE_API_KEY, settings.KIE_BASE_URL = Secret("kie-key"), server.base_url
    settings.VENDOR_LIMITS, settings.BALANCE_ALERTS = {}, {"kie": 1000}
    tables.loaded.cache_clear()
    return server


def test_the_balance_is_what_the_vendor_says(kie):
    balances.ask_all()

    [found] = operations.balances()
    assert (found.provider, found.credits, found.trouble, found.is_low) == ("kie", Decimal(5000), "", False)
    assert found.answered_at is not None


def test_the_operator_is_told_once_each_time_the_line_is_crossed(kie, caplog, settings):
    def told():
        found = [row for row in caplog.records if row.getMessage() == "a vendor's balance is low"]
        caplog.clear()
        return len(found)

    with caplog.at_level(logging.ERROR):
        times = []
        for credits in (5000, 900, 800, 5000, 700):
            kie.set(balance=float(credits))
            balances.ask_all()
            times.append(told())

    assert times == [0, 1, 0, 0, 1]
    assert operations.balances()[0].is_low


def test_a_vendor_that_does_not_answer_keeps_its_last_figure_and_shows_its_trouble(kie, settings):
    balances.ask_all()
    settings.KIE_BASE_URL = "http://127.0.0.1:9"

    balances.ask_all()

    [found] = operations.balances()
    assert (found.credits, found.trouble) == (Decimal(5000), "unreachable")


def test_nobody_is_asked_without_a_key(kie, settings):
    settings.KIE_API_KEY = Secret("")

    balances.ask_all()

    assert not VendorBalance.objects.exists()
