"""What comes from outside into a shot: every value of every field, friendly and hostile."""

from uuid import uuid4

import pytest
from django.utils import translation

from anchors.models import ReferenceAnchor
from reklamai.media.film.model import JOIN_STYLES
from soulids.models import SoulID
from studio.catalogue.validate import AskInvalid
from studio.models import Asset, CatalogueModel
from studio.services import catalogue
from tests.video.boards import board, picture, shots_of
from video.models import CameraPreset, Shot
from video.services import films, presets, shots

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


DEEP = "x"
for _level in range(200):
    DEEP = [DEEP]
NOTHINGS = [[], {}, "", 0, True, None, "x", "\x00", "\ud800", -1, 10**400, 1.5, float("inf"), float("nan"), DEEP]


@pytest.fixture
def film(alice):
    return board(alice)


@pytest.fixture
def shot(film):
    return shots_of(film)[0]


@pytest.fixture
def catalogue_of_ours(db):
    catalogue.load()


def faults(alice, shot, **content):
    """The names of the fields that are told of; nothing is written."""
    before = Shot.objects.filter(pk=shot.pk).values().get()
    with pytest.raises(AskInvalid) as refused:
        shots.edit(alice, shot.pk, content)
    assert all(refused.value.errors.values())
    assert Shot.objects.filter(pk=shot.pk).values().get() == before
    return set(refused.value.errors)


def edited(alice, shot, **content):
    shots.edit(alice, shot.pk, content)
    return Shot.objects.get(pk=shot.pk)


class TestPlainValues:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("prompt", "x" * 5001), ("prompt", 5), ("prompt", ["a"]), ("prompt", "a\x00"), ("prompt", "\ud800"),
            ("line", "x" * 501), ("duration", 1), ("duration", 16), ("duration", 4.5), ("duration", "long"),
            ("duration", None), ("duration", True), ("continues", "perhaps"), ("continues", None), ("locked", 2),
            ("seed", -1), ("seed", 2**31), ("seed", "x"), ("join", "cut"), ("join", {"style": "explode"}),
            ("join", {"style": "flow", "seconds": 0.1}), ("join", {"style": "flow", "seconds": 2.1}),
            ("join", {"style": "flow", "seconds": "slow"}), ("join", {"style": ["cut"]}), ("join", {"speed": 1}),
            ("mood", "dark"),
        ],
    )  # fmt: skip
    def test_what_a_shot_cannot_be_is_told_by_its_field(self, alice, shot, name, value):
        assert faults(alice, shot, **{name: value}) == {name}

    @pytest.mark.parametrize(
        ("name", "value", "column", "kept"),
        [
            ("prompt", "x" * 5000, "prompt", "x" * 5000), ("prompt", None, "prompt", ""),
            ("prompt", " a\r\nb ", "prompt", " a\nb "), ("line", "Привет", "line", "Привет"),
            ("duration", "15", "duration_s", 15), ("duration", 2.0, "duration_s", 2),
            ("continues", "on", "continues", True),
            ("seed", 2**31 - 1, "seed", 2**31 - 1), ("seed", "0", "seed", 0),
        ],
    )  # fmt: skip
    def test_what_a_shot_can_be_is_kept_as_it_was_said(self, alice, shot, name, value, column, kept):
        assert getattr(edited(alice, shot, **{name: value}), column) == kept

    @pytest.mark.parametrize("style", JOIN_STYLES)
    def test_every_join_there_is_can_be_chosen(self, alice, shot, style):
        assert edited(alice, shot, join={"style": style, "seconds": 0.8}).join_style == style

    def test_a_seed_of_nothing_is_a_new_one(self, alice, shot):
        assert edited(alice, shot, seed=None).seed != shot.seed

    def test_every_fault_is_told_at_once(self, alice, shot):
        assert faults(
            alice, shot, prompt=5, duration=1, camera={"lens": "eye"}, model="none", start_frame="x", references=[5]
        ) == {"prompt", "duration", "camera.lens", "model", "start_frame", "references"}  # fmt: skip

    @pytest.mark.parametrize("content", [None, [], "x", 5, True, DEEP])
    def test_what_is_no_shot_at_all_is_refused(self, alice, film, shot, content):
        for change in (
            lambda: shots.edit(alice, shot.pk, content),
            lambda: shots.add(alice, film.pk, content if content is not None else []),
            lambda: films.create(alice, {"shots": [content, {}]}),
        ):
            with pytest.raises(AskInvalid):
                change()

    @pytest.mark.parametrize(
        "name", ["prompt", "duration", "camera", "references", "start_frame", "picture", "continues", "line", "model",
                 "parameters", "seed", "locked", "join", "id", "\x00", "x" * 10_000]
    )  # fmt: skip
    def test_no_value_in_any_field_is_a_bug(self, alice, film, name):
        """Either it is taken, or a sentence stands at its field; and what was taken can be read and said again."""
        for value in NOTHINGS:
            listed = [{name: value}, {}]
            try:
                films.edit(alice, film.pk, {"shots": listed})
            except AskInvalid as refused:
                assert all(place.startswith(("shots", "shots.0")) for place in refused.errors)
        assert len(shots_of(film)) in (2, 4)

    @pytest.mark.parametrize(
        "name", ["name", "project", "aspect_ratio", "resolution", "model", "parameters", "native", "shots"]
    )
    def test_nor_is_any_in_the_boards_own(self, alice, film, name):
        for value in NOTHINGS:
            try:
                films.edit(alice, film.pk, {name: value})
            except AskInvalid as refused:
                assert {place.split(".")[0] for place in refused.errors} <= {name}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("name", "x" * 121), ("aspect_ratio", "3:1"), ("resolution", "12K"), ("model", ""), ("model", None),
            ("model", "none"), ("native", "perhaps"), ("project", str(uuid4())), ("project", "x"), ("mood", "dark"),
        ],
    )  # fmt: skip
    def test_what_a_board_cannot_be_is_told_by_its_field(self, alice, film, name, value):
        with pytest.raises(AskInvalid) as refused:
            films.edit(alice, film.pk, {name: value})

        assert set(refused.value.errors) == {name}


