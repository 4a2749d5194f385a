"""The ports between the hall and whoever makes things. A job carries no model: an engine cannot save by accident."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable

from studio.ask import Ask

if TYPE_CHECKING:
    from reklamai.media.types import Report
    from studio.catalogue.entry import Entry
    from studio.models import User

Cluster = Literal["light", "heavy"]
Mark = Literal["native", "prompt", "post"]


@dataclass(frozen=True, slots=True)
class SentControl:
    """One control of an order: how it takes effect."""

    name: str
    """The input's role or name ("aspect_ratio")."""
    value: Any
    mark: Mark = "native"


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes to the maker: the final words, each control with its mark, the files by role."""

    words: str = ""
    controls: tuple[SentControl, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """(role, name) of each file."""
    notes: tuple[str, ...] = ()
    """What will be adjusted or dropped, in the user's language."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference as an engine gets it: a local file or words, or both."""

    role: str
    path: Path | None = None
    text: str = ""
    source: str = ""
    source_id: str = ""
    element: str = ""
    """What the order holds to by it: face | clothing | lighting | environment | product; "" for a plain file."""
    facts: dict[str, Any] = field(default_factory=dict)
    """JSON: what was measured of the element."""


class Desk(Protocol):
    """What the hall keeps for engines that speak with vendors, over all processes and machines."""

    def take(self, name: str) -> float:
        """As `reklamai.providers.limits.Limiter`."""

    def kept(self, provider: str, sha256: str) -> str:
        """The address under which a vendor has a file of ours, "" if it has it no more."""

    def keep(self, provider: str, sha256: str, url: str, *, hours: float) -> None:
        """Remember that a vendor has a file for so long."""

    def forget(self, provider: str, sha256: str) -> None:
        """The vendor cannot read that file any more: the next job gives it anew."""

    def enter(self, name: str, *, most_s: float) -> float | None:
        """A ticket for one of the places of settings.VENDOR_PLACES, None if all are taken: for limits of calls at once.

        Whoever is killed on its place holds it for `most_s`, which no call outlives.
        """

    def leave(self, name: str, ticket: float) -> None:
        """Give the place back. May be repeated."""


class NobodysDesk:
    """For engines that speak with nobody: no limits, and nothing kept."""

    def take(self, name: str) -> float:  # noqa: ARG002  # the port's
        return 0.0

    def kept(self, provider: str, sha256: str) -> str:  # noqa: ARG002
        return ""

    def keep(self, provider: str, sha256: str, url: str, *, hours: float) -> None:
        """It remembers nothing: the next job gives the file again."""

    def forget(self, provider: str, sha256: str) -> None:
        """There is nothing to forget."""

    def enter(self, name: str, *, most_s: float) -> float | None:  # noqa: ARG002  # the port's
        return 0.0

    def leave(self, name: str, ticket: float) -> None:
        """Nobody else wants the place."""


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine is given."""

    id: str
    kind: str
    entry: Entry
    prompt: str
    seed: int
    parameters: dict[str, Any]
    workdir: Path
    """Empty, this job's own, removed afterwards."""
    references: tuple[Reference, ...] = ()
    start_frame: Path | None = None
    end_frame: Path | None = None
    language: str = "ru"
    provider_ref: str = ""
    """The vendor's id, once it has the job: a restarted worker asks for it instead of paying twice."""
    waited_s: float = 0.0
    """Since it was sent."""
    kept: dict[str, Any] = field(default_factory=dict)
    """What attempts before this one have told to `report.keep`."""
    callback_url: str = ""
    """Where the vendor may ring when it has ended; "" where nobody outside can reach us."""
    desk: Desk = field(default_factory=NobodysDesk, repr=False)
    plan: dict[str, Any] = field(default_factory=dict)
    """`studio.shaping.Shape.plan`: the virtual camera, and what is done to the result; {} for most."""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One file that an engine made, inside the job's workdir."""

    path: Path
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What an engine made; the main file first."""

    files: tuple[ResultFile, ...]
    seed: int | None = None
    """The seed that was used, if it is not the one asked for."""
    notes: dict[str, Any] = field(default_factory=dict)
    """JSON: what was adjusted or ignored, and of the prompt "understood" [[start, end, concept], ...] and "unknown"
    [[start, end], ...]."""
    cost: Decimal | None = None
    """What the vendor took, in USD."""
    finished: bool = False
    """Whether the engine has done itself what `Job.plan` asks for: nothing more is done to the files then."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A vendor has the job: the worker is free, ask again after `ask_after`.

    With an empty `provider_ref` nothing has been sent yet: the order stands in line for its turn at the vendor.
    """

    provider_ref: str
    ask_after: timedelta = timedelta(seconds=3)
    stage: str = "waiting"
    share: float = 0.0


class JobReport(Protocol):
    """How a running job speaks with the hall."""

    def __call__(self, stage: str, share: float) -> None:
        """Tell the stage and the share done, 0..1. Raises Cancelled once the owner has stopped the order."""

    def sending(self) -> None:
        """Call right before an order leaves for a vendor: from then on it is never sent again. Raises Cancelled."""

    def accepted(self, provider_ref: str) -> None:
        """Call with the vendor's id before anything else is done: it is kept at once."""

    def keep(self, **facts: Any) -> None:
        """Keep JSON by name: if this worker dies, the next attempt has it in `job.kept`. Raises Cancelled."""


