"""Real photos through real orders: uploaded, looked at by MediaPipe and the net, written down."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image
from skimage import data

from reklamai.media.faces import identity
from soulids import looking
from soulids.models import SoulPhoto
from soulids.selectors.album import PhotoState, album_of
from soulids.services import judging, photos
from studio import storage
from studio.engines.base import Result
from studio.models import Generation, Status
from studio.services import work
from tests.media.faces.photos import astronaut, mirrored, scaled
from tests.media.soulids.people import blurred, her
from tests.soulids import rows
from tests.soulids.conftest import alice, catalogue_of_souls, in_english  # noqa: F401

# Real rows: the heartbeat of a look that takes longer than three seconds comes over a connection of its own.
pytestmark = pytest.mark.django_db(transaction=True)
BIG = scaled(2)


@pytest.fixture
def soul(alice, private_media, catalogue_of_souls):
    return rows.a_soul(alice)


def jpeg(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=92)
    file.seek(0)
    return file


def add(soul, **pictures):
    return {
        name: photos.add(soul.owner, pk=soul.pk, file=jpeg(picture), name=f"{name}.jpg")
        for name, picture in pictures.items()
    }


def look_at_all():
    for _ in range(20):
        for order in Generation.objects.filter(kind="soulid_judge").open():
            work.run(order.pk)
    assert not Generation.objects.filter(kind="soulid_judge").open().exists()


def test_real_photos_get_the_verdicts_that_people_would_give_them(soul) -> None:
    portrait = BIG(astronaut())
    added = add(
        soul,
        portrait=portrait,
        small=astronaut(),
        blurred=blurred(portrait, face_px=200, sigma=3),
        mirrored=mirrored(scaled(1.4)(astronaut())),
        thing=data.coffee(),
    )

    look_at_all()

    album = album_of(soul)
    states = {name: album.state_of(photo) for name, photo in added.items()}
    assert states == {
        "portrait": PhotoState.ACCEPTED,
        "small": PhotoState.DUPLICATE,
        "blurred": PhotoState.REFUSED,
        "mirrored": PhotoState.DUPLICATE,
        "thing": PhotoState.REFUSED,
    }
    reasons = {name: SoulPhoto.objects.get(pk=added[name].pk).found.reasons for name in ("blurred", "thing")}
    assert reasons == {"blurred": ("blurred",), "thing": ("no_face",)}


def test_the_vector_in_the_row_is_hers_and_the_order_keeps_none(soul) -> None:
    (photo,) = add(soul, portrait=astronaut()).values()

    look_at_all()

    row, order = SoulPhoto.objects.get(pk=photo.pk), Generation.objects.get()
    # the upload was written anew as a JPEG, which moves her a little; two of one person lie 0.39 apart at most
    assert identity.distance(np.asarray(row.vector, np.float32), her().vector) < 0.1
    assert order.status == Status.DONE and order.notes == {} and not order.assets.exists()


def test_a_file_that_broke_in_the_store_is_unreadable_and_the_next_one_is_judged(soul) -> None:
    broken, whole = (rows.a_photo_row(soul, judged=False) for _ in range(2))
    with (storage.local_copy(broken.asset.stored_name, into=None)).open("wb") as file:
        file.write(b"no picture any more")

    judging.pump(soul)
    look_at_all()

    album = album_of(soul)
    assert album.state_of(broken) == PhotoState.UNREADABLE
    assert album.state_of(whole) == PhotoState.REFUSED  # a plain colour shows nobody


def test_a_photo_that_has_gone_is_passed_over(tmp_path) -> None:
    references = [SimpleNamespace(source_id="1", path=None), SimpleNamespace(source_id="2", path=tmp_path / "gone")]
    told = []

    result = looking.run(SimpleNamespace(references=references), lambda stage, share: told.append((stage, share)))

    assert result == Result(files=(), notes={"photos": {}})
    assert told == [("looking", 0.0)]