class TestPictures:
    @pytest.mark.parametrize("name", ["start_frame", "end_frame", "picture"])
    def test_only_visible_pictures_of_ones_own_can_be_named(self, alice, bob, shot, private_media, name):
        theirs, clip = picture(bob), picture(alice, kind="clip")
        binned, kept = picture(alice), picture(alice, room="soulids")
        Asset.objects.filter(pk=binned.pk).update(deleted_at="2026-01-01T00:00Z")

        for other in (theirs, clip, binned, kept):
            assert faults(alice, shot, **{name: str(other.pk)}) == {name}
        assert faults(alice, shot, **{name: str(uuid4())}) == {name}

        own = picture(alice)
        assert getattr(edited(alice, shot, **{name: str(own.pk).upper()}), name) == own
        assert getattr(edited(alice, shot, **{name: None}), name) is None

    def test_a_picture_that_went_into_the_bin_keeps_no_words_from_being_saved(self, alice, shot, private_media):
        frame = picture(alice)
        edited(alice, shot, start_frame=frame.pk)
        Asset.objects.filter(pk=frame.pk).update(deleted_at="2026-01-01T00:00Z")

        assert edited(alice, shot, prompt="Dusk", start_frame=frame.pk).prompt == "Dusk"


class TestReferences:
    def test_people_anchors_and_files_of_ones_own_are_kept_each_once(self, alice, shot, private_media):
        own = {"source": "asset", "id": str(picture(alice).pk).upper(), "role": "reference_images"}

        kept = edited(alice, shot, references=[own, own]).references

        assert kept == [{**own, "id": own["id"].lower(), "strength": None}]

    def test_what_is_anothers_is_as_good_as_none(self, alice, bob, shot, private_media):
        said = []
        for source, pk in (
            ("asset", picture(bob).pk),
            ("anchor", ReferenceAnchor.objects.create(owner=bob, name="His", image=picture(bob)).pk),
            ("soulid", SoulID.objects.create(owner=bob, name="His", handle="his").pk),
        ):
            for one in (pk, uuid4()):
                with pytest.raises(AskInvalid) as refused:
                    shots.edit(alice, shot.pk, {"references": [{"source": source, "id": str(one), "role": ""}]})
                said.append(refused.value.errors)
        assert said[0::2] == said[1::2]

    @pytest.mark.parametrize(
        "reference",
        [
            {"source": "camera", "id": str(uuid4())}, {"source": "soul-photo", "id": str(uuid4())},
            {"source": "friend", "id": str(uuid4())}, {"source": "asset", "id": "one"}, {"source": "asset"},
            {"source": ["asset"], "id": str(uuid4())}, {"id": str(uuid4()), "name": "x"}, "asset:1", None, 5, [],
        ],
    )  # fmt: skip
    def test_what_is_no_reference_is_refused(self, alice, shot, reference):
        assert faults(alice, shot, references=[reference]) == {"references"}

    @pytest.mark.parametrize("other", [{"role": "source_video"}, {"role": "start_frame"}, {"role": "elements"},
                                       {"role": "x" * 31}, {"strength": 0}, {"strength": 101}])  # fmt: skip
    def test_a_file_goes_into_a_role_of_its_kind(self, alice, shot, private_media, other):
        reference = {"source": "asset", "id": str(picture(alice).pk), **other}

        assert faults(alice, shot, references=[reference]) == {"references"}

    def test_there_are_twenty_at_most(self, alice, shot):
        assert faults(alice, shot, references=[{"id": str(uuid4())}] * 21) == {"references"}

    def test_one_that_is_gone_keeps_no_words_from_being_saved(self, alice, shot, private_media):
        file = picture(alice)
        given = [{"source": "asset", "id": str(file.pk)}]
        edited(alice, shot, references=given)
        Asset.objects.filter(pk=file.pk).update(deleted_at="2026-01-01T00:00Z")

        again = edited(alice, shot, references=given, prompt="Dusk")

        assert (again.prompt, len(again.references)) == ("Dusk", 1)


