"""Staff's rooms for Soul IDs: facts for support, a name and a face in a case on that very Soul ID alone."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from soulids.models import Consent, RemoteErasure, SoulCase, SoulID
from soulids.services import forgetting, remote
from studio.models import Asset, Generation, Status
from tests.pages.staff import deed, key_of, member_of, room
from tests.soulids import rows, used

pytestmark = pytest.mark.django_db


@pytest.fixture
def maria(trained):
    used.everything_of(trained)
    return trained


@pytest.fixture
def support():
    return member_of("support")[1]


@pytest.fixture
def chief():
    return member_of(superuser=True)[1]


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(browser, row):
    return text(browser.get(room(type(row), "change", row.pk)))


def open_case(browser, row):
    url = deed(type(row), "open_case", row)
    answer = browser.post(url, {"reason": "asked why her face is gone", "key": key_of(browser.get(url))})
    assert answer.status_code == 302


def faces(soul):
    """Every file that shows the person: photos, master, cut, and pictures that models made to be masters."""
    found = Asset.objects.filter(room="soulids") | Asset.objects.filter(generation__soul_master__soul=soul)
    return list(found.distinct())


def gives_away(shown, soul):
    words = [soul.name, f"@{soul.handle}", soul.consent.person, soul.consent.words]
    addresses = [address for each in faces(soul) for address in (each.file_url, each.thumbnail_url)]
    return [word for word in (*words, *addresses) if word in shown]


def opened_files(browser, soul):
    doors = [(each.file_url, each.thumbnail_url) for each in faces(soul)]
    assert len(doors) >= 15
    return {browser.get(address).status_code for pair in doors for address in pair}


def every_page(browser):
    """What each list and each row's page of the admin shows."""
    for model in admin.site._registry:
        for address in [room(model), *(room(model, "change", row.pk) for row in model._default_manager.all()[:40])]:
            answer = browser.get(address)
            if answer.status_code == 200:
                yield address, answer.content.decode()


class TestWithoutACase:
    def test_support_sees_how_it_went_and_neither_name_nor_face(self, maria, support):
        listed, page = text(support.get(room(SoulID))), page_of(support, maria)

        for shown in (listed, page):
            assert "Ready" in shown
            assert maria.owner.email in shown
            assert gives_away(shown, maria) == []
        assert ">12<" in listed.replace(" ", "").replace("\n", "")

    def test_no_door_opens_a_face_to_who_sees_all_pictures(self, maria, chief):
        other = rows.a_file(maria.owner, room="")

        assert opened_files(chief, maria) == {404}
        assert chief.get(other.file_url).status_code == 200

    def test_nor_to_a_moderator_with_the_permission(self, maria):
        user, browser = member_of("support")
        user.user_permissions.add(Permission.objects.get(codename="see_pictures"))

        assert opened_files(browser, maria) == {404}

    def test_no_page_of_the_admin_gives_a_superuser_the_face_or_its_name(self, maria, chief):
        """Orders' own words are a customer's words: the person's name stands in none of these."""
        Generation.objects.exclude(prompt="").update(prompt="a can at sunset")
        seen = list(every_page(chief))

        assert len(seen) > 60
        assert [(address, found) for address, shown in seen if (found := gives_away(shown, maria))] == []

    def test_a_case_on_an_order_of_it_opens_no_face(self, maria, support):
        for order in (maria.training, maria.masters.get().order, maria.photos.first().judging):
            open_case(support, order)

            assert gives_away(page_of(support, order), maria) == []
        assert opened_files(support, maria) == {404}
        assert gives_away(page_of(support, maria), maria) == []

    def test_nobody_finds_a_person_by_searching_for_a_name(self, maria, chief):
        for model in (SoulID, Consent, Asset, SoulCase):
            assert str(maria.pk) not in text(chief.get(room(model), {"q": "Maria"}))

    def test_a_room_without_a_keeper_opens_nothing(self, maria, chief, settings):
        settings.ROOM_KEEPERS = {}
        open_case(chief, maria)

        assert opened_files(chief, maria) == {404}


