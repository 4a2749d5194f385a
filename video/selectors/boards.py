"""A storyboard as it stands: each shot with what has been made of it, and what a render would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from studio.models import Asset, Generation
from video.hashing import digest, film_hash, sketch_hash
from video.models import FilmStatus, MultiShotGeneration, Shot, ShotOrder, ShotPart
from video.selectors.standing import State, hashes_of, is_of_use, made_of, newest, shots_of, standing_of, state_of


@dataclass(frozen=True, slots=True)
class BoardShot:
    """One shot and what has been made of it."""

    shot: Shot
    number: int
    """From 1."""
    hash: str
    """Of what it is now."""
    sketch_hash: str
    state: State
    """new: nothing has been made of it; rendered: what is shown is made of what it is now; changed: of what it was;
    waiting: for the last frame of the shot before; failed and cancelled: the last try, and nothing fits."""
    order: ShotOrder | None
    """The order that its state tells of."""
    standing: ShotOrder | None
    """The order whose result is shown: of what it is now, else the newest."""
    sketch_order: ShotOrder | None
    """The newest one of what it is now."""

    @property
    def generation(self) -> Generation | None:
        return self.order.generation if self.order else None

    @property
    def made(self) -> Generation | None:
        """The work that is shown."""
        return self.standing.generation if self.standing else None

    @property
    def result(self) -> Asset | None:
        return self.made.result if self.made else None

    @property
    def sketch(self) -> Asset | None:
        return self.sketch_order.generation.result if self.sketch_order else None

    @property
    def is_current(self) -> bool:
        """Whether its result is of what it is now."""
        return self.standing is not None and self.standing.content_hash == self.hash

    @property
    def is_kept(self) -> bool:
        """Whether a render leaves it as it is: nothing has changed, or it is locked on what there is."""
        return self.is_current or (self.shot.locked and self.standing is not None)

    @property
    def is_working(self) -> bool:
        return self.state in ("waiting", "queued", "running")

    @property
    def is_made_as_it_was(self) -> bool:
        """Whether what is being made of it will not be kept: it has been changed since it was ordered."""
        made_now = self.order is not None and self.order.content_hash == self.hash
        return self.is_working and not made_now and not self.is_kept

    @property
    def follows(self) -> bool:
        """Whether it starts on the last frame of the shot before."""
        return self.shot.continues and self.number > 1

    @property
    def seconds(self) -> float:
        """As long as its result is, else as long as it is to be."""
        own = self.result if self.standing and self.standing.shot_id else None
        found = own.duration_s if own and self.is_kept else None
        return found or float(self.shot.duration_s)


@dataclass(frozen=True, slots=True)
class Board:
    """A film with its shots in order."""

    film: MultiShotGeneration
    shots: tuple[BoardShot, ...]
    whole: tuple[ShotOrder, ...]
    """Orders of the whole board, newest first: native, film, animatic."""

    @property
    def changed(self) -> tuple[BoardShot, ...]:
        """Those that a render would make: not kept, not being made, not going on from one that is made as it was."""
        found, outdated = [], False
        for each in self.shots:
            outdated = (outdated and each.follows and not each.is_kept) or each.is_made_as_it_was
            if not (each.is_kept or each.is_working or outdated):
                found.append(each)
        return tuple(found)

    @property
    def total_s(self) -> float:
        """Of the film: shots overlap where they join softly."""
        joined = [each.shot for each in self.shots[:-1]]
        return sum(each.seconds for each in self.shots) - sum(overlap(shot) for shot in joined)

    @property
    def native_hash(self) -> str:
        """Of all shots as one order: there each has the hash of all."""
        return self.shots[0].hash if self.shots else ""

    @property
    def film_hash(self) -> str:
        """Of the film that the standing results make."""
        parts = [each.result.sha256 if each.result else "" for each in self.shots]
        return film_hash(parts, [each.shot for each in self.shots], self.film)

    @property
    def animatic_hash(self) -> str:
        return film_hash([each.sketch_hash for each in self.shots], [each.shot for each in self.shots], self.film)

    @property
    def is_rendered(self) -> bool:
        """Whether every shot has a result that a render would leave as it is."""
        return all(each.is_kept and each.result for each in self.shots)

    @property
    def status(self) -> str:
        """How its film stands now: what a worker has begun since the last end of an order counts too."""
        return status_of(self) if self.is_rendering else self.film.status

    @property
    def is_rendering(self) -> bool:
        return any(each.is_working for each in self.shots) or self.at_work(ShotPart.FILM) is not None

    @property
    def film_is_current(self) -> bool:
        wanted = self.native_hash if self.film.native else self.film_hash
        return self.film.combined_hash == wanted and self.is_there(self.film.combined_video)

    @property
    def animatic_is_current(self) -> bool:
        return self.film.animatic_hash == self.animatic_hash and self.is_there(self.film.animatic)

    def is_there(self, clip: Asset | None) -> bool:
        """Whether this clip of the whole board lies in no bin, by itself or with its work."""
        binned = {order.generation_id for order in self.whole if order.generation.deleted_at}
        return clip is not None and clip.deleted_at is None and clip.generation_id not in binned

    @property
    def is_joining(self) -> bool:
        """Whether the film of the standing results is being made."""
        open_orders = [each for each in self.whole if each.part == ShotPart.FILM and not each.generation.is_over]
        return any(each.content_hash == self.film_hash for each in open_orders)

    @property
    def animatic_is_working(self) -> bool:
        sketching = any(each.sketch_order and not each.sketch_order.generation.is_over for each in self.shots)
        return sketching or self.at_work(ShotPart.ANIMATIC) is not None

    @property
    def is_working(self) -> bool:
        rendering = any(each.is_working for each in self.shots)
        return rendering or any(not order.generation.is_over for order in self.whole) or self.animatic_is_working

    def at_work(self, part: str) -> ShotOrder | None:
        """The order of this part of the whole board that is not over."""
        return next((each for each in self.whole if each.part == part and not each.generation.is_over), None)

    def latest(self, part: str) -> ShotOrder | None:
        return next((each for each in self.whole if each.part == part), None)


def overlap(shot: Shot) -> float:
    """Seconds by which a shot and the next lie over one another."""
    plain = shot.join_style == "cut" or shot.join_style.startswith("dip_")
    return 0.0 if plain else shot.join_seconds


def board_of(film: MultiShotGeneration) -> Board:
    """The whole board, in three queries and one for files."""
    shots = shots_of(film)
    files = Prefetch("generation__assets", Asset.objects.filter(deleted_at=None).order_by("position"))
    rows = ShotOrder.objects.filter(film=film).exclude(part=ShotPart.FRAME).select_related("generation", "after")
    orders = list(rows.defer("generation__words").order_by("-id").prefetch_related(files))
    native = [each for each in orders if each.part == ShotPart.NATIVE]
    hashes = hashes_of(film, shots, orders)
    return Board(
        film=film,
        shots=tuple(
            board_shot(shot, place + 1, film, hashes[place], orders, digest(hashes) if film.native else "", native)
            for place, shot in enumerate(shots)
        ),
        whole=tuple(each for each in orders if each.shot_id is None),
    )


def board_shot(
    shot: Shot,
    number: int,
    film: MultiShotGeneration,
    now: str,
    orders: Sequence[ShotOrder],
    native_hash: str,
    native: Sequence[ShotOrder],
) -> BoardShot:
    sketch_now = sketch_hash(shot, film)
    sketches = (each for each in orders if each.shot_id == shot.pk and each.part == ShotPart.SKETCH)
    wanted = native_hash if film.native else now
    mine = native if film.native else made_of(shot, orders)
    standing = standing_of(mine, wanted)
    latest = mine[0] if mine else None
    return BoardShot(
        shot=shot,
        number=number,
        hash=wanted,
        sketch_hash=sketch_now,
        state=state_of(latest, standing, wanted),
        order=latest,
        standing=standing,
        sketch_order=newest(each for each in sketches if each.content_hash == sketch_now and is_of_use(each)),
    )


def status_of(board: Board) -> FilmStatus:
    """How a film that has been rendered stands, by its shots; DRAFT for one of which nothing was ordered."""
    tried = [each for each in board.shots if each.order is not None]
    if not tried and not board.whole:
        return FilmStatus.DRAFT
    if board.is_rendering:
        begun = any(each.state in ("running", "rendered") for each in tried)
        return FilmStatus.RUNNING if begun or board.at_work(ShotPart.FILM) else FilmStatus.QUEUED
    if board.is_rendered:
        return FilmStatus.DONE if board.film_is_current else FilmStatus.PARTIAL
    return unfinished(board, tried)


def unfinished(board: Board, tried: Sequence[BoardShot]) -> FilmStatus:
    if not tried:
        return FilmStatus.DRAFT
    if any(each.result for each in board.shots):
        return FilmStatus.PARTIAL
    cancelled = all(each.state in ("cancelled", "new") for each in board.shots)
    return FilmStatus.CANCELLED if cancelled else FilmStatus.FAILED
