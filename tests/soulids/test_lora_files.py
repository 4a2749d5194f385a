"""The zip that a vendor trains on."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from reklamai.core.errors import MediaError
from soulids.lora_files import LONGEST_PX, packed
from soulids.lora_names import model_of, trigger_of
from studio.catalogue.entry import parse
from studio.engines.base import Job, Reference
from tests.studio.at_replicate import ENTRIES


@pytest.fixture
def job(tmp_path):
    """Gives `job(*paths)`: a training of these photos, and a file that is for something else."""
    workdir = tmp_path / "work"
    workdir.mkdir()

    def make(*paths):
        references = [Reference("reference_images", path=path) for path in paths]
        return Job(
            id="6d63585c", kind="soulid_lora", entry=parse(ENTRIES[1]), prompt="", seed=0, parameters={},
            workdir=workdir, references=(*references, Reference("mask", path=Path("/nowhere"))),
        )  # fmt: skip

    return make


def a_photo(path, *, size=(60, 40), exif=None):
    Image.new("RGB", size, "teal").save(path, exif=exif or Image.Exif())
    return path


def shares():
    told = []
    return told, lambda stage, share: told.append((stage, share))


def test_each_photo_goes_with_a_caption_that_says_nothing_of_the_face(job, tmp_path):
    photos = [a_photo(tmp_path / "Maria Ivanova at home.jpg"), a_photo(tmp_path / "b.png")]
    told, report = shares()

    with zipfile.ZipFile(packed(job(*photos), report, trigger="SOULABC")) as archive:
        names = archive.namelist()
        captions = {archive.read(name).decode() for name in names if name.endswith(".txt")}
        kinds = {Image.open(io.BytesIO(archive.read(name))).format for name in names if name.endswith(".jpg")}

    assert names == ["00.jpg", "00.txt", "01.jpg", "01.txt"]
    assert captions == {"a photo of SOULABC, a person"}
    assert kinds == {"JPEG"}
    assert told == [("giving", 0.0), ("giving", 0.5)]


def test_photos_lose_what_the_camera_wrote_and_stand_upright(job, tmp_path):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "A telling camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (55.0, 45.0, 0.0)
    photo = a_photo(tmp_path / "a.jpg", size=(60, 40), exif=exif)

    with zipfile.ZipFile(packed(job(photo), lambda *_: None, trigger="T")) as archive:
        content = archive.read("00.jpg")

    found = Image.open(io.BytesIO(content))
    assert found.size == (40, 60)
    assert dict(found.getexif()).keys() <= {ExifTags.Base.Software, ExifTags.Base.ImageDescription}  # our own writer's
    assert b"telling" not in content


def test_large_photos_are_made_smaller_and_small_ones_are_not_made_larger(job, tmp_path):
    photos = [a_photo(tmp_path / "a.jpg", size=(3000, 1500)), a_photo(tmp_path / "b.jpg", size=(300, 200))]

    with zipfile.ZipFile(packed(job(*photos), lambda *_: None, trigger="T")) as archive:
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in ("00.jpg", "01.jpg")]

    assert sizes == [(LONGEST_PX, LONGEST_PX // 2), (300, 200)]


def test_without_a_photo_nothing_is_given(job):
    with pytest.raises(MediaError):
        packed(job(), lambda *_: None, trigger="T")


def test_a_photo_that_cannot_be_read_ends_the_order(job, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")

    with pytest.raises(MediaError):
        packed(job(tmp_path / "a.jpg"), lambda *_: None, trigger="T")


def test_names_are_the_same_at_each_attempt_and_others_for_each_order():
    names = {(model_of(order), trigger_of(order)) for order in ("a", "b", "a")}

    assert len(names) == 2
    assert all(model.islower() and word.isupper() and word.isalnum() for model, word in names)
