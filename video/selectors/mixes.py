"""A sound mix as it stands: every sound with where it lies and what has been made of it, and the lines of the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound
from reklamai.media.mixing.model import written
from studio.models import Asset, Generation, Status, User
from video.hashing import digest
from video.models import Shot, SoundMix, SoundOrder, SoundPart, SoundPiece
from video.selectors.boards import Board, BoardShot, board_of
from video.selectors.reels import spans_of
from video.sound_asking import heard_s, line_hash, line_of, mix_of, starts_of, voice_of
from video.timeline import Span, joins_of, spans

State = Literal["new", "queued", "running", "ready", "changed", "failed", "gone"]
UNREAD = tuple(f"generation__{name}" for name in ("words", "parameters", "sent", "notes", "plan", "kept"))
"""Of orders: a page that is open asks every second, and each mix holds all that it was made of."""
MIXED = 1
"""Grows when our own mixer mixes the same otherwise: all mixes are made again then."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound of a mix."""

    piece: SoundPiece
    state: State
    """new: a line that is not spoken yet; changed: a line whose words or voice are others now; gone: its file is in
    the bin."""
    starts_s: float
    ends_s: float
    """On the time of the picture; one that repeats ends with it."""
    order: SoundOrder | None
    """The newest that was made for it."""

    @property
    def generation(self) -> Generation | None:
        return self.order.generation if self.order else None

    @property
    def error(self) -> str:
        """Why the newest order for it failed, for its owner; also where what was there before is still heard."""
        if self.order is None or self.generation is None:
            return ""
        is_of_now = self.state == "ready" and self.order.content_hash == self.piece.content_hash
        in_vain = is_of_now and self.generation.status == Status.FAILED
        return self.generation.error_message if in_vain or self.state == "failed" else ""

    @property
    def is_working(self) -> bool:
        return self.generation is not None and not self.generation.is_over

    @property
    def is_heard(self) -> bool:
        """Whether it has a file to be mixed."""
        return is_there(self.piece.asset) and self.ends_s > self.starts_s


@dataclass(frozen=True, slots=True)
class Line:
    """What is said in one shot of the board."""

    shot: Shot
    number: int
    text: str
    sound: Sound | None
    state: State
    voice: dict[str, Any]
    """{"model", "parameters"} of who says it."""

    @property
    def seconds(self) -> float | None:
        """How long it is spoken; None until it is."""
        asset = self.sound.piece.asset if self.sound else None
        return asset.duration_s if asset else None


