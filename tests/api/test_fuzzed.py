"""Every operation of the OpenAPI document asked in many ways: no 5xx, and each answer as the document says."""

import pytest

from anchors.models import ReferenceAnchor
from anchors.services import multi
from soulids.models import SoulID
from studio.services import projects
from tests.api.fuzzing import MODES, OPERATIONS, fuzz
from tests.video.sounds import put
from video.models import CameraPreset
from video.services import films, sounds

EXAMPLES = 4
"""Of each operation and mode; tests/soak asks more."""

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")


@pytest.fixture
def known(api, alice, place, run):
    """Ids of things that are there, by the section of the address."""
    project = projects.create(alice, name="Autumn")
    generation = run(place(alice, project=project.pk))
    anchor = ReferenceAnchor.objects.create(owner=alice, name="Marina", image=generation.result)
    mix = sounds.mix_of_film(alice, films.create(alice, {"name": "Heard"}))
    return {
        "generations": str(generation.pk),
        "assets": str(generation.result.pk),
        "projects": str(project.pk),
        "models": "fake-picture",
        "anchors": str(anchor.pk),
        "multi-references": str(multi.create(alice, name="Autumn", slots={"face": anchor.pk}).pk),
        "multi-shot": str(films.create(alice, {"name": "Tonic"}).pk),
        "mixes": str(mix.pk),
        "{piece}": str(put(alice, mix).pk),
        "soul-ids": str(SoulID.objects.create(owner=alice, name="Marina", handle="marina").pk),
        "camera-presets": str(CameraPreset.objects.create(owner=alice, name="Street").pk),
    }


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_an_operation_answers_as_its_document_says(api, known, settings, path, method):
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 100_000)
    headers = {"Authorization": api._credentials["HTTP_AUTHORIZATION"], "Accept-Language": "en"}

    for mode in MODES:
        fuzz(path, method, mode=mode, headers=headers, known=known, examples=EXAMPLES)
