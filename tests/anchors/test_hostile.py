"""What nobody should ask of anchors, and what must not stay behind of a face."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anchors.references import Anchors, MultiReferences
from anchors.selectors import anchors as found
from anchors.services import anchors, extracting, multi
from reklamai.core.errors import BadInput, KeyReused
from studio.ask import ReferenceAsk
from studio.models import Generation, GenerationReference
from studio.services import bin
from tests.anchors.conftest import extractions, features, looked_at
from tests.anchors.test_references import held, model, ordered, wanted  # noqa: F401

pytestmark = pytest.mark.django_db


class TestWhatIsLeftOfAFace:
    def test_an_order_keeps_no_measures_of_the_face_that_it_held_to(self, alice, ready, model):
        anchor = ready(alice, locked=["face"])

        (face,) = ordered(alice, held(anchor)).references.all()

        assert face.facts == {"anchor": str(anchor.pk)}

    def test_an_order_that_went_for_good_keeps_nothing_that_was_measured(self, alice, ready, model):
        model(holds=["face", "clothing", "lighting", "environment"])
        order = ordered(alice, held(ready(alice, locked=["clothing", "lighting"])))
        Generation.objects.filter(pk=order.pk).update(deleted_at=timezone.now() - timedelta(days=31))

        bin.purge()

        left = GenerationReference.objects.filter(generation=order).values_list("file", "text", "facts")
        assert set(map(str, left)) == {str(("", "", {}))}

    def test_an_anchor_that_went_for_good_leaves_no_features_in_its_looks(self, alice, ready):
        anchor = ready(alice)
        again = looked_at(extracting.extract(alice, pk=anchor.pk))
        anchors.delete(alice, pk=again.pk)

        bin.empty(alice)

        assert extractions().count() == 2
        assert {str(each.notes) for each in extractions()} == {"{}"}


class TestIds:
    @pytest.mark.parametrize("shape", [str.upper, lambda pk: pk.replace("-", ""), lambda pk: f"{{{pk}}}"])
    def test_an_id_in_another_spelling_is_the_same_anchor(self, api, alice, ready, model, shape):
        anchor = ready(alice, locked=["face"])
        body = {
            "kind": "text_to_image", "model": "painter", "prompt": "A walk",
            "references": [{"source": "anchor", "id": shape(str(anchor.pk)), "role": "face"}],
        }  # fmt: skip

        assert api.post("/api/generations", body, format="json").status_code == 202

        assert GenerationReference.objects.get(source="anchor").source_id == str(anchor.pk)
        assert found.used_by(anchor).count() == 1

    def test_a_thousand_anchors_are_refused_before_any_is_read(self, api, ready, model, alice):
        references = [{"source": "anchor", "id": str(uuid4())} for _each in range(1000)]
        body = {"kind": "text_to_image", "model": "painter", "prompt": "A walk", "references": references}

        assert api.post("/api/estimates", body, format="json").status_code == 400

    def test_an_element_that_there_is_not_is_refused_and_not_taken_for_all(self, alice, ready, model):
        anchor = ready(alice, locked=["face", "clothing"])

        for source, thing in (("anchor", anchor), ("multi-reference", multi.create(alice, name="A", slots={}))):
            with pytest.raises(BadInput, match="cloths"):
                ordered(alice, held(thing, "cloths", source=source))


class TestKeys:
    def test_a_key_that_comes_again_after_its_anchor_was_deleted_tells_of_that_anchor(
        self, api, alice, picture, extraction
    ):
        body, key = {"asset": str(picture(alice).pk)}, {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
        first = api.post("/api/anchors", body, format="json", **key).json()
        api.delete(f"/api/anchors/{first['id']}")

        again = api.post("/api/anchors", body, format="json", **key)

        assert (again.status_code, again.json()["id"]) == (201, first["id"])
        assert again.json()["deleted_at"]

    def test_the_key_of_a_look_is_not_taken_for_a_look_at_another_face(self, alice, ready, extraction):
        extraction.found = features(faces=2)
        anchor, key = ready(alice), uuid4()
        extracting.extract(alice, pk=anchor.pk, key=key)

        with pytest.raises(KeyReused):
            extracting.extract(alice, pk=anchor.pk, main_face=1, key=key)


class TestLending:
    def test_several_anchors_are_read_in_as_many_queries_as_one(self, alice, ready, django_assert_num_queries):
        asks = [ReferenceAsk("anchor", str(ready(alice, shade=each, locked=["face"]).pk), "") for each in (1, 2, 3)]

        with django_assert_num_queries(2):
            lent = Anchors().lend(alice, asks)

        assert [[part.element for part in parts] for parts in lent] == [["face"]] * 3

    def test_several_sets_are_read_in_as_many_queries_as_one(self, alice, ready, django_assert_num_queries):
        first, second = ready(alice, shade=1), ready(alice, shade=2)
        slots = {"face": first.pk, "clothing": second.pk, "environment": first.pk, "lighting": second.pk}
        sets = [multi.create(alice, name=name, slots=slots) for name in ("Autumn", "Winter")]

        with django_assert_num_queries(3):
            lent = MultiReferences().lend(alice, [ReferenceAsk("multi-reference", str(each.pk), "") for each in sets])

        everything = ["face", "clothing", "lighting", "environment"]
        assert [[part.element for part in parts] for parts in lent] == [everything, everything]
        assert lent[1][0].label.startswith("Winter: ")

    @pytest.mark.parametrize("address", ["/api/anchors", "/api/multi-references"])
    def test_no_list_reads_a_mesh(self, api, alice, ready, address):
        multi.create(alice, name="Autumn", slots={"face": ready(alice).pk})

        with CaptureQueriesContext(connection) as asked:
            (row,) = api.get(address).json()["results"]

        assert row["name"]
        assert not [each for each in asked.captured_queries if "extracted_features" in each["sql"]]