class TestModels:
    def test_only_models_that_film_can_make_a_shot(self, alice, film, shot, catalogue_of_ours):
        refused = {"draft-picture", "camera-plate", "export-master", "soulid-train", "flux-2/pro-text-to-image", "x"}
        ours = set(CatalogueModel.objects.values_list("pk", flat=True))

        for model in refused & {*ours, "x"}:
            assert faults(alice, shot, model=model) == {"model"}
        taken = [pk for pk in sorted(ours) if entry_films(pk)]
        assert len(taken) > 20
        for model in taken:
            assert edited(alice, shot, model=model).model == model

    def test_settings_are_the_models_own_typed_and_held_to_their_limits(self, alice, shot, catalogue_of_ours):
        assert faults(alice, shot, parameters={"look": "clean"}) == {"parameters.look"}  # of no model of its own
        assert faults(alice, shot, model="draft-clip", parameters={"look": "ugly", "mood": 1, "duration": 5}) == {
            "parameters.look", "parameters.mood", "parameters.duration",
        }  # fmt: skip

        kept = edited(alice, shot, model="draft-clip", parameters={"look": "clean", "camera_strength": "0.4"})
        assert kept.parameters == {"look": "clean", "camera_strength": 0.4}

    def test_another_model_keeps_of_the_settings_what_it_has_too(self, alice, shot, catalogue_of_ours):
        edited(alice, shot, model="draft-clip", parameters={"look": "clean"})

        other = next(
            pk
            for pk in sorted(CatalogueModel.objects.values_list("pk", flat=True))
            if "kling" in pk and entry_films(pk)
        )
        assert edited(alice, shot, model=other).parameters == {}
        assert edited(alice, shot, model="").parameters == {}

    def test_a_model_that_left_the_catalogue_keeps_no_words_from_being_saved(self, alice, shot, catalogue_of_ours):
        edited(alice, shot, model="draft-clip", parameters={"look": "clean"})
        CatalogueModel.objects.filter(pk="draft-clip").delete()

        again = edited(alice, shot, prompt="Dusk", model="draft-clip", parameters={"look": "clean"})

        assert (again.prompt, again.model) == ("Dusk", "draft-clip")


def entry_films(pk):
    """Clips of words: what lies between two frames, or joins clips, is no shot."""
    entry = CatalogueModel.objects.get(pk=pk).entry
    kinds = {entry["kind"], *entry.get("also", ())}
    told = any(each.get("maps_to") == "prompt" for each in entry["inputs"].values())
    return (
        entry["output"] == "video"
        and told
        and bool(kinds & {"text_to_video", "image_to_video", "reference_to_video", "keyframes"})
    )


class TestCamera:
    def test_a_preset_is_written_out_in_full_and_stays_when_it_changes_or_goes(self, alice, shot):
        preset = presets.create(alice, name="Street", camera={"lens": "macro-100", "grain": 20})
        chosen = {"preset": str(preset.pk)}

        full = {"preset": str(preset.pk), "lens": "macro-100", "grain": 20}
        assert edited(alice, shot, camera=chosen).camera == full
        assert edited(alice, shot, camera=full).camera == full

        presets.change(alice, preset.pk, camera={"grain": 90})
        assert edited(alice, shot, camera=chosen, prompt="Dusk").camera == full
        presets.delete(alice, preset.pk)
        assert edited(alice, shot, camera=chosen, prompt="Night").camera == full
        assert edited(alice, shot, camera={**full, "grain": 10}).camera == {**full, "grain": 10}

    def test_what_is_said_besides_goes_over_the_preset(self, alice, shot):
        preset = presets.create(alice, name="Street", camera={"lens": "macro-100", "grain": 20, "vignette": 10})

        kept = edited(alice, shot, camera={"preset": str(preset.pk), "grain": 50, "vignette": None}).camera

        assert (kept["lens"], kept["grain"], kept["vignette"]) == ("macro-100", 50, None)
        assert edited(alice, shot, camera=kept).camera == kept

    def test_one_of_ours_is_chosen_by_its_name_in_orders(self, alice, shot):
        ours = CameraPreset.objects.filter(owner=None, enabled=True).first()

        kept = edited(alice, shot, camera={"preset": ours.slug}).camera

        assert kept["preset"] == str(ours.pk)
        assert len(kept) > 1

        CameraPreset.objects.filter(pk=ours.pk).update(grain=77)
        assert edited(alice, shot, camera={"preset": ours.slug}, prompt="Dusk").camera == kept

    def test_anothers_preset_is_as_good_as_none(self, alice, bob, shot):
        his = presets.create(bob, name="His", camera={})

        for pk in (his.pk, uuid4()):
            assert faults(alice, shot, camera={"preset": str(pk)}) == {"camera.preset"}

    def test_no_camera_is_none(self, alice, shot):
        edited(alice, shot, camera={"lens": "macro-100"})

        assert edited(alice, shot, camera=None).camera == {}
