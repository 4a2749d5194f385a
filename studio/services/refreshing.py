"""The catalogue held against what KIE says today: what is new, gone or changed, and what of it can be taken over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reklamai.core.errors import Busy, Unsupported
from reklamai.providers.kie.client import Kie
from studio.catalogue.entry import Entry, parse
from studio.catalogue.openapi import inputs_of
from studio.models import CatalogueModel

UNIFIED = "/api/v1/jobs/createTask"
"""Only what goes this way is in KIE's list: products with paths of their own are not."""
EXACT_PRICE = re.compile(r"(\d+(?:\.\d+)?) credits? per (image|video|second|request)\.?", re.IGNORECASE)

What = Literal["new", "gone", "back", "schema", "price", "voices"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as our data says. `live`: what `--apply` writes into the row's `live`."""

    what: What
    model: str
    words: str = ""
    live: Mapping[str, Any] | None = None


def differences(kie: Kie, *, models: Collection[str] = ()) -> Iterator[Difference]:
    """What has changed at KIE, as it is read; models: only these. Raises what the client raises but Busy.

    Reads three things of each model at one request a second: some minutes for all of them.
    """
    rows = {row.pk: row for row in CatalogueModel.objects.filter(provider="kie")}
    listed = {str(row.get("model")): row for row in kie.models()}
    for name in sorted(listed.keys() - rows.keys()):
        if not models or name in models:
            yield Difference("new", name, str(listed[name].get("title") or ""))
    for pk, row in sorted(rows.items()):
        entry = parse(row.entry)
        if (models and pk not in models) or entry.endpoint != UNIFIED:
            continue
        yield from of_row(kie, row, entry, is_listed=pk in listed)


def of_row(kie: Kie, row: CatalogueModel, entry: Entry, *, is_listed: bool) -> Iterator[Difference]:
    was_gone = bool(row.live.get("gone"))
    if not is_listed:
        if not was_gone:
            yield Difference("gone", entry.id, live={"gone": True})
        return
    if was_gone:
        yield Difference("back", entry.id, live={"gone": False})
    try:
        document, text = kie.schema(entry.id), kie.price(entry.id)
    except Unsupported:  # listed, and yet unknown to its own page: nothing to compare
        return
    for words in schema_changes(entry, document):
        yield Difference("schema", entry.id, words)
    if text and text != row.live.get("price"):
        yield Difference("price", entry.id, text, live=priced(entry, text))


def priced(entry: Entry, text: str) -> dict[str, Any]:
    """What to keep of a price: its words for the staff, and a number only where they leave no room for doubt."""
    exact = EXACT_PRICE.fullmatch(text.strip())
    plain = entry.price is not None and not entry.price.tiers and not entry.price.extras
    if exact is None or entry.price is None or not plain or exact[2].lower() != entry.price.unit:
        return {"price": text, "credits": None}
    return {"price": text, "credits": float(exact[1])}


def schema_changes(entry: Entry, document: Mapping[str, Any] | None) -> Iterator[str]:
    """ "duration: max 15 -> 30" for each input that is not as our data says; nothing where KIE shows no schema."""
    theirs = inputs_of(document)
    if not theirs:
        return
    ours = {name: item for name, item in entry.raw.get("inputs", {}).items() if "name" not in item}
    yield from (f"{name}: new input" for name in sorted(theirs.keys() - ours.keys() - skipped(entry)))
    yield from (f"{name}: no such input any more" for name in sorted(ours.keys() - theirs.keys()))
    for name in sorted(ours.keys() & theirs.keys()):
        yield from (f"{name}: {words}" for words in input_changes(ours[name], theirs[name]))


def skipped(entry: Entry) -> frozenset[str]:
    """Inputs of the maker's that we know and do not offer."""
    return frozenset(entry.raw.get("unused", ()))


def input_changes(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    """Only what the maker states: a limit that it does not name is no change."""
    values = ours.get("values", {})
    enum = [values.get(each, each) for each in ours.get("enum", ())]
    if theirs.get("enum") and enum and not set(map(str, enum)) <= set(map(str, theirs["enum"])):
        gone = sorted(set(map(str, enum)) - set(map(str, theirs["enum"])))
        yield f"values that are no more: {', '.join(gone)}"
    for name in ("min", "max", "max_length", "max_items"):
        if name in theirs and name in ours and theirs[name] != ours[name]:
            yield f"{name} {ours[name]} -> {theirs[name]}"
    kind = ours.get("wire") or ours.get("type")
    if theirs.get("type") and kind and theirs["type"] != kind and {theirs["type"], kind} != {"integer", "number"}:
        yield f"type {kind} -> {theirs['type']}"
    if theirs.get("required") and not ours.get("required") and "fixed" not in ours:
        yield "is required now"


def apply(difference: Difference) -> bool:
    """Take over what is safe: gone and back, the price's words. Whether there was something to write."""
    if difference.live is None:
        return False
    row = CatalogueModel.objects.get(pk=difference.model)
    row.live = {**row.live, **difference.live}
    row.save(update_fields=["live", "updated_at"])
    return True


class Patience:
    """The limits of all workers, waited for: a refresh has the time that an order has not."""

    def __init__(self, take: Any, sleep: Any) -> None:
        self._take, self._sleep = take, sleep

    def take(self, name: str) -> float:
        """0.0 always, after as long as it takes. Raises Busy if a turn does not come within a minute."""
        for _try in range(60):
            seconds = self._take(name)
            if not seconds:
                return 0.0
            self._sleep(seconds)
        raise Busy("Our turn at the maker does not come.", limit=name)