@dataclass(frozen=True, slots=True)
class SoundBoard:
    """A mix, all its sounds, and what has been mixed."""

    mix: SoundMix
    board: Board | None
    """Of a storyboard."""
    shots: tuple[Span, ...]
    """When each shot of the board is seen, as it stands; () for a clip."""
    target_s: float
    """Seconds of the picture."""
    sounds: tuple[Sound, ...]
    lines: tuple[Line, ...]
    """Of all shots in which something is said."""
    whole: tuple[SoundOrder, ...]
    """Orders of the whole mix, newest first."""
    preview_spans: tuple[Span, ...]
    result_spans: tuple[Span, ...]
    """When each shot is seen in the clips that there are."""

    @property
    def preview_of(self) -> Asset | None:
        """The animatic, for a storyboard that has one."""
        film = self.mix.film
        return film.animatic if film and is_there(film.animatic) else None

    @property
    def result_of(self) -> Asset | None:
        """What the mix is laid under: the film of a board, else the clip."""
        found = self.mix.film.combined_video if self.mix.film else self.mix.clip
        return found if is_there(found) else None

    picture = result_of

    @property
    def at_work(self) -> SoundOrder | None:
        """The newest order of the whole mix that is not over."""
        return next((each for each in self.whole if not each.generation.is_over), None)

    @property
    def is_working(self) -> bool:
        return self.at_work is not None or any(each.is_working for each in self.sounds)

    @property
    def progress(self) -> int | None:
        """Percent of the mix that is being made."""
        return self.at_work.generation.progress if self.at_work else None

    @property
    def stage(self) -> str:
        return self.at_work.generation.stage if self.at_work else ""

    @property
    def trouble(self) -> str:
        return self.mix.trouble

    @property
    def heard(self) -> tuple[Sound, ...]:
        return tuple(each for each in self.sounds if each.is_heard)

    @property
    def can_mix(self) -> bool:
        return bool(self.result_of and self.heard)

    def mixing(self, part: str) -> tuple[str, tuple[UUID, ...]] | None:
        """(the mix as its order says it, the files of its sounds) under the animatic or the film; None where there is
        no picture or no sound."""
        clip = self.clip_for(part)
        if clip is None or not self.heard:
            return None
        pieces = [each.piece for each in self.heard]
        made, sounds = mix_of(
            self.mix, pieces, seconds=clip.duration_s or self.target_s, spans=self.spans_in(part), own=clip.has_sound
        )
        return (written(made), sounds) if sounds else None

    def clip_for(self, part: str) -> Asset | None:
        return self.preview_of if part == SoundPart.PREVIEW else self.result_of

    def spans_in(self, part: str) -> Mapping[UUID, Span]:
        """By shot when it is seen in the animatic or the film, else as the board has it."""
        real = self.preview_spans if part == SoundPart.PREVIEW else self.result_spans
        return {each.shot: each for each in (real or self.shots) if each.shot}

    def hash_of(self, part: str) -> str:
        """Of all that goes into the animatic or the film with sound; "" where nothing can be mixed."""
        clip, mixing = self.clip_for(part), self.mixing(part)
        if clip is None or mixing is None:
            return ""
        files = {each.piece.asset_id: each.piece.asset for each in self.heard}
        content = [found.sha256 for pk in mixing[1] if (found := files.get(pk))]
        burned = self.burned(part)
        words = [[each.piece.spoken, each.piece.text] for each in self.heard] if burned else []
        return digest([MIXED, clip.sha256, mixing[0], content, burned, words, *(self.unspoken if burned else ())])

    def burned(self, part: str) -> dict[str, Any]:
        """The captions that are burned into the picture; {} where none are."""
        wanted = self.mix.captions
        return wanted if wanted.get("burn") and part == SoundPart.MIX else {}

    @property
    def unspoken(self) -> list[list[str]]:
        """Lines that are read and not heard, by their shots."""
        heard = {each.piece.shot_id for each in self.heard if each.piece.is_line and not each.piece.mute}
        return [[str(each.shot.pk), each.text] for each in self.lines if each.shot.pk not in heard]

    @property
    def preview_is_current(self) -> bool:
        return is_there(self.mix.preview) and self.mix.preview_hash == self.hash_of(SoundPart.PREVIEW)

    @property
    def result_is_current(self) -> bool:
        return is_there(self.mix.result) and self.mix.result_hash == self.hash_of(SoundPart.MIX)


def mix_for(user: User, pk: UUID | str) -> SoundMix:
    """One mix of this user's, with what it is of. Raises NotFound, for a malformed id too."""
    try:
        rows = SoundMix.objects.visible_to(user).filter(pk=UUID(str(pk)))
    except ValueError as error:
        raise not_found() from error
    found = with_clips(rows).first()
    if found is None:
        raise not_found()
    found.owner = user
    return found


def mix_under(user: User, *, film: UUID | None = None, clip: UUID | None = None) -> SoundMix | None:
    """The mix of this board, or of this clip, where it has one."""
    of = {"film": film} if film else {"clip": clip}
    found = with_clips(SoundMix.objects.visible_to(user).filter(**of)).first()
    if found is not None:
        found.owner = user
    return found


def with_clips(rows: QuerySet[SoundMix]) -> QuerySet[SoundMix]:
    """With the clips that `is_there` asks about."""
    clips = ("clip", "preview", "result", "film__combined_video", "film__animatic")
    return rows.select_related("film__project", *(f"{name}__generation" for name in clips))


