"""What Replicate must not have any more, removed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reklamai.core.errors import Busy, Unsupported
from reklamai.providers.replicate.client import Replicate
from studio.engines.base import Desk, NobodysDesk
from studio.engines.replicate.line import owner, refuse_without_key, speaking


def remove(what: str, ref: str, *, desk: Desk | None = None) -> bool:
    """True once it is gone, or never was there; False while Replicate is still at it. May be repeated.

    what: "file" (its id), "version" ("owner/name:version", with a slash as well), "model" ("owner/name", or the name
    alone for one of our own), "training" (its id: stopped, as Replicate removes none). Raises EngineError.
    """
    deed = DEEDS.get(what)
    if deed is None:
        raise Unsupported("Nothing of this kind can be removed there.", what=what)
    refuse_without_key()
    with speaking(desk or NobodysDesk()) as replicate:
        return deed(replicate, ref)


def file(replicate: Replicate, ref: str) -> bool:
    replicate.delete_file(ref)
    return True


def version(replicate: Replicate, ref: str) -> bool:
    model_name, _, name = ref.replace(":", "/").rpartition("/")
    full_name = whole(replicate, model_name)
    replicate.delete_version(full_name, name)
    return not replicate.has_version(full_name, name)


def model(replicate: Replicate, ref: str) -> bool:
    """With its versions, which must be gone before it."""
    full_name = whole(replicate, ref)
    found = replicate.model(full_name)
    if found is None:
        return True
    if found.latest_version:
        replicate.delete_version(full_name, found.latest_version)
    try:
        replicate.delete_model(full_name)
    except Busy as error:
        if "limit" in error.facts or "http_status" in error.facts:
            raise
        return False  # a version goes within minutes, and the model after it
    return True


def whole(replicate: Replicate, model_name: str) -> str:
    return model_name if "/" in model_name else f"{owner(replicate)}/{model_name}"


def training(replicate: Replicate, ref: str) -> bool:
    stopped = replicate.cancel_training(ref)
    return stopped is None or stopped.is_over


DEEDS: Final[Mapping[str, Callable[[Replicate, str], bool]]] = {
    "file": file,
    "version": version,
    "model": model,
    "training": training,
}
