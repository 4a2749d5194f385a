"""The admin's first page and its health page, as staff see them."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from studio.models import Generation, Status, VendorBalance
from tests.pages.staff import member_of, room
from tests.studio.conftest import alice, an_ask, entry, fake_engine, place, run  # noqa: F401


@pytest.fixture
def staff(db):
    return member_of(superuser=True)


def test_the_first_page_tells_the_numbers_of_the_day(alice, place, run, staff):
    run(place(alice))
    place(alice)

    page = staff[1].get("/admin/")

    assert dict(page.context["states"])["Done"] == 1
    assert dict(page.context["states"])["Succeeded"] == "100 %"
    assert dict(page.context["waiting"])["In the queue"] == 1
    assert dict(page.context["money"])["Charged"] == 10
    assert dict(page.context["money"])["Held now"] == 10
    shown = page.content.decode()
    assert "No living process: light, heavy, watch" in shown
    assert 'class="chart"' in shown


def test_the_chart_says_what_its_table_says(alice, place, run, staff):
    for _each in range(3):
        run(place(alice))

    page = staff[1].get("/admin/")

    drawn = json.loads(page.context["chart"])
    done = next(each["data"] for each in drawn["datasets"] if each["label"] == "Done")
    assert sum(done) == 3
    assert [row[1] for row in page.context["hours"]["rows"]] == [number for number in done if number]


def test_the_numbers_are_never_of_a_moment_ago(alice, place, run, staff):
    assert dict(staff[1].get("/admin/").context["states"])["Done"] == 0

    run(place(alice))

    answer = staff[1].get("/admin/")
    assert dict(answer.context["states"])["Done"] == 1
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_stands_still_leads_to_its_list(alice, place, staff):
    generation = place(alice)
    Generation.objects.filter(pk=generation.pk).update(status=Status.RUNNING, heartbeat_at="2026-01-01T00:00Z")

    page = staff[1].get("/admin/").content.decode()
    assert room(Generation) + "?stuck=1" in page

    listed = staff[1].get(room(Generation), {"stuck": "1"}).content.decode()
    assert str(generation.pk) in listed


def test_the_first_page_costs_the_same_queries_for_one_order_and_for_more(alice, place, staff):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            staff[1].get("/admin/")
        return len(queries)

    place(alice)
    asked()
    before = asked()
    for _each in range(8):
        place(alice)

    assert asked() == before <= 20


@pytest.mark.parametrize("model", ["generation", "asset", "ledgerentry"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_more(alice, place, run, staff, model):
    address = reverse(f"admin:studio_{model}_changelist")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert staff[1].get(address).status_code == 200
        return len(queries)

    run(place(alice))
    asked()
    before = asked()
    for _each in range(4):
        run(place(alice))

    assert asked() <= before


def test_the_health_page_tells_what_is_wrong_and_how_to_mend_it(staff, private_media):
    page = staff[1].get(reverse("staff-health"))

    shown = page.content.decode()
    assert page.status_code == 200
    assert "PostgreSQL" in shown
    assert "not well" in shown  # there is no mail in a test, and it says so
    assert "EMAIL_URL" in shown
    whats = [what for what, _sign, _words in page.context["findings"]]
    assert "ffmpeg" in whats
    assert "port" not in whats


def test_both_pages_alarm_when_our_account_with_a_vendor_runs_dry(staff):
    VendorBalance.objects.create(provider="kie", credits=Decimal("312.4"), answered_at=timezone.now())

    for address in ("/admin/", reverse("staff-health")):
        shown = " ".join(staff[1].get(address).content.decode().split())
        assert "Only 312 of its credits are left on our account with kie" in shown


def test_both_pages_are_russian_for_a_russian_reader(alice, place, run, staff):
    user, browser = staff
    user.language = "ru"
    user.save()
    run(place(alice))

    for address in ("/admin/", reverse("staff-health"), room(Generation, "change", Generation.objects.get().pk)):
        shown = browser.get(address).content.decode()
        ours = re.sub(r"<[^>]+>", " ", shown.split('id="main"')[-1])
        for english in ("Orders by the hour", "How long it takes", "Queues and processes", "Settings", "Owner"):
            assert english not in ours, (address, english)


def test_nobody_may_write_to_the_health_page(staff):
    assert staff[1].post(reverse("staff-health")).status_code == 405