def board_of_sound(mix: SoundMix, board: Board | None = None) -> SoundBoard:
    """Everything of a mix; of a storyboard beside its board, which is read where it is not given."""
    if mix.film and board is None:
        board = board_of(mix.film)
    orders = orders_of(mix)
    shots = planned(board) if board else ()
    target = shots[-1].to_s if shots else ((mix.clip.duration_s if mix.clip else None) or 0.0)
    real = real_spans(mix, board)
    placed = {each.shot: each for each in shots if each.shot}
    numbers = {each.shot.pk: each for each in board.shots} if board else {}
    sounds = tuple(
        sound_of(piece, mix, orders, placed, target)
        for piece in pieces_of(mix)
        if piece.shot_id is None or piece.shot_id in numbers
    )
    sounds = tuple(each for each in sounds if not (each.piece.is_line and not says(each.piece, numbers)))
    return SoundBoard(
        mix=mix,
        board=board,
        shots=shots,
        target_s=target,
        sounds=sounds,
        lines=tuple(lines_of(mix, board, sounds)) if board else (),
        whole=tuple(each for each in orders if each.piece_id is None),
        preview_spans=real.get(mix.film.animatic_id, ()) if mix.film and mix.film.animatic_id else (),
        result_spans=real.get(mix.film.combined_video_id, ()) if mix.film and mix.film.combined_video_id else (),
    )


def orders_of(mix: SoundMix) -> list[SoundOrder]:
    files = Prefetch("generation__assets", Asset.objects.filter(deleted_at=None).order_by("position"))
    rows = SoundOrder.objects.filter(mix=mix).select_related("generation").defer(*UNREAD)
    return list(rows.order_by("-id").prefetch_related(files))


def pieces_of(mix: SoundMix) -> list[SoundPiece]:
    rows = SoundPiece.objects.filter(Q(shot=None) | Q(shot__deleted_at=None), mix=mix, deleted_at=None)
    rows = rows.select_related("asset__generation", "shot").defer(*(f"asset__{name}" for name in UNREAD))
    return list(rows.order_by("created_at", "id"))


def planned(board: Board) -> tuple[Span, ...]:
    """When each shot is seen in the film as the board stands."""
    if not board.shots:
        return ()
    shots = [each.shot for each in board.shots]
    seconds = [each.seconds for each in board.shots]
    return spans(seconds, joins_of(shots, seconds), shots=[each.pk for each in shots])


def real_spans(mix: SoundMix, board: Board | None) -> dict[UUID, tuple[Span, ...]]:
    if mix.film is None or board is None:
        return {}
    clips = [each for each in (mix.film.animatic, mix.film.combined_video) if is_there(each)]
    return spans_of([each for each in clips if each], board) if clips else {}


def sound_of(
    piece: SoundPiece, mix: SoundMix, orders: Iterable[SoundOrder], placed: Mapping[UUID, Span], target: float
) -> Sound:
    latest = next((each for each in orders if each.piece_id == piece.pk), None)
    starts = starts_of(piece, placed)
    length = heard_s(piece, piece.asset.duration_s or 0.0) if piece.asset else 0.0
    ends = max(starts, target) if piece.loop and length else min(starts + length, max(starts, target))
    return Sound(piece, state_of(piece, mix, latest), starts, ends, latest)


def state_of(piece: SoundPiece, mix: SoundMix, latest: SoundOrder | None) -> State:
    if latest is not None and not latest.generation.is_over:
        return "running" if latest.generation.status == Status.RUNNING else "queued"
    wanted = line_hash(piece.shot, mix) if piece.is_line and piece.shot else piece.content_hash
    if is_there(piece.asset) and piece.content_hash == wanted:
        return "ready"
    in_vain = latest is not None and latest.generation.status in (Status.FAILED, Status.CANCELLED)
    if in_vain and latest and latest.content_hash == wanted:
        return "failed"
    if is_there(piece.asset):
        return "changed"
    return "gone" if piece.content_hash or not piece.is_line else "new"


def says(piece: SoundPiece, shots: Mapping[UUID, BoardShot]) -> bool:
    """Whether its shot still has something to say."""
    found = shots.get(piece.shot_id) if piece.shot_id else None
    return found is not None and bool(line_of(found.shot))


def lines_of(mix: SoundMix, board: Board, sounds: Sequence[Sound]) -> Iterable[Line]:
    spoken = {each.piece.shot_id: each for each in sounds if each.piece.is_line}
    for each in board.shots:
        if text := line_of(each.shot):
            sound = spoken.get(each.shot.pk)
            state = sound.state if sound else "new"
            yield Line(each.shot, each.number, text, sound, state, voice_of(mix, each.shot))


def is_there(asset: Asset | None) -> bool:
    """Whether this file lies in no bin, by itself or with its work."""
    if asset is None or asset.deleted_at is not None:
        return False
    return asset.generation is None or asset.generation.deleted_at is None


def not_found() -> NotFound:
    return NotFound(_("There is no such sound mix."))
