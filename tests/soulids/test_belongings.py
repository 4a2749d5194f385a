"""Soul IDs in an account's export and in its erasure."""

import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from soulids.models import Consent, RemoteErasure, SoulID, SoulSearch
from studio.models import Asset, Generation, GenerationReference
from studio.selectors.ledger import faults
from studio.services import bin, leaving, packing
from tests.soulids import rows, used

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(trained, alice, tmp_path):
    """The export of somebody with a trained Soul ID."""
    used.everything_of(trained)
    Generation.objects.filter(kind="soulid_train").update(kept={"embedding": "A" * 2732})
    with zipfile.ZipFile(packing.pack(alice, into=tmp_path)) as opened:
        yield opened


def table(archive, name):
    return json.loads(archive.read(f"{name}.json"))


def test_an_export_has_the_person_the_consent_the_report_and_the_photos_as_files(archive, trained):
    [soul], [consent] = table(archive, "soul_ids"), table(archive, "consents")

    assert (soul["id"], soul["name"], soul["handle"]) == (str(trained.pk), "Maria", "maria")
    assert (consent["person"], consent["words"]) == ("Maria Ivanova", "I may use this face.")
    [version] = table(archive, "soul_versions")
    assert version["report"] == json.loads(json.dumps(trained.version.report))
    photos = table(archive, "soul_photos")
    assert len(photos) == 12
    names = archive.namelist()
    for asset in [each["asset"] for each in photos] + [version["master"], version["cut"]]:
        assert f"files/{asset}.png" in names
    assert table(archive, "missing") == []


def longest_list_of_numbers(value):
    if isinstance(value, dict):
        return max(map(longest_list_of_numbers, value.values()), default=0)
    if isinstance(value, list):
        own = sum(isinstance(each, int | float) for each in value)
        return max([own, *map(longest_list_of_numbers, value)])
    return 0


def test_an_export_has_no_numbers_of_the_face(archive):
    tables = [name for name in archive.namelist() if name.endswith(".json")]

    assert {"soul_photos.json", "soul_versions.json", "generations.json"} <= set(tables)
    for name in tables:
        text = archive.read(name).decode()
        assert longest_list_of_numbers(json.loads(text)) < 100, name
        assert "A" * 100 not in text, name


def test_an_export_of_another_person_has_nothing_of_it(trained, bob, tmp_path):
    with zipfile.ZipFile(packing.pack(bob, into=tmp_path)) as opened:
        assert table(opened, "soul_ids") == table(opened, "consents") == table(opened, "soul_photos") == []
        assert not [name for name in opened.namelist() if name.startswith("files/")]


def test_an_account_that_is_erased_takes_its_soul_ids_with_it_and_vendors_are_asked(trained, alice, bob):
    his = rows.a_soul(bob, name="Anna")
    rows.a_photo_row(his, person=1)
    used.everything_of(trained)
    alice.is_active, alice.erase_after = False, timezone.now() - timedelta(days=1)
    alice.save()

    assert leaving.erase(alice.pk)
    assert leaving.erase(alice.pk)  # again, as for a result that came late

    assert list(SoulID.objects.all()) == [his]
    assert not Consent.objects.exists()
    assert not SoulSearch.objects.exists()
    assert [asset.owner for asset in Asset.objects.all()] == [bob]
    assert not GenerationReference.objects.exists()
    assert {row.what for row in RemoteErasure.objects.all()} == {"version", "model"}
    assert list(faults()) == []


def test_the_bin_has_nothing_of_this_room_and_takes_nothing(trained, alice):
    assert bin.empty(alice) == 0

    assert trained.photos.count() == 12
