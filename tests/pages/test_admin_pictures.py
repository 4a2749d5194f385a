"""Customers' words and pictures: seen in a case, for a day, by who opened it; else by nobody without the permission."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from studio.models import Asset, Generation, StaffCase
from tests.pages.staff import deed, key_of, member_of, room
from tests.studio.conftest import alice, an_ask, bob, entry, fake_engine, place, run  # noqa: F401

WORDS = "a can at sunset"


@pytest.fixture
def order(alice, place, run):
    return run(place(alice, prompt=WORDS))


@pytest.fixture
def support(db):
    return member_of("support")


def open_case(browser, order):
    url = deed(Generation, "open_case", order)
    return browser.post(url, {"reason": "asked why it is grey", "key": key_of(browser.get(url))})


def sees(browser, order):
    page = browser.get(room(Generation, "change", order.pk)).content.decode()
    assert (WORDS in page) == (order.result.thumbnail_url in page)
    return WORDS in page


def opens_file(browser, asset):
    return browser.get(asset.file_url).status_code == 200, browser.get(asset.thumbnail_url).status_code == 200


@pytest.mark.parametrize("group", ["support", "finance"])
def test_an_order_is_shown_without_its_words_and_pictures(order, group):
    _user, browser = member_of(group)

    assert not sees(browser, order)
    assert opens_file(browser, order.result) == (False, False)
    for model in (Generation, Asset):
        listed = browser.get(room(model))
        assert order.result.thumbnail_url not in listed.content.decode()


def test_in_a_case_they_are_shown_to_who_opened_it(order, support):
    user, browser = support

    open_case(browser, order)

    assert sees(browser, order)
    assert opens_file(browser, order.result) == (True, True)
    assert StaffCase.objects.get().staff == user
    assert order.result.thumbnail_url not in browser.get(room(Generation)).content.decode()


def test_not_to_a_colleague_and_not_the_next_order(order, support, alice, place, run):
    another = run(place(alice, prompt=WORDS))
    open_case(support[1], order)

    assert not sees(member_of("finance")[1], order)
    assert not sees(support[1], another)


def test_after_a_day_the_case_is_closed(order, support):
    open_case(support[1], order)
    StaffCase.objects.update(opened_at=timezone.now() - timedelta(hours=24, seconds=1))

    assert not sees(support[1], order)
    assert opens_file(support[1], order.result) == (False, False)


def test_a_case_ends_with_the_permission(order, support):
    user, browser = support
    open_case(browser, order)
    user.groups.clear()

    assert opens_file(browser, order.result) == (False, False)


def test_what_an_order_was_made_from_belongs_to_its_case(order, support, alice, run, place):
    upload = Asset.objects.create(
        owner=alice, kind="picture", origin="upload", file=order.result.file, thumbnail=order.result.thumbnail,
        content_type="image/png", size_bytes=1, sha256="0" * 64,
    )  # fmt: skip
    Generation.objects.filter(pk=order.pk).update(start_frame=upload)
    assert opens_file(support[1], upload) == (False, False)

    open_case(support[1], order)

    assert opens_file(support[1], upload) == (True, True)


def test_nobody_finds_out_words_by_searching_for_them(order, support):
    found = support[1].get(room(Generation), {"q": "sunset"})

    assert str(order.pk) not in found.content.decode()


def test_who_has_the_permission_sees_all_pictures_in_lists_too(order, support):
    user, browser = support
    user.user_permissions.add(Permission.objects.get(codename="see_pictures"))

    assert sees(browser, order)
    assert order.result.thumbnail_url in browser.get(room(Generation)).content.decode()
    assert order.result.thumbnail_url in browser.get(room(Asset)).content.decode()
    assert str(order.pk) in browser.get(room(Generation), {"q": "sunset"}).content.decode()
    assert opens_file(browser, order.result) == (True, True)


def test_the_permission_without_staffs_door_opens_nothing(order, bob, client):
    user = bob
    user.user_permissions.add(Permission.objects.get(codename="see_pictures"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert opens_file(client, order.result) == (False, False)


def test_owners_still_see_their_own(order, alice, client):
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")

    assert opens_file(client, order.result) == (True, True)
