import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import AsyncClient
from django.utils import timezone

from studio.models import Generation, LedgerEntry, Status
from studio.selectors import periods, usage
from studio.services import credits, projects
from studio.views.usage import harmless


def everything(kind=""):
    """Asked anew by each test: a period ends with the day on which it was named, and a run may pass midnight."""
    return usage.UsageQuery(period=periods.period("all"), kind=kind)


def moved(entry, when):
    """Ledger rows never change: a test that needs an old one asks the database to look away."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending on a table that is altered
        cursor.execute("ALTER TABLE studio_ledgerentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE studio_ledgerentry SET created_at = %s WHERE id = %s", [when, entry.pk])
        cursor.execute("ALTER TABLE studio_ledgerentry ENABLE TRIGGER USER")


def words(page):
    return [movement.word for movement in page.movements]


def test_every_movement_is_told_from_the_others(vera, order):
    order(vera, price=10, status=Status.DONE)
    order(vera, price=20, status=Status.FAILED)
    order(vera, price=5, status=Status.RUNNING)

    page = usage.page(vera, everything())

    assert words(page) == ["hold", "return", "hold", "charged", "hold", "grant"]
    assert [movement.is_open for movement in page.movements] == [True, False, False, False, False, False]
    assert [movement.charged for movement in page.movements] == [0, 0, 0, 10, 0, 0]


def test_what_was_left_after_each_movement_adds_up_from_nothing_to_the_balance(vera, order):
    for price, status in [(10, Status.DONE), (20, Status.FAILED), (5, Status.RUNNING)]:
        order(vera, price=price, status=status)

    left = [movement.left for movement in usage.page(vera, everything()).movements]

    assert left == [85, 90, 70, 90, 90, 100]


def test_pages_follow_one_another_without_a_gap_and_keep_the_balance(vera, order):
    for _ in range(6):
        order(vera, price=1)
    whole = usage.page(vera, everything()).movements

    found, cursor = [], ""
    while True:
        page = usage.page(vera, everything(), cursor=cursor, size=5)
        found += page.movements
        cursor = page.next_cursor
        if not cursor:
            break

    assert [(one.entry.pk, one.left) for one in found] == [(one.entry.pk, one.left) for one in whole]
    assert len(found) == 13


def test_a_page_costs_as_many_queries_with_sixty_orders_as_with_one(page, vera, order, django_assert_max_num_queries):
    credits.grant(vera, amount=1000, note="test")
    for _ in range(60):
        order(vera, price=1)
    page.get("/projects")  # the first visit writes down from where one is signed in

    with django_assert_max_num_queries(12):
        first = page.get("/usage?period=all")
    with django_assert_max_num_queries(12):
        second = page.get("/usage?period=all&cursor=" + first.context["page"].next_cursor)

    assert len(first.context["page"].movements) == usage.PAGE
    assert second.context["page"].movements[-1].left == 1100 - 11  # eleven orders of one credit each are older


def test_a_broken_page_link_is_refused_in_words(page):
    response = page.get("/usage?cursor=nonsense")

    assert response.status_code == 400
    assert "This page link is broken" in response.content.decode()


def test_nobody_sees_the_movements_of_somebody_else(browser_of, vera, timur, order):
    order(vera, prompt="a secret bottle")

    html = browser_of(timur).get("/usage?period=all").content.decode()

    assert "a secret bottle" not in html


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("charged", ["charged"]), ("returned", ["return"]), ("held", ["hold"]), ("added", ["grant"])],
)
def test_a_filter_by_kind_shows_that_kind_alone_and_no_balance_beside_it(vera, order, kind, expected):
    for price, status in [(10, Status.DONE), (20, Status.FAILED), (5, Status.RUNNING)]:
        order(vera, price=price, status=status)

    page = usage.page(vera, everything(kind))

    assert words(page) == expected
    assert [movement.left for movement in page.movements] == [None]


def test_a_filter_by_project_counts_only_its_orders(page, vera, order):
    tonic = projects.create(vera, name="Tonic")
    order(vera, price=10, project=tonic, prompt="tonic can")
    order(vera, price=7, prompt="something else")

    response = page.get(f"/usage?period=all&project={tonic.pk}")

    assert response.context["totals"] == usage.Totals(charged=10, returned=0, works=1, returns=0)
    assert "something else" not in response.content.decode()


def test_a_filter_by_month_leaves_other_months_out_and_tells_what_was_left_then(page, vera, order):
    old = order(vera, price=10)
    for entry in vera.account.entries.filter(generation=old):
        moved(entry, datetime(2026, 3, 5, 12, tzinfo=UTC))
    order(vera, price=3)

    response = page.get("/usage?period=2026-03")

    movements = response.context["page"].movements
    assert [(movement.entry.delta, movement.left) for movement in movements] == [(0, 90), (-10, 90)]
    assert response.context["totals"].charged == 10
    assert date(2026, 3, 1) not in response.context["months"][:1]


def test_totals_tell_charges_returns_and_free_drafts_apart(page, vera, order):
    order(vera, price=10, status=Status.DONE)
    order(vera, price=20, status=Status.FAILED)
    order(vera, price=5, status=Status.RUNNING)
    Generation.objects.filter(pk=order(vera, price=0).pk).update(finished_at=timezone.now())

    response = page.get("/usage")

    assert response.context["totals"] == usage.Totals(charged=10, returned=20, works=1, returns=1)
    assert str(response.context["free"]) == "1"


@pytest.mark.parametrize(
    "address", ["/usage?period=9999-99", "/usage?project=x&kind=x&period=", "/usage?period=0000-01"]
)
def test_filters_that_make_no_sense_are_no_filters(page, address):
    assert page.get(address).status_code == 200


def test_an_empty_period_says_so(page):
    html = page.get("/usage?period=2020-01").content.decode()

    assert "No credits moved in this period" in html
    assert "<table" not in html


def test_the_reason_of_a_gift_is_told(page, vera):
    credits.grant(vera, amount=5, note="For <b>patience</b>")

    html = page.get("/usage?period=all").content.decode()

    assert "For making an account" in html
    assert "For &lt;b&gt;patience&lt;/b&gt;" in html


async def csv_rows(user, query=""):
    client = AsyncClient()
    await client.aforce_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = await client.get(f"/usage.csv?{query}")
    text = b"".join([part async for part in response.streaming_content]).decode("utf-8-sig")
    return response, list(csv.reader(io.StringIO(text)))


@pytest.mark.django_db(transaction=True)
async def test_the_table_holds_every_movement_with_its_order(vera, order):
    from asgiref.sync import sync_to_async

    done = await sync_to_async(order)(vera, price=10, prompt="Банка, «тоник»")

    response, rows = await csv_rows(vera, "period=all")

    assert response.headers["Content-Disposition"] == 'attachment; filename="reklamai-all.csv"'
    assert rows[0][:3] == ["When", "Movement", "Order"]
    assert [row[1] for row in rows[1:]] == ["charged", "hold", "grant"]
    assert rows[2][2:4] == [str(done.pk), "Банка, «тоник»"]
    assert [row[6:] for row in rows[1:]] == [["0", "90"], ["-10", "90"], ["100", "100"]]


@pytest.mark.django_db(transaction=True)
async def test_the_table_is_whole_beyond_one_chunk(vera, order, monkeypatch):
    from asgiref.sync import sync_to_async

    monkeypatch.setattr(usage, "CHUNK", 4)
    for _ in range(5):
        await sync_to_async(order)(vera, price=1)

    _response, rows = await csv_rows(vera, "period=all")

    assert len(rows) == 1 + 11
    assert await LedgerEntry.objects.filter(account=vera.pk).acount() == 11


FORMULAS = ['=HYPERLINK("http://evil")', "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_is_never_a_formula(formula):
    assert harmless(formula) == "'" + formula


def test_numbers_and_plain_words_stay_as_they_are():
    assert [harmless(cell) for cell in (-24, "plain", "")] == [-24, "plain", ""]
