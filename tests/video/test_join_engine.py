"""Films of clips from the library: ordered, made, told, and refused in words."""

import io
from uuid import uuid4

import av
import pytest
from django.utils import translation

from reklamai.core.errors import Cancelled, MediaError, Unsupported
from reklamai.media.film.model import CUT, Join
from studio.ask import Ask, ReferenceAsk
from studio.engines.base import Job, Reference
from studio.models import Asset, Status
from studio.selectors import catalogue
from studio.services import assets, orders, work
from tests.media.film.clips import clip
from tests.studio.conftest import balance_of
from tests.video.plating import load
from video import film_joining
from video.join_engine import check_lengths, joins_of

TONE = "0.4*sin(2*PI*440*t)"


@pytest.fixture(autouse=True)
def workshop(db, private_media):
    load("local_film.yaml")
    with translation.override("en"):
        yield


def kept(owner, path) -> Asset:
    content = io.BytesIO(path.read_bytes())
    content.name = path.name
    return assets.upload(owner=owner, file=content, name=path.name, project=None)


@pytest.fixture
def two(alice, tmp_path):
    one = clip(tmp_path / "a.mp4", frames=24, sound=TONE)
    other = clip(tmp_path / "b.mp4", frames=24, size="96x64", filters="hue=h=90")
    return kept(alice, one), kept(alice, other)


def asked(clips, *, kind="film_join", model="join-film", **parameters) -> Ask:
    named = tuple(ReferenceAsk("asset", str(each.pk), "reference_videos") for each in clips)
    return Ask(kind=kind, model=model, references=named, parameters=parameters)


def made(owner, ask):
    (generation,) = orders.order(owner=owner, ask=ask, key=uuid4())
    work.run(generation.pk)
    generation.refresh_from_db()
    return generation


def test_clips_become_a_film_that_says_what_was_copied(alice, two):
    film = made(alice, asked(two, joins="cut", chapters="One\nTwo"))

    assert (film.status, film.kind, balance_of(alice)) == (Status.DONE, "film_join", 100)
    assert film.notes["joined"] == {"copied": False, "normalised": [2], "seconds": 2.0, "frames": 48}
    assert film.notes["adjusted"] == ["Clip 2 was brought to the size and rate of the film."]
    assert film.result.metadata["joined"]["frames"] == 48
    with film.result.file.open("rb") as file, av.open(io.BytesIO(file.read())) as container:
        assert [each["metadata"]["title"] for each in container.chapters()] == ["One", "Two"]
        assert len(container.streams.audio) == 1
        assert sum(1 for _ in container.decode(video=0)) == 48


def test_a_transition_leads_one_clip_into_the_other(alice, two):
    film = made(alice, asked(two, kind="transition", model="make-transition", style="whip", join_seconds=0.5))

    assert (film.status, film.kind) == (Status.DONE, "transition")
    assert film.notes["joined"]["frames"] == 36


def test_the_same_clips_give_the_same_film_whenever_they_are_joined(alice, two):
    films = [made(alice, asked(two, joins="whip:0.3")).result.sha256 for _ in range(2)]

    assert films[0] == films[1]


def test_a_film_may_have_another_size_and_rate(alice, two):
    film = made(alice, asked(two, resolution="720p", fps=30))

    assert film.status == Status.DONE
    assert min(film.result.width, film.result.height) == 720
    assert film.notes["joined"]["frames"] == 60
    assert film.notes["joined"]["normalised"] == [1, 2]


@pytest.mark.parametrize(
    "joins", ["melt:0.5", "crossfade:9", "crossfade", "crossfade:nan", "cut,cut", "crossfade:0.1", ":", "zoom:x"]
)
def test_joins_that_are_none_are_refused_before_an_order_is_taken(alice, two, joins):
    with pytest.raises(Unsupported, match=r"A join is a style|one join between"):
        orders.order(owner=alice, ask=asked(two, joins=joins), key=uuid4())


def test_a_clip_that_is_too_short_is_refused_before_an_order_is_taken(alice, two):
    with pytest.raises(Unsupported, match=r"Clip 1 lasts 1\.0 seconds: a join beside it may take half"):
        orders.order(owner=alice, ask=asked(two, joins="crossfade:0.8"), key=uuid4())


def test_chapters_are_one_line_for_each_clip(alice, two):
    with pytest.raises(Unsupported, match="one line of chapters"):
        orders.order(owner=alice, ask=asked(two, chapters="One"), key=uuid4())


def test_clips_of_somebody_else_are_not_there(bob, two):
    with pytest.raises(Exception, match="no such file"):
        orders.order(owner=bob, ask=asked(two), key=uuid4())


def test_a_clip_that_broke_since_is_named_in_the_language_of_the_order(tmp_path):
    broken = tmp_path / "b.mp4"
    broken.write_bytes(clip(tmp_path / "a.mp4").read_bytes()[:600])
    references = tuple(Reference("reference_videos", path) for path in (tmp_path / "a.mp4", broken))
    job = Job("1", "film_join", catalogue.offer("join-film").entry, "", 0, {}, tmp_path, references, language="ru")

    with pytest.raises(MediaError, match="Клип 2 не читается"):
        film_joining.run(job, lambda stage, share: None)


def test_what_turns_out_too_short_is_named_in_the_language_of_the_order(tmp_path):
    one = clip(tmp_path / "a.mp4", frames=6)
    references = (Reference("reference_videos", one), Reference("reference_videos", one))
    job = Job(
        "1", "film_join", catalogue.offer("join-film").entry, "", 0, {"joins": "flow:0.5"}, tmp_path, references,
        language="en",
    )  # fmt: skip

    with pytest.raises(MediaError, match="Clip 1 is shorter than twice the join beside it"):
        film_joining.run(job, lambda stage, share: None)


def test_a_stopped_order_ends_as_stopped(tmp_path):
    one = clip(tmp_path / "a.mp4", frames=24)
    references = (Reference("reference_videos", one), Reference("reference_videos", one))
    job = Job(
        "1", "transition", catalogue.offer("make-transition").entry, "", 0, {"style": "zoom"}, tmp_path, references
    )

    def stopped(stage: str, share: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        film_joining.run(job, stopped)


def test_a_row_without_joins_is_cut_together():
    assert joins_of({}, 3, kind="film_join") == [CUT, CUT]
    assert joins_of({"joins": "cut:0.5, crossfade:0.5"}, 3, kind="film_join") == [CUT, Join("crossfade", 0.5)]


def test_a_length_that_is_not_known_yet_is_no_reason_to_refuse():
    check_lengths([0.0, 3.0], [Join("crossfade", 1.5)])

    with pytest.raises(Unsupported, match="Clip 2"):
        check_lengths([0.0, 2.8], [Join("crossfade", 1.5)])
