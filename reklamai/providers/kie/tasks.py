"""A task as KIE reports it, in the recorded shape and in the documented one; they differ."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from reklamai.core.errors import MediaError

State = Literal["waiting", "queuing", "generating", "success", "fail"]
STATES: dict[str, State] = {
    "waiting": "waiting",
    "queuing": "queuing",
    "queueing": "queuing",  # Runway's spelling
    "wait": "waiting",
    "generating": "generating",
    "success": "success",
    "fail": "fail",
}
URL_LISTS = ("resultUrls", "result_urls", "fullResultUrls")
ONE_URL = ("resultUrl", "resultVideoUrl", "videoUrl", "resultImageUrl")


class UnknownAnswer(MediaError):
    """KIE says something about a task that we do not understand: to be looked at by staff, not waited for."""

    code = "unknown_answer"


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `credits`: KIE's own, while it runs those reserved; None where it does not say."""

    id: str
    state: State
    model: str = ""
    urls: tuple[str, ...] = ()
    result: dict[str, Any] = field(default_factory=dict)
    """The parsed result, whole: "resultObject", "firstFrameUrl", "lastFrameUrl", ..."""
    fail_code: str = ""
    fail_message: str = ""
    credits: Decimal | None = None
    seconds: float | None = None

    @property
    def is_over(self) -> bool:
        return self.state in ("success", "fail")


def parse(data: dict[str, Any]) -> Task:
    """From the `data` of recordInfo or of a callback. Raises UnknownAnswer."""
    state = STATES.get(str(data.get("state")))
    if state is None:
        raise UnknownAnswer("The maker reports a state that we do not know.", state=str(data.get("state")))
    result = parsed_result(data.get("resultJson")) if state == "success" else {}
    return Task(
        id=str(data.get("taskId") or data.get("task_id") or ""),
        state=state,
        model=str(data.get("model") or ""),
        urls=urls_of(result),
        result=result,
        fail_code=str(data.get("failCode") or ""),
        fail_message=str(data.get("failMsg") or ""),
        credits=decimal(data.get("creditsConsumed", data.get("consumeCredits"))),
        seconds=seconds(data),
    )


def parse_product(data: dict[str, Any], *, task_id: str) -> Task:
    """From the `data` of a product's own record: Veo, Runway, Aleph, 4o Image, Flux Kontext. Raises UnknownAnswer."""
    if "state" in data:
        return parse({**data, "taskId": task_id, "resultJson": data.get("videoInfo")})
    flag = data.get("successFlag")
    if flag not in (0, 1, 2, 3):
        raise UnknownAnswer("The maker reports a state that we do not know.", flag=str(flag))
    # 2 is a task that was not begun, 3 one that broke off: both are failures for us.
    state: State = "generating" if flag == 0 else "success" if flag == 1 else "fail"
    result = parsed_result(data.get("response")) if state == "success" else {}
    return Task(
        id=task_id,
        state=state,
        urls=urls_of(result),
        result=result,
        fail_code=str(data.get("errorCode") or ""),
        fail_message=str(data.get("errorMessage") or ""),
        credits=decimal(data.get("creditsConsumed")),
    )


def parsed_result(value: object) -> dict[str, Any]:
    """JSON inside a string, or the object itself; {} for none. Raises UnknownAnswer for anything else."""
    if value in (None, ""):
        return {}
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise UnknownAnswer("The maker's result could not be read.") from error
    if not isinstance(value, dict):
        raise UnknownAnswer("The maker's result could not be read.")
    return value


def urls_of(result: dict[str, Any]) -> tuple[str, ...]:
    """Where the files are, in their order; a success without any is legal."""
    for name in URL_LISTS:
        found = result.get(name)
        if isinstance(found, str):  # the old record of Veo holds a list as text
            found = json.loads(found) if found.startswith("[") else [found]
        if isinstance(found, list) and found:
            return tuple(str(url) for url in found if url)
    found = next((result[name] for name in ONE_URL if result.get(name)), None)
    return (str(found),) if found else tuple(tracks(result))


def tracks(result: dict[str, Any]) -> list[str]:
    """The files of songs: Suno puts each into an object of its own, under one of several names."""
    songs = result.get("sunoData") or result.get("data") or result.get("tracks") or []
    found = [song.get("audio_url") or song.get("audioUrl") for song in songs if isinstance(song, dict)]
    return [str(url) for url in found if url]


def decimal(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def seconds(data: dict[str, Any]) -> float | None:
    """How long it took. `costTime` is documented in ms and is sent in seconds, so the two moments are better."""
    begun, ended = data.get("createTime"), data.get("completeTime")
    if isinstance(begun, int | float) and isinstance(ended, int | float) and ended >= begun:
        return (ended - begun) / 1000
    return None
