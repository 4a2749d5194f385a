"""Cameras and masters in forms that no page of ours makes, and presets whose lens was changed under them."""

import json
from html import unescape
from uuid import uuid4

import pytest

from studio.models import ComposerDraft, Generation
from tests.video.plating import load
from video.models import CameraTerm
from video.services import presets

NONSENSE = {
    "a NUL": r'{"preset": "\u0000"}',
    "a NUL in a name": r'{"\u0000": 1}',
    "half a character": r'{"sensor": "\ud800"}',
    "half a character in a name": r'{"\ud800": 1}',
    "no number": '{"focal_length": NaN}',
    "no end": '{"focal_length": 1e999}',
    "thousands of digits": f'{{"aperture": {"1" * 5000}}}',
    "thousands of brackets": f'{{"sensor": {"[" * 3000 + "]" * 3000}}}',
    "hundreds of brackets": f'{{"sensor": {"[" * 300 + "]" * 300}}}',
}


@pytest.fixture(autouse=True)
def catalogue(private_media, db):
    load("local.yaml")


def order_form(**fields):
    return {"key": str(uuid4()), "model": "draft-clip", "prompt": "a street", "count": "1", **fields}


@pytest.mark.parametrize("shape", NONSENSE.values(), ids=NONSENSE.keys())
@pytest.mark.parametrize("field", ["camera", "master"])
def test_nonsense_in_a_composer_is_refused_and_not_kept(page, vera, field, shape):
    typed = order_form(**{field: shape})

    assert page.post("/create/video", typed).status_code == 422
    assert page.post("/create/video/draft", typed).status_code == 204
    assert page.post("/create/video/estimate", typed).status_code == 200
    assert page.post("/create/video/form", typed).status_code == 302

    assert not Generation.objects.filter(owner=vera).exists()
    assert field not in ComposerDraft.objects.get(owner=vera).content
    assert page.get("/cinema/clip").status_code == 200


@pytest.mark.parametrize("shape", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_neither_looked_through_nor_saved(page, shape):
    assert page.post("/cinema/preview", {"camera": shape}).status_code == 400
    assert page.post("/cinema/clip/save", {"name": "Mine", "camera": shape}).status_code == 422


def test_a_preset_whose_lens_was_changed_opens_to_be_mended(page, vera):
    kept = presets.create(vera, name="Mine", camera={"lens": "clean-prime", "aperture": 2, "focal_length": 50})
    lens = CameraTerm.objects.get(kind="lens", slug="clean-prime")
    CameraTerm.objects.filter(pk=lens.pk).update(traits={**lens.traits, "min_f": 2.8})

    answer = page.get(f"/cinema/clip?preset={kept.pk}")

    assert answer.status_code == 200
    assert json.loads(unescape(answer.content.decode().split('data-camera="')[1].split('"')[0]))["aperture"] == 2
    assert "opens to f/2.8 at most" in answer.content.decode()
