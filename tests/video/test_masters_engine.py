"""Exports made for real: kept, measured, said what they carry, seen by a small picture, and gone with their owner."""

import zipfile
from uuid import uuid4

import cv2
import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from reklamai.core.errors import Cancelled
from reklamai.media.masters.truth import true_depth
from reklamai.media.masters.writers import frames_writer16
from reklamai.media.probe import probe
from studio import storage
from studio.models import Asset, Generation, Status
from studio.services import assets, catalogue, erasing, generations, packing, watch, work
from tests.studio.conftest import alice, run  # noqa: F401
from tests.studio.test_work import as_if_killed
from video.mastering import offers_for_asset
from video.services import masters

SIZE = (96, 64)


@pytest.fixture(autouse=True)
def workshop(transactional_db, private_media):  # the beat of a work over 3 s looks from another connection
    catalogue.load()
    with translation.override("en"):
        yield


def kept(owner, path, content_type, **fields):
    """A result of an earlier work, as the library has it."""
    facts = probe(path)
    parent = Generation.objects.create(
        owner=owner, kind="text_to_image", model="painter", provider="vendor", status=Status.DONE
    )
    name = default_storage.save(f"{owner.pk}/{parent.pk}/{path.name}", ContentFile(path.read_bytes()))
    return Asset.objects.create(
        owner=owner, generation=parent, kind=facts.kind, origin="result", file=name, content_type=content_type,
        size_bytes=path.stat().st_size, sha256="0" * 64, width=facts.width, height=facts.height,
        duration_s=facts.duration_s or None, fps=float(facts.fps) if facts.fps else None, **fields,
    )  # fmt: skip


@pytest.fixture
def picture(alice, tmp_path):
    path = tmp_path / "sky.png"
    row = np.linspace(90, 130, SIZE[0]).round().astype(np.uint8)
    cv2.imwrite(str(path), np.broadcast_to(row[None, :, None], (SIZE[1], SIZE[0], 3)).copy())
    return kept(alice, path, "image/png")


def ramp(index):
    """A frame of a slow gradient, (H, W, 3) float: more steps than ten bits are shallow enough for."""
    row = np.linspace(0.30, 0.42, SIZE[0], dtype=np.float32) + index / 2000
    return np.broadcast_to(row[None, :, None], (SIZE[1], SIZE[0], 3)).copy()


@pytest.fixture
def deep_clip(alice, tmp_path):
    path = tmp_path / "deep.mov"
    with frames_writer16(path, "prores_hq", size=SIZE, fps=24) as writer:
        for index in range(6):
            writer.write(ramp(index))
    master = {"format": "prores_hq", "container_bits": 10, "source_bits": 10}
    return kept(alice, path, "video/quicktime", metadata={"part": "master", "master": master})


def exported(source, wanted, **wish):
    return masters.export(source.owner, source=source, key=uuid4(), master_format=wanted, **wish)


def local(asset, folder):
    return storage.local_copy(asset.stored_name, into=folder)


def test_a_picture_becomes_a_tiff_of_sixteen_bits_that_says_eight(picture, run, tmp_path):
    made = run(exported(picture, "tiff16"))

    asset = made.result
    assert (made.status, made.price, made.parent) == (Status.DONE, 0, picture.generation)
    assert (asset.kind, asset.content_type, asset.width, asset.height) == ("picture", "image/tiff", *SIZE)
    assert asset.statement == "16-bit container, 8-bit source, debanded"
    assert asset.thumbnail.size > 0
    assert not asset.is_shown_by_browsers
    assert cv2.imread(str(local(asset, tmp_path)), cv2.IMREAD_UNCHANGED).dtype == np.uint16


def test_an_enlarged_master_says_that_no_detail_was_added(picture, run):
    Asset.objects.filter(pk=picture.pk).update(width=400, height=400)  # as if large enough for the offer
    picture.refresh_from_db()

    asset = run(exported(picture, "png16", resolution="720p")).result

    assert min(asset.width, asset.height) == 720
    assert asset.statement == "16-bit container, 8-bit source, debanded, enlarged: no new detail"


