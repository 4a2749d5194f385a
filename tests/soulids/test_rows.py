"""The rows that the tests of this room stand on are as real ones are."""

import numpy as np
import pytest

from reklamai.media.faces import identity
from soulids.media.album import judge_album
from soulids.models import SoulStatus
from studio import storage
from studio.models import Asset
from tests.soulids import rows


def facts_by_id(soul):
    return {str(photo.pk): photo.found for photo in soul.photos.all()}


def test_an_album_of_rows_is_enough_to_train_and_misses_no_view(album) -> None:
    found = judge_album(facts_by_id(album), least=10, most=70)

    assert found.ready and len(found.kept) == 12
    assert found.missing == () and not found.duplicates and not found.intruders


def test_its_photos_lie_as_far_from_the_person_as_real_ones(album) -> None:
    learned = rows.learned_from(album)

    assert np.mean(list(learned.report.used.values())) == pytest.approx(0.2, abs=0.03)


def test_a_trained_one_is_ready_and_has_files(trained) -> None:
    version = trained.version

    assert trained.status == SoulStatus.READY
    assert np.linalg.norm(version.embedding) == pytest.approx(1, abs=1e-5)
    assert version.quality is not None and len(version.references) == 8
    assert all(storage.size_of(each.stored_name) for each in (version.master, version.cut))
    assert Asset.objects.filter(room="soulids").count() == 14


def test_a_photo_of_another_person_is_an_intruder(album) -> None:
    stranger = rows.a_photo_row(album, person=1)

    found = judge_album(facts_by_id(album), least=10, most=70)

    assert list(found.intruders) == [str(stranger.pk)]
    assert identity.distance(stranger.vector, album.photos.first().vector) > 1
