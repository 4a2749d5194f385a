"""Who is in a picture: asked among one's own, answered by measure, and the face forgotten as soon as it is."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reklamai.core.errors import Cancelled, FileRefused, KeyReused, MediaError, NotFound, Unsupported
from soulids.media.calibration import calibrate
from soulids.media.recognition import MAYBE, Resemblance, recognise
from soulids.models import SoulSearch
from soulids.selectors import search as found
from soulids.services import searching
from soulids.sources.queries import Queries
from studio.ask import ReferenceAsk
from studio.models import Asset, Generation, GenerationReference, Status
from studio.references import asset_of
from studio.services import generations, orders, work
from tests.soulids import rows
from tests.soulids.seeing import BOX, like, seeing  # noqa: F401

pytestmark = pytest.mark.django_db


def sent(content=None):
    """A picture as it comes with a form."""
    return SimpleUploadedFile("who.png", content or rows.pixels(), content_type="image/png")


def asked(owner, *, content=None, key=None):
    return searching.by_file(owner, file=sent(content), key=key or uuid4())


def answered(search):
    work.run(search.order_id)
    return SoulSearch.objects.select_related("order").get(pk=search.pk)


def stored(root):
    return [path for path in root.rglob("*") if path.is_file()]


class TestAnswers:
    def test_the_person_is_named_with_a_distance_a_score_and_a_verdict(self, alice, trained, seeing):
        seeing.faces = [like(trained, apart=0.21)]

        search = answered(asked(alice))

        [match] = search.matches
        assert match["soul"] == str(trained.pk)
        assert (match["face"], match["distance"], match["verdict"]) == (0, pytest.approx(0.21, abs=0.001), "same")
        assert 85 <= match["score"] <= 95
        assert (search.because, search.order.status) == ("", Status.DONE)
        assert search.answered_at is not None

    @pytest.mark.parametrize(("apart", "verdict"), [(0.21, "same"), (0.39, "maybe"), (0.55, "other")])
    def test_the_verdict_follows_from_what_the_training_has_found(self, alice, trained, seeing, apart, verdict):
        seeing.faces = [like(trained, apart=apart)]

        [match] = answered(asked(alice)).matches

        assert match["verdict"] == verdict

    def test_every_face_is_held_against_everybody_the_nearest_first(self, alice, trained, seeing):
        anna = rows.a_soul(alice, name="Anna")
        rows.an_album_row(anna, person=1, first=40)
        rows.a_version(anna)
        seeing.faces = [like(anna), None, like(trained, seed=1)]

        search = answered(asked(alice))

        told = [(each["face"], each["soul"], each["verdict"]) for each in search.matches]
        assert told == [
            (0, str(anna.pk), "same"), (0, str(trained.pk), "other"),
            (2, str(trained.pk), "same"), (2, str(anna.pk), "other"),
        ]  # fmt: skip
        assert search.faces == [{"box": BOX, "readable": readable} for readable in (True, False, True)]

    @pytest.mark.parametrize(("faces", "because"), [([], "no_face"), ([None, None], "face_unclear")])
    def test_where_nobody_could_be_looked_for_it_says_why(self, alice, trained, seeing, faces, because):
        seeing.faces = faces

        search = answered(asked(alice))

        assert (search.because, search.matches) == (because, [])

    def test_who_has_trained_nobody_is_told_so(self, alice, soul, seeing):
        seeing.faces = [rows.facts_of().vector]

        assert answered(asked(alice)).because == "nobody_trained"

    def test_other_peoples_soul_ids_are_in_no_answer(self, bob, trained, seeing):
        seeing.faces = [like(trained)]

        assert answered(asked(bob)).matches == []

    def test_earlier_versions_are_not_looked_at(self, alice, trained, seeing):
        first = like(trained)
        trained.photos.all().delete()
        rows.an_album_row(trained, person=2, first=80)
        rows.a_version(trained)
        seeing.faces = [first]

        [match] = answered(asked(alice)).matches

        assert match["verdict"] == "other"

    def test_who_was_erased_meanwhile_is_named_no_more(self, alice, trained, seeing):
        seeing.faces = [like(trained)]
        search = answered(asked(alice))

        assert list(found.known_of(search)) == [str(trained.pk)]
        trained.delete()

        assert found.known_of(search) == {}


class TestForgetting:
    def test_no_number_of_the_face_stays_anywhere(self, alice, trained, seeing):
        seeing.faces = [like(trained)]

        search = answered(asked(alice))

        order = Generation.objects.get(pk=search.order_id)
        assert (order.notes, order.kept, order.scores) == ({}, {}, {})
        number = f"{float(seeing.faces[0][7]):.5f}"
        told = json.dumps([search.matches, search.faces, order.sent, order.parameters], default=str)
        assert number not in told

    @pytest.mark.parametrize("end", ["done", "failed", "cancelled", "stopped"])
    def test_the_picture_goes_with_the_answer_however_it_ends(self, alice, soul, seeing, private_media, end):
        search = asked(alice)
        assert len(stored(private_media)) == 2
        raised = {"failed": MediaError("It cannot be read."), "stopped": Cancelled("It was stopped.")}

        def does(_job, _report):
            if end in raised:
                raise raised[end]

        seeing.does = does
        if end in ("cancelled", "stopped"):
            generations.cancel(search.order)
        with_order = answered(search).order

        assert with_order.status == {"done": "done", "failed": "failed"}.get(end, "cancelled")
        assert not Asset.objects.filter(room="soulids").exists()
        assert GenerationReference.objects.get(generation=with_order).file == ""

    def test_its_file_goes_after_the_commit(
        self, alice, soul, seeing, private_media, django_capture_on_commit_callbacks
    ):
        search = asked(alice)

        with django_capture_on_commit_callbacks(execute=True):
            answered(search)

        assert stored(private_media) == []

    def test_a_picture_of_the_library_stays_there(self, alice, trained, seeing, picture, private_media):
        asset = picture(alice)
        seeing.faces = [like(trained)]

        search = answered(searching.by_asset(alice, asset=asset.pk, key=uuid4()))

        assert len(search.matches) == 1
        assert asset_of(alice, asset.pk) == asset
        assert GenerationReference.objects.get(generation=search.order_id).file == ""

    def test_the_same_picture_in_an_album_stays_there(self, alice, album, seeing, django_capture_on_commit_callbacks):
        photo = album.photos.select_related("asset").first()
        with photo.asset.file.open() as file:
            content = file.read()

        with django_capture_on_commit_callbacks(execute=True):
            answered(asked(alice, content=content))

        assert photo.asset.file.storage.exists(photo.asset.file.name)
        assert Asset.objects.filter(pk=photo.asset_id).exists()

    def test_a_search_that_nobody_waits_for_is_forgotten_too(self, alice, trained, seeing, picture):
        seeing.faces = [like(trained)]
        reference = ReferenceAsk(source="asset", id=str(picture(alice).pk), role="source_image")
        ask = searching.Ask(kind="soulid_search", model="soulid-search", references=(reference,))

        (order,) = orders.order(owner=alice, ask=ask, key=uuid4())
        work.run(order.pk)

        assert Generation.objects.get(pk=order.pk).notes == {}
        assert not SoulSearch.objects.exists()

    def test_what_is_no_reading_fails_and_costs_nothing(self, alice, soul, seeing):
        search = asked(alice)
        seeing.faces = [[1.0, 2.0]]

        order = answered(search).order

        assert (order.status, order.error_code, order.price) == ("failed", "media", 0)
        assert not Asset.objects.filter(room="soulids").exists()


class TestAsking:
    def test_the_same_key_is_the_same_search_also_when_it_is_over(self, alice, seeing):
        key, content = uuid4(), rows.pixels()
        first = asked(alice, content=content, key=key)
        again = asked(alice, content=content, key=key)
        answered(first)
        late = asked(alice, content=content, key=key)

        assert first == again == late
        assert Generation.objects.filter(kind="soulid_search").count() == 1
        assert not Asset.objects.filter(room="soulids").exists()

    def test_the_same_key_with_another_picture_is_refused(self, alice, seeing, picture):
        key = uuid4()
        asked(alice, key=key)

        with pytest.raises(KeyReused):
            asked(alice, key=key)
        with pytest.raises(KeyReused):
            searching.by_asset(alice, asset=picture(alice).pk, key=key)
        assert Asset.objects.filter(room="soulids").count() == 1

    def test_a_key_of_a_search_in_the_library_is_not_for_a_file(self, alice, seeing, picture):
        key, asset = uuid4(), picture(alice)
        first = searching.by_asset(alice, asset=asset.pk, key=key)

        assert searching.by_asset(alice, asset=asset.pk, key=key) == first
        with pytest.raises(KeyReused):
            asked(alice, key=key)

    def test_what_is_no_picture_leaves_nothing(self, alice, seeing, private_media):
        with pytest.raises(FileRefused):
            asked(alice, content=b"not a picture at all")

        assert not Asset.objects.exists() and not SoulSearch.objects.exists()
        assert stored(private_media) == []

    def test_what_cannot_be_ordered_leaves_nothing(self, alice, seeing, private_media, monkeypatch):
        def refuse(_ask, _entry):
            raise Unsupported("Not here.")

        monkeypatch.setattr(seeing, "check", refuse)

        with pytest.raises(Unsupported):
            asked(alice)

        assert not Asset.objects.exists() and not SoulSearch.objects.exists()
        assert stored(private_media) == []

    def test_somebody_elses_picture_is_not_there(self, bob, alice, seeing, picture):
        with pytest.raises(NotFound):
            searching.by_asset(bob, asset=picture(alice).pk, key=uuid4())

    def test_photos_of_soul_ids_and_pictures_of_others_are_no_pictures_to_ask_for(self, alice, bob, album, seeing):
        photo = album.photos.first()
        mine = asked(alice).order.references.get().source_id

        for owner, pk in ((alice, photo.asset_id), (bob, mine), (alice, "nonsense"), (alice, uuid4())):
            with pytest.raises(NotFound):
                Queries().resolve(owner, ReferenceAsk(source="soul-query", id=str(pk), role="source_image"))
        [lent] = Queries().resolve(alice, ReferenceAsk(source="soul-query", id=mine, role="source_image"))
        assert lent.file

    def test_anothers_search_is_not_there(self, alice, bob, seeing):
        search = asked(alice)

        assert found.visible(alice, search.pk) == search
        with pytest.raises(NotFound):
            found.visible(bob, search.pk)


class TestRecognising:
    def test_scores_fall_and_verdicts_part_at_the_threshold_of_the_person(self):
        known = calibrate([0.2] * 20)

        scores = [recognise(apart / 100, known).score for apart in range(10, 70)]
        at = recognise(known.threshold, known)

        assert scores == sorted(scores, reverse=True)
        assert (at.score, at.verdict) == (50, Resemblance.SAME)
        assert recognise(known.threshold + 0.01, known).verdict is Resemblance.MAYBE
        assert recognise(MAYBE + 0.01, known).verdict is Resemblance.OTHER

    def test_without_a_calibration_all_peoples_figures_are_taken(self):
        assert recognise(0.39, None).score == 50
        assert [recognise(apart, None).verdict.value for apart in (0.38, 0.40, 0.42)] == ["same", "maybe", "other"]