def test_a_deep_clip_becomes_frames_in_an_archive_that_is_kept_as_one(deep_clip, run, tmp_path):
    asset = run(exported(deep_clip, "png16_sequence")).result

    assert (asset.kind, asset.content_type, asset.extension) == ("archive", "application/zip", "zip")
    assert (asset.width, asset.height) == SIZE
    assert asset.thumbnail.size > 0
    assert asset.statement.startswith("16-bit container, ")
    assert "true 16-bit" not in asset.statement
    with zipfile.ZipFile(local(asset, tmp_path)) as archive:
        assert archive.testzip() is None
        assert len([name for name in archive.namelist() if name.endswith(".png")]) == 6


def test_the_statement_is_of_the_pixels_and_not_of_what_was_hoped_for(deep_clip, run, tmp_path):
    asset = run(exported(deep_clip, "hevc10")).result

    told = asset.metadata["master"]
    found = true_depth(local(asset, tmp_path))
    assert told["container_bits"] == 10
    assert told["source_bits"] <= max(8, found.bits)
    assert told["measured"]["levels"] == found.levels


def test_a_killed_worker_costs_nothing_but_its_time(picture, run):
    made = as_if_killed(exported(picture, "tiff16"))

    watch.sweep()
    made.refresh_from_db()
    assert made.status == Status.QUEUED

    again = run(made)
    assert (again.status, again.attempt, again.assets.count()) == (Status.DONE, 2, 1)


def test_a_cancelled_export_stops_and_leaves_no_file(picture, run):
    made = exported(picture, "tiff16")
    generations.cancel(made)

    assert run(made).status == Status.CANCELLED
    assert not made.assets.exists()


def test_one_that_is_cancelled_while_it_is_written_is_dropped(deep_clip, run):
    made = exported(deep_clip, "prores_hq")
    job = Generation.objects.filter(pk=made.pk)

    class Report:
        def __call__(self, stage, share):
            if share > 0.3:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled), work.workdir("job") as folder:
        engine = work.engine_for("local", "master")
        engine.run(work.job_for(job.get(), workdir=folder), Report())
    assert not made.assets.exists()


def test_it_can_be_ordered_again(picture, run):
    made = run(exported(picture, "tiff16"))

    (again,) = generations.retry(generation=made, key=uuid4())

    assert run(again).result.sha256 == made.result.sha256


def test_archives_are_exported_with_their_owners_data_and_erased_with_it(alice, deep_clip, run, tmp_path):
    asset = run(exported(deep_clip, "png16_sequence")).result

    with zipfile.ZipFile(packing.pack(alice, into=tmp_path)) as archive:
        assert f"files/{asset.pk}.zip" in archive.namelist()
        assert archive.getinfo(f"files/{asset.pk}.zip").file_size == asset.size_bytes
    alice.is_active, alice.erase_after = False, timezone.now()
    alice.save()
    erasing.erase(alice)

    assert not Asset.objects.filter(pk=asset.pk).exists()


def test_a_file_that_is_none_of_what_it_says_fails_with_a_sentence_and_no_charge(picture, run):
    default_storage.delete(picture.stored_name)
    default_storage.save(picture.stored_name, ContentFile(b"not a picture"))

    made = run(exported(picture, "tiff16"))

    assert made.status == Status.FAILED
    assert made.error_message


def test_an_uploaded_clip_of_ten_bits_may_become_frames(alice, tmp_path):
    path = tmp_path / "camera.mp4"
    with frames_writer16(path, "hevc10", size=SIZE, fps=24) as writer:
        for index in range(4):
            writer.write(ramp(index))

    with path.open("rb") as file:
        asset = assets.upload(owner=alice, file=file, name="camera.mp4")

    offers = {each.format: each for each in offers_for_asset(asset)}
    assert asset.metadata == {"container_bits": 10}
    assert not offers["png16_sequence"].reason
    assert offers["prores_hq"].source_bits == 10