class Engine(Protocol):
    """One maker. Stateless: `run` may be called in any process."""

    cluster: Cluster
    """Where it runs: "light" for waiting on vendors, "heavy" for pixels."""
    can_stop: bool
    """Whether a running job of this engine can truly be stopped."""

    def check(self, ask: Ask, entry: Entry) -> None:
        """Raise Unsupported or NotConfigured if this ask cannot be served. Changes nothing, calls nobody."""

    def describe(self, ask: Ask, entry: Entry, *, language: str) -> Sent:
        """What would be sent for this ask. Changes nothing, calls nobody."""

    def run(self, job: Job, report: JobReport) -> Result | Waiting:
        """Do the work, calling `report(stage, share)` with share in 0..1. Raises EngineError.

        An engine that must wait for a vendor returns `Waiting` and so frees its worker; the watch or the vendor's
        callback calls `run` again later, with `job.provider_ref` set.
        """

    def stop(self, job: Job) -> None:
        """Tell the vendor to stop, where `can_stop` and a vendor has it. May be repeated."""


@runtime_checkable
class Peeking(Protocol):
    """An engine whose vendor can be asked without a worker: one question, nothing fetched. See settings.PEEKED."""

    def peek(self, entry: Entry, provider_ref: str, *, waited_s: float, desk: Desk) -> Waiting | None:
        """How long to wait on; None if a worker should `run` it: there is a result, or a failure to tell.

        waited_s: since it was sent. Raises EngineError; Busy with a "limit" among its facts if it is not our turn.
        """


@runtime_checkable
class Choosy(Protocol):
    """An engine whose answer hangs on the owner's own files: on what they hold, and on what their owner may keep."""

    def check_for(self, user: User, ask: Ask) -> None:
        """Raises what is wrong with this ask of this user, after `check`. Changes nothing, calls nobody."""


@runtime_checkable
class Balanced(Protocol):
    """An engine whose vendor can say what is left on our account."""

    def balance(self, desk: Desk) -> Decimal:
        """The vendor's own credits. Raises EngineError."""


class Finisher(Protocol):
    """settings.FINISHER: what is done here to a result after its maker is through with it. Stateless, repeatable."""

    def finish(self, job: Job, made: Result, report: Report) -> Result:
        """`made` with the files that `job.plan` asks for put before its own. The same in gives the same bytes.

        Raises EngineError, Cancelled.
        """


@dataclass(frozen=True, slots=True)
class Score:
    """How far a result keeps to one thing it had to hold to."""

    value: int | None
    """0..100; None if it was not measured, and `says` says why."""
    says: str
    """One plain sentence in the owner's language."""
    facts: dict[str, Any] = field(default_factory=dict)
    """JSON: the figures behind it."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Scorer(Protocol):
    """Measures a finished result against what it was made from; one line of SCORERS each."""

    def score(self, job: Job, result: Result) -> dict[str, Score]:
        """By what was measured: face | clothing | lighting | place | product; empty if there is nothing to hold to."""
