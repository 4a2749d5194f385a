"""What the player of a board shows: its animatic and its film, when each shot is seen, and what is under way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import Exists, OuterRef

from reklamai.media.film.model import CUT, Join, parse
from studio.models import Asset, Generation, GenerationReference, Status
from video.models import ShotOrder, ShotPart, SoundMix, SoundPiece
from video.selectors.boards import Board
from video.timeline import CLIPS_ROLE, FPS, Span, spans

Which = Literal["animatic", "film"]
PICTURE_ROLE: Final = "source_video"
"""In which the order of a mix names the clip that the sound goes under."""
HEARD: Final = (
    SoundPiece.objects.filter(mix=OuterRef("pk"), deleted_at=None, mute=False, asset__isnull=False)
    .filter(asset__deleted_at=None, asset__generation__deleted_at=None, shot__deleted_at=None)
    .exclude(is_line=True, shot__line="")
)
"""What is heard of a mix."""
MOST_FPS_PARTS: Final = 1001
"""Of 30000/1001 frames a second."""


@dataclass(frozen=True, slots=True)
class Reel:
    """One clip that can be played."""

    of: Which
    asset: Asset
    """The picture as it was joined."""
    is_current: bool
    """Whether it is of what the board is now."""
    spans: tuple[Span, ...]
    lines: tuple[tuple[Span, str], ...]
    """What is said, by the time of its shot; without the shots in which nothing is."""
    sounding: Asset | None = None
    """The same picture with the sound of the board under it."""

    @property
    def played(self) -> Asset:
        return self.sounding or self.asset

    @property
    def is_tall(self) -> bool:
        return (self.asset.height or 0) > (self.asset.width or 0)


@dataclass(frozen=True, slots=True)
class Reels:
    """All clips of a board, the animatic first."""

    reels: tuple[Reel, ...]

    @property
    def chosen(self) -> Which | None:
        """What is shown first: the film where it is of what the board is now, or where there is nothing else."""
        names = [each.of for each in self.reels if each.is_current or each.of == "animatic"] or [
            each.of for each in self.reels
        ]
        return names[-1] if names else None

    @property
    def animatic(self) -> Reel | None:
        return self.get("animatic")

    @property
    def film(self) -> Reel | None:
        return self.get("film")

    def get(self, of: str) -> Reel | None:
        return next((each for each in self.reels if each.of == of), None)


@dataclass(frozen=True, slots=True)
class Drafting:
    """How far the animatic is."""

    is_working: bool
    done: int
    """Sketches that are there."""
    count: int
    is_joining: bool
    is_stale: bool
    """There is an animatic, and it is not of what the board is now."""
    version: str
    """Changes with the clips that can be played."""
    said: str
    """Changes with the lines."""

    @property
    def percent(self) -> int:
        """Of all that is to be done; the join counts as one sketch."""
        return round(100 * self.done / (self.count + 1)) if self.count else 0


def drafting_of(board: Board) -> Drafting:
    """Three queries at most, none where there is no clip."""
    sketched = [each for each in board.shots if each.sketch is not None]
    clips = playable(board)
    heard = sounding_of(board, clips)
    shown = [f"{of}-{heard.get(of, asset).pk.hex[:12]}" for of, asset in clips.items()]
    lines = "\n".join(each.shot.line for each in board.shots)
    return Drafting(
        is_working=board.animatic_is_working,
        done=len(sketched),
        count=len(board.shots),
        is_joining=board.at_work(ShotPart.ANIMATIC) is not None,
        is_stale="animatic" in clips and not board.animatic_is_current,
        version=".".join(shown),
        said=sha256(lines.encode()).hexdigest()[:12],
    )


def trouble_of(board: Board) -> tuple[int, str] | None:
    """The number of a shot whose newest sketch failed, and why; 0 for the join; None where nothing is in the way."""
    if board.animatic_is_working or board.animatic_is_current:
        return None
    numbers = {each.shot.pk: each.number for each in board.shots if each.sketch is None}
    hashes = [each.sketch_hash for each in board.shots] + [board.animatic_hash]
    failed = ShotOrder.objects.filter(
        film=board.film,
        part__in=(ShotPart.SKETCH, ShotPart.ANIMATIC),
        content_hash__in=hashes,
        generation__status=Status.FAILED,
    )
    for shot, why in failed.order_by("-id").values_list("shot", "generation__error_message"):
        if shot is None or shot in numbers:
            return (numbers[shot] if shot else 0), why
    return None


def playable(board: Board) -> dict[Which, Asset]:
    """The clips that are there; what lies in the bin is played no more."""
    clips: tuple[tuple[Which, Asset | None], ...] = (
        ("animatic", board.film.animatic),
        ("film", board.film.combined_video),
    )
    return {of: asset for of, asset in clips if asset is not None and asset.deleted_at is None}


def reels_of(board: Board) -> Reels:
    """Everything that can be played, in six queries at most; none where there is nothing."""
    clips = playable(board)
    if not clips:
        return Reels(())
    times = spans_of(clips.values(), board)
    current = {"animatic": board.animatic_is_current, "film": board.film_is_current}
    lines = {each.shot.pk: each.shot.line.strip() for each in board.shots}
    heard = sounding_of(board, clips)
    return Reels(
        tuple(
            Reel(
                of=of,
                asset=asset,
                is_current=current[of],
                spans=times[asset.pk],
                lines=tuple((span, line) for span in times[asset.pk] if span.shot and (line := lines.get(span.shot))),
                sounding=heard.get(of),
            )
            for of, asset in clips.items()
            if asset.pk in times
        )
    )


def sounding_of(board: Board, clips: Mapping[Which, Asset]) -> dict[Which, Asset]:
    """The same clips with the sound of the board under them, where it has been mixed. Three queries at most.

    A mix under an earlier clip is none of this one; what was changed in the sound since is told by its own page. Where
    no sound is left there is nothing that could be mixed anew, and the clips are as they were joined.
    """
    if not clips:
        return {}
    mixes = SoundMix.objects.filter(Exists(HEARD), film=board.film)
    mix = mixes.select_related("preview__generation", "result__generation").first()
    if mix is None:
        return {}
    made: dict[Which, Asset | None] = {"animatic": mix.preview, "film": mix.result}
    there = {of: asset for of, asset in made.items() if asset and of in clips and not binned(asset)}
    named = GenerationReference.objects.filter(
        generation__in=[asset.generation_id for asset in there.values()], source="asset", role=PICTURE_ROLE
    )
    under: dict[UUID | None, str] = dict(named.values_list("generation", "source_id"))
    # by content: an animatic that was joined once more of the same sketches is the same clip
    content = {str(each.pk): each.sha256 for each in Asset.objects.filter(pk__in=under.values()).only("sha256")}
    return {
        of: asset for of, asset in there.items() if content.get(under.get(asset.generation_id, "")) == clips[of].sha256
    }


def binned(asset: Asset) -> bool:
    return asset.deleted_at is not None or asset.generation is None or asset.generation.deleted_at is not None


def spans_of(assets: Iterable[Asset], board: Board) -> dict[UUID, tuple[Span, ...]]:
    """By clip when its shots are seen, from what it was joined of; a clip whose work is in the bin is left out."""
    found = {each.pk: each for each in assets}
    made = Generation.objects.filter(assets__in=found, deleted_at=None).values_list("assets", "pk", "parameters")
    works = {asset: (pk, parameters) for asset, pk, parameters in made}
    parts = parts_of([pk for pk, _parameters in works.values()])
    return {
        asset: joined(found[asset], parts.get(pk, ()), parameters) or shared(found[asset], board)
        for asset, (pk, parameters) in works.items()
    }


Part = tuple[float, UUID | None]
"""Seconds of a clip, and whose it is."""


def parts_of(works: Sequence[UUID]) -> dict[UUID, tuple[Part, ...]]:
    """The clips that went into each of these works, in order; a work of which one is lost is left out."""
    named = GenerationReference.objects.filter(generation__in=works, source="asset", role=CLIPS_ROLE)
    rows = list(named.order_by("generation", "position").values_list("generation", "source_id"))
    clips = Asset.objects.filter(pk__in={pk for _work, pk in rows})
    facts = {
        str(pk): (seconds, shot)
        for pk, seconds, shot in clips.values_list("pk", "duration_s", "generation__shot_order__shot")
    }
    wanted: dict[UUID, list[str]] = {}
    for work, pk in rows:
        wanted.setdefault(work, []).append(pk)
    return {
        work: tuple((facts[pk][0] or 0.0, facts[pk][1]) for pk in pks)
        for work, pks in wanted.items()
        if all(pk in facts for pk in pks)
    }


def joined(asset: Asset, parts: Sequence[Part], parameters: Mapping[str, Any]) -> tuple[Span, ...]:
    """As `reklamai.media.film` has joined them; () where what was joined is not known any more."""
    joins = read_joins(parameters.get("joins", ""))
    if not parts or len(joins) != len(parts) - 1:
        return ()
    fps = Fraction(asset.fps).limit_denominator(MOST_FPS_PARTS) if asset.fps else FPS
    return spans([seconds for seconds, _shot in parts], joins, shots=[shot for _seconds, shot in parts], fps=fps)


def shared(asset: Asset, board: Board) -> tuple[Span, ...]:
    """Of a clip that was made as one: its shots share its time as the board has them."""
    wanted = [float(each.shot.duration_s) for each in board.shots]
    scale = (asset.duration_s or 0.0) / sum(wanted) if wanted else 0.0
    shots = [each.shot.pk for each in board.shots]
    return spans([each * scale for each in wanted], [CUT] * (len(wanted) - 1), shots=shots)


def read_joins(value: str | Sequence[str]) -> tuple[Join, ...]:
    """The joins of an order, told as one text or as a list; a cut takes no time, whatever stands behind it."""
    told = value.split(",") if isinstance(value, str) else value
    return tuple(CUT if each.startswith("cut") else parse(each) for each in told if each)
