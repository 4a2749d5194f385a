"""What Replicate tells of its things, read with care: a field of another shape is an error of ours, never a crash."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from reklamai.core.errors import MediaError, Rejected

State = Literal["starting", "processing", "succeeded", "failed", "canceled", "aborted"]
STATES: dict[str, State] = {
    "starting": "starting",
    "processing": "processing",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "canceled",
    "aborted": "aborted",
}
OVER = ("succeeded", "failed", "canceled", "aborted")
KEPT = timedelta(hours=1)
"""So long after their end the results of predictions can be fetched."""
LONGEST_LOG, LONGEST_TEXT = 20_000, 2_000
TRAINED = re.compile(r"(?:([\w.-]{1,100}/[\w.-]{1,100}):)?([0-9a-f]{64})", re.ASCII)


class UnknownAnswer(MediaError):
    """Replicate says something that we do not understand: to be looked at by staff, not waited for."""

    code = "unknown_answer"


class NameTaken(Rejected):
    """A model of this name was there once. Replicate gives no name out a second time, so another must be found."""

    code = "name_taken"


class NotPrivate(Rejected):
    """The model of this name is open to everybody: no person is trained into it."""

    code = "not_private"


@dataclass(frozen=True, slots=True)
class Account:
    """Whose key it is. `username` is the owner of the models that are made with it."""

    username: str
    kind: str
    """ "user" or "organization"."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file at Replicate, kept for 24 hours. Its address opens with our key and to their own jobs alone."""

    id: str
    url: str = field(repr=False)
    size_bytes: int
    sha256: str
    """"" where the answer does not tell it."""
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Model:
    """A model. `latest_version` is "" while nothing has been trained into it."""

    owner: str
    name: str
    visibility: str
    latest_version: str

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training has made. The version runs as a model of its own; the weights are a tar to be fetched."""

    model: str
    """ "owner/name", "" where it is not told."""
    version: str
    weights_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Task:
    """A training or a prediction. `seconds`: those it ran and that are billed; None where they are not told yet."""

    id: str
    state: State
    urls: tuple[str, ...] = field(default=(), repr=False)
    output: Any = field(default=None, repr=False)
    error: str = ""
    logs: str = field(default="", repr=False)
    seconds: float | None = None
    completed_at: datetime | None = None
    removed: bool = False
    """Replicate has thrown input, output and logs away, as it does an hour after a prediction."""

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def expires_at(self) -> datetime | None:
        """Until when the results of a prediction can be fetched."""
        return None if self.completed_at is None else self.completed_at + KEPT


def task(data: Any) -> Task:
    """From the body of a GET or of a webhook; they are the same. Raises UnknownAnswer."""
    found = mapping(data, "task")
    state = STATES.get(str(found.get("status")))
    task_id = found.get("id")
    if state is None or not isinstance(task_id, str) or not task_id:
        raise UnknownAnswer("The maker reports a state that we do not know.", state=words(found.get("status"))[:100])
    output = found.get("output") if state == "succeeded" else None
    return Task(
        id=task_id,
        state=state,
        urls=urls_of(output),
        output=output,
        error=words(found.get("error"))[:LONGEST_TEXT],
        logs=words(found.get("logs"))[-LONGEST_LOG:],
        seconds=seconds(found.get("metrics")),
        completed_at=moment(found.get("completed_at")),
        removed=found.get("data_removed") is True,
    )


def trained(done: Task) -> Trained:
    """What a training that succeeded has made. Raises UnknownAnswer if it does not say so."""
    output = done.output if isinstance(done.output, dict) else {}
    version, weights = TRAINED.fullmatch(str(output.get("version"))), output.get("weights")
    if version is None or not is_address(weights):
        raise UnknownAnswer("The maker does not say where the weights are.", task=done.id)
    return Trained(model=version.group(1) or "", version=version.group(2), weights_url=str(weights))


def account(data: Any) -> Account:
    found = mapping(data, "account")
    return Account(username=name(found, "username"), kind=words(found.get("type"))[:100])


def model(data: Any) -> Model:
    found = mapping(data, "model")
    latest = found.get("latest_version")
    version = latest.get("id") if isinstance(latest, dict) else ""
    return Model(name(found, "owner"), name(found, "name"), words(found.get("visibility"))[:100], words(version)[:100])


def stored_file(data: Any) -> StoredFile:
    found = mapping(data, "file")
    urls, sums = found.get("urls"), found.get("checksums")
    url = urls.get("get") if isinstance(urls, dict) else None
    size = found.get("size")
    if not is_address(url) or not isinstance(size, int):
        raise UnknownAnswer("The maker's answer could not be read.", call="file")
    return StoredFile(
        id=name(found, "id"),
        url=str(url),
        size_bytes=size,
        sha256=words(sums.get("sha256"))[:64] if isinstance(sums, dict) else "",
        expires_at=moment(found.get("expires_at")),
    )


def mapping(data: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise UnknownAnswer("The maker's answer could not be read.", call=what)
    return data


def name(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value:
        raise UnknownAnswer("The maker's answer could not be read.", field=key)
    return value


def words(value: object) -> str:
    """As text that a database takes: without NUL and halves of characters; "" for null."""
    return "" if value is None else str(value).replace("\0", "").encode("utf-8", "replace").decode()


def is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def urls_of(output: object) -> tuple[str, ...]:
    """Where the files are, in their order: an output is one address, a list of them, or none."""
    return tuple(str(each) for each in (output if isinstance(output, list) else [output]) if is_address(each))


def seconds(metrics: object) -> float | None:
    value = metrics.get("predict_time") if isinstance(metrics, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return None
    return float(value)


def moment(value: object) -> datetime | None:
    """A point in time; Replicate writes them with up to nine decimals and Z."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
