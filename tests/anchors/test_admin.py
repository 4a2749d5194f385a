"""Staff's rooms for anchors: facts for support, pictures and what was found in them in a case."""

from importlib import import_module

import pytest
from django.apps import apps

from anchors.models import MultiReference, ReferenceAnchor
from anchors.services import anchors, extracting, multi
from studio.models import Generation
from tests.anchors.conftest import features, looked_at
from tests.pages.staff import deed, key_of, member_of, room

pytestmark = pytest.mark.django_db


@pytest.fixture
def support():
    return member_of("support")[1]


@pytest.fixture
def chief():
    return member_of(superuser=True)[1]


@pytest.fixture
def anna(alice, ready):
    return ready(alice, name="My secret launch", locked=["face", "clothing"])


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(browser, row):
    return text(browser.get(room(type(row), "change", row.pk)))


def open_case(browser, order):
    url = deed(Generation, "open_case", order)
    return browser.post(url, {"reason": "asked why her face is gone", "key": key_of(browser.get(url))})


class TestSupport:
    def test_sees_how_it_went_and_neither_name_nor_picture(self, anna, support):
        listed, page = text(support.get(room(ReferenceAnchor))), page_of(support, anna)

        for shown in (listed, page):
            assert "Done" in shown
            assert "Face, Clothes" in shown
            assert anna.name not in shown
            assert anna.image.file_url not in shown
            assert anna.image.thumbnail_url not in shown
        assert "4 800 K" not in page

    def test_in_a_case_on_its_extraction_sees_the_picture_and_what_was_found(self, anna, support):
        open_case(support, anna.extraction)

        page = page_of(support, anna)

        assert anna.name in page
        assert f'href="{anna.image.file_url}"' in page
        assert support.get(anna.image.file_url).status_code == 200
        assert "4 800 K" in page.replace("\u202f", " ").replace("\xa0", " ")
        assert anna.name not in text(support.get(room(ReferenceAnchor)))

    def test_a_case_on_another_order_shows_nothing_of_it(self, alice, anna, ready, support):
        open_case(support, ready(alice, shade=11).extraction)

        assert anna.name not in page_of(support, anna)

    def test_changes_and_deletes_nothing(self, anna, support):
        assert support.post(room(ReferenceAnchor, "change", anna.pk), {"name": "x"}).status_code == 403
        assert support.post(room(ReferenceAnchor, "delete", anna.pk), {"post": "yes"}).status_code == 403
        assert support.post(room(ReferenceAnchor, "add"), {}).status_code == 403

    def test_no_more_once_the_migration_is_taken_back(self, anna, support):
        import_module("anchors.migrations.0002_staff_sees_anchors").hide_again(apps, None)

        assert support.get(room(ReferenceAnchor)).status_code == 403


class TestTheChief:
    def test_sees_small_pictures_in_the_list_and_lines_over_the_large_one(self, anna, chief):
        listed, page = text(chief.get(room(ReferenceAnchor))), page_of(chief, anna)

        assert anna.image.thumbnail_url in listed
        assert anna.name in listed
        assert '<svg class="staff-overlay" viewBox="0 0 64 64"' in page
        assert page.count("<rect") >= 3  # the person, the face, the palette

    def test_finds_anchors_by_owner_lock_and_state(self, alice, bob, anna, ready, fresh, chief):
        his = ready(bob, name="Bob's own", locked=["lighting"])
        waiting = fresh(alice, shade=50, name="Waits for a worker")

        def names(query):
            page = text(chief.get(f"{room(ReferenceAnchor)}?{query}"))
            return [row.name for row in (anna, his, waiting) if row.name.replace("'", "&#x27;") in page]

        assert names("q=bob@example.com") == [his.name]
        assert names("locked=face") == [anna.name]
        assert names("extraction__status__exact=queued") == [waiting.name]
        assert names(f"q={anna.pk}") == [anna.name]

    def test_one_that_nobody_has_looked_at_shows_its_small_picture(self, alice, fresh, chief):
        anchor = fresh(alice)

        page = page_of(chief, anchor)

        assert anchor.image.thumbnail_url in page
        assert "staff-overlay" not in page

    def test_why_something_was_not_found_is_said(self, alice, anna, chief, extraction):
        extraction.found = features(missing=("face", "skin"))
        looked_at(extracting.extract(alice, pk=anna.pk))

        assert "There is no face in the picture." in page_of(chief, anna)


class TestSets:
    def test_support_sees_the_slots_and_the_chief_the_name(self, alice, ready, support, chief, extraction):
        extraction.found = features(missing=("light",))
        anna = ready(alice, shade=77)
        found = multi.create(alice, name="My secret set", slots={"face": anna.pk, "lighting": anna.pk})

        for_support = page_of(support, found) + text(support.get(room(MultiReference)))
        for_chief = page_of(chief, found)

        assert str(anna.pk) in for_support
        assert found.name not in for_support
        assert found.name in for_chief
        assert "nothing of it was found" in for_chief

    def test_an_anchor_in_the_bin_is_in_no_slot(self, alice, anna, chief):
        found = multi.create(alice, name="A set", slots={"face": anna.pk})
        anchors.delete(alice, pk=anna.pk)

        assert str(anna.pk) not in page_of(chief, found)
