"""Staff's groups come with the tables, and go with them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

groups = import_module("studio.migrations.0008_staff_groups")


@pytest.fixture
def made(db):
    """As after `migrate`: a test with threads before this one may have emptied all tables."""
    groups.make_groups(apps, None)


ROOMS = ("anchors", "soulids", "video")


def names_of(group):
    """What a group may in the hall; what it may in a room is that room's to test."""
    permissions = Group.objects.get(name=group).permissions.exclude(content_type__app_label__in=ROOMS)
    return set(permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("group", groups.GROUPS)
def test_each_group_has_every_permission_that_it_is_said_to_have(made, group):
    assert names_of(group) == {*groups.GROUPS[group], *groups.SEEN_BY_ALL}


def test_nobody_but_finance_moves_credits_and_nobody_but_support_sees_words_and_pictures(made):
    assert {name for name in groups.GROUPS if "add_ledgerentry" in names_of(name)} == {"finance"}
    assert {name for name in groups.GROUPS if "open_case" in names_of(name)} == {"support"}
    assert {name for name in groups.GROUPS if "see_pictures" in names_of(name)} == set()
    assert {name for name in groups.GROUPS if "change_cataloguemodel" in names_of(name)} == {"content"}


def test_made_twice_they_are_there_once_and_what_staff_added_stays(made):
    Group.objects.get(name="content").permissions.clear()

    groups.make_groups(apps, None)

    assert Group.objects.filter(name__in=groups.GROUPS).count() == 3
    assert "change_cataloguemodel" in names_of("content")


def test_going_back_takes_them_away_and_leaves_others(made):
    Group.objects.create(name="friends")

    groups.drop_groups(apps, None)

    assert set(Group.objects.values_list("name", flat=True)) == {"friends"}