class TestInACase:
    def test_name_photos_and_consent_are_shown_to_who_opened_it(self, maria, support):
        open_case(support, maria)

        page, consent = page_of(support, maria), page_of(support, maria.consent)

        photo = maria.photos.first().asset
        assert maria.name in page and maria.handle in page and photo.thumbnail_url in page
        assert maria.consent.person in consent and maria.consent.words in consent
        assert opened_files(support, maria) == {200}
        assert gives_away(text(support.get(room(SoulID))), maria) == []

    def test_who_else_has_trained_this_face_is_told_and_nobody_who_only_has_a_face(self, maria, alice, bob, support):
        stolen, another = rows.a_soul(bob, name="Hers too"), rows.a_soul(bob, name="Somebody", handle="other")
        rows.an_album_row(stolen, first=40)
        rows.an_album_row(another, person=2, first=60)
        for soul in (stolen, another):
            rows.a_version(soul)
        open_case(support, maria)

        page = page_of(support, maria)

        assert room(SoulID, "change", stolen.pk) in page and bob.email in page
        assert room(SoulID, "change", another.pk) not in page
        assert stolen.name not in page  # whose that is needs a case of its own

    def test_not_to_a_colleague_not_another_person_and_not_after_a_day(self, maria, alice, support, chief):
        anna = rows.a_soul(alice, name="Anna")
        photo = rows.a_photo_row(anna, person=1).asset
        open_case(support, maria)

        assert opened_files(chief, maria) == {404}
        assert support.get(photo.file_url).status_code == 404
        assert anna.name not in page_of(support, anna)

        SoulCase.objects.update(opened_at=timezone.now() - timedelta(hours=24, seconds=1))
        assert gives_away(page_of(support, maria), maria) == []

    def test_it_ends_with_the_permission(self, maria):
        user, browser = member_of("support")
        open_case(browser, maria)
        user.groups.clear()

        assert opened_files(browser, maria) == {404}

    def test_who_looked_and_why_is_still_told_when_the_person_is_gone(self, maria, alice, support, chief):
        open_case(support, maria)
        pk = str(maria.pk)
        forgetting.forget(alice, maria.pk)

        log = LogEntry.objects.get(change_message__contains="asked why her face is gone")
        assert (log.object_id, log.get_edited_object()) == (str(alice.pk), alice)
        shown = text(chief.get(room(SoulCase)))
        assert "asked why her face is gone" in shown and "Deleted" in shown
        assert pk not in shown


class TestReadOnly:
    @pytest.mark.parametrize("model", [SoulID, Consent, RemoteErasure, SoulCase])
    def test_even_a_superuser_changes_and_deletes_nothing(self, maria, chief, model):
        open_case(chief, maria)
        remote.owe("replicate", "model", "studio/p-1")
        row = model.objects.first()

        assert chief.post(room(model, "change", row.pk), {"name": "x"}).status_code == 403
        assert chief.post(room(model, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert chief.post(room(model, "add"), {}).status_code == 403

    def test_support_reads_no_log_of_cases(self, maria, support):
        assert support.get(room(SoulCase)).status_code == 403

    def test_no_more_once_the_migration_is_taken_back(self, maria, support):
        import_module("soulids.migrations.0003_staff_sees_soul_ids").hide_again(apps, None)

        assert support.get(room(SoulID)).status_code == 403


def test_support_sees_what_a_vendor_still_has_without_whose_it_is(maria, alice, support):
    destination = maria.loras.get().destination
    forgetting.forget(alice, maria.pk)
    RemoteErasure.objects.filter(what="model").update(attempts=2, last_error="not_configured")

    shown = text(support.get(room(RemoteErasure)))

    assert "Still there" in shown and "not_configured" in shown
    assert destination in page_of(support, RemoteErasure.objects.get(what="model"))
    assert "alice@example.com" not in shown


@pytest.mark.parametrize(("status", "there"), [("draft", False), ("training", True), ("ready", False)])
def test_lists_can_be_had_by_status(trained, support, status, there):
    trained.training = used.an_order(trained.owner, kind="soulid_train", status=Status.RUNNING)
    trained.save()

    assert (str(trained.pk) in text(support.get(room(SoulID), {"said_status": status}))) == there
