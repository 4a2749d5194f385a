"""Soul IDs with judged photos and a training, as rows with real small files: made in milliseconds, without MediaPipe.

    soul = a_soul(alice, name="Мария")              a draft without photos
    photo = a_photo_row(soul, seed=3)               one judged photo; person=1 makes it another person's
    photo = a_photo_row(soul, judged=False)         one that waits for its verdict
    photos = an_album_row(soul, count=12)           a good album: views, framings, distances of 0.20 as real ones have
    consent_of(soul)                                the consent that training asks for
    version = a_version(soul)                       trained by `soulids.media.training` on the rows, with master and cut

Who somebody is follows from `person`, 0..3: photos of one lie 0.20 from their middle, which is the mean of real ones
(docs/measurements.md); two people lie 1.41 apart, `near(directions(1)[0], apart=0.55, seed=…)` is a stranger as real
ones are. All figures come from `tests.media.soulids.people`.
"""

import io
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from soulids.media import training
from soulids.media.framing import Framing
from soulids.media.photo import VERSION
from soulids.media.verdicts import judgement
from soulids.models import Consent, Right, SoulID, SoulPhoto, SoulVersion
from studio import storage
from studio.models import Asset, AssetKind, AssetOrigin
from tests.media.soulids import people

ROOM = "soulids"
SHADES = count()
VIEWS = (
    {}, {"yaw": -20.0}, {"yaw": 20.0}, {"pitch": 20.0}, {"pitch": -20.0}, {"yaw": 30.0}, {"framing": Framing.CLOSE_UP},
    {"framing": Framing.HALF}, {"framing": Framing.FULL}, {}, {},
)  # fmt: skip
"""Angles and framings of an album that misses no view."""


def a_soul(owner, *, name="Maria", handle=None, **columns):
    """A draft."""
    return SoulID.objects.create(owner=owner, name=name, handle=handle or name.lower(), **columns)


def pixels(*, size=(64, 80), alpha=False):
    """PNG bytes that no other call has given."""
    shade = next(SHADES)
    colour = (shade % 256, shade // 256 % 256, shade // 65536 % 256, 128)
    file = io.BytesIO()
    Image.new("RGBA" if alpha else "RGB", size, colour if alpha else colour[:3]).save(file, "PNG")
    return file.getvalue()


def a_file(owner, **given):
    """An asset with its file and thumbnail in the store; by default one of this room's own."""
    asset = kept(owner, **given)
    asset.save(force_insert=True)
    return asset


def kept(owner, *, name="photo.png", room=ROOM, content=None, **columns):
    """The same without its row."""
    with TemporaryDirectory() as folder:
        path, small = Path(folder) / "photo.png", Path(folder) / "small.webp"
        path.write_bytes(content or pixels())
        with Image.open(path) as picture:
            width, height = picture.size
            picture.convert("RGB").save(small, "WEBP", lossless=True)
        file, thumbnail = (storage.keep(each, folder=f"{owner.pk}/uploads") for each in (path, small))
    return Asset(
        owner=owner, room=room, name=name, origin=AssetOrigin.UPLOAD, kind=AssetKind.PICTURE, file=file.name,
        thumbnail=thumbnail.name, content_type="image/png", size_bytes=file.size_bytes, sha256=file.sha256,
        width=width, height=height, **columns,
    )  # fmt: skip


def facts_of(*, person=0, seed=0, apart=0.2, **face):
    """What is found in a good photo of that person, at exactly `apart` from their middle."""
    middle = people.directions(4)[person]
    vector = people.near(middle, apart=apart, seed=100 * person + seed)
    return people.a_photo(vector, seed=100 * person + seed, **face)


def a_photo_row(soul, **given):
    """A photo with `facts`, or with those of a good photo of `person`; two of one `seed` and view are copies."""
    photo = taken(soul, **given)
    photo.asset.save(force_insert=True)
    photo.save(force_insert=True)
    return photo


def taken(soul, *, facts=None, person=0, seed=0, judged=True, **face):
    """The same without its rows."""
    asset = kept(soul.owner, name=f"photo {seed}.png")
    photo = SoulPhoto(soul=soul, asset=asset, sha256=asset.sha256)
    if judged:
        found = facts or facts_of(person=person, seed=seed, **face)
        photo.facts, photo.facts_version, photo.vector = found.as_json(), VERSION, found.vector
    return photo


def an_album_row(soul, *, count=12, person=0, first=0):
    """`count` good photos of one person that together miss no view, in the order in which they were added."""
    photos = [
        taken(soul, person=person, seed=seed, **VIEWS[(seed - first) % len(VIEWS)])
        for seed in range(first, first + count)
    ]
    Asset.objects.bulk_create([photo.asset for photo in photos])
    return SoulPhoto.objects.bulk_create(photos)  # hundreds of tests have an album: two statements, not twenty-four


def unusable(reason="blurred", **found):
    """Facts of a photo that is refused."""
    said = judgement((reason,))
    good = facts_of(**found)
    return replace(good, verdict=said.verdict, reasons=said.reasons, advice=said.advice)


def consent_of(soul, *, right=Right.WRITTEN_PERMISSION, person="Maria Ivanova"):
    return Consent.objects.create(
        soul=soul, right=right, person=person, agreed_by=soul.owner, words="I may use this face."
    )


def learned_from(soul):
    """What `soulids.media.training` learns from the rows' facts."""
    return training.train({str(photo.pk): photo.found for photo in soul.photos.all()})


def a_version(soul, *, current=True, master_apart=0.31, **columns):
    """A training of the photos that the Soul ID has, with a master image and a cut; the Soul ID's own if `current`."""
    learned = learned_from(soul)
    number = soul.versions.count() + 1
    if current:
        soul.versions.filter(is_current=True).update(is_current=False)
    version = SoulVersion.objects.create(
        soul=soul, owner=soul.owner, number=number, is_current=current,
        embedding=np.asarray(learned.centroid, np.float32), report=learned.report.as_json(),
        references=list(learned.report.references), master_apart=master_apart, master_source="portrait",
        **{
            "master": a_file(soul.owner, name="master.png", metadata={"cut": "master"}),
            "cut": a_file(soul.owner, name="cut.png", content=pixels(alpha=True), metadata={"cut": "cut"}),
            **columns,
        },
    )  # fmt: skip
    if current:
        soul.version, soul.trained_at = version, version.trained_at
        soul.save(update_fields=["version", "trained_at"])
    return version
