"""Rules between inputs, as `kie_models.yaml` writes them; values are keyed by the maker's input names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry

Values = Mapping[str, Any]
Rule = Mapping[str, Any]
SUFFIXES = ("_not", "_max", "_min", "_count")


def broken(entry: Entry, values: Values) -> dict[str, str]:
    """A sentence for each field whose rule is broken; empty if all hold."""
    errors: dict[str, str] = {}
    for rule in entry.constraints:
        for name in CHECKS[rule["rule"]](rule, values):
            errors.setdefault(field_of(entry, name), sentence(rule))
    return errors


def field_of(entry: Entry, name: str) -> str:
    """The form's field of a maker's input name."""
    item = next((item for item in entry.inputs if item.name == name), None)
    if item is None:
        return "parameters." + name
    if item.role in ("prompt", "start_frame", "end_frame"):
        return item.role
    return "references" if item.is_media else f"parameters.{item.role}"


def sentence(rule: Rule) -> str:
    if rule["rule"] == "at_least_one":
        return _("Give at least one of these: words or files.")
    if rule["rule"] == "mutually_exclusive":
        return _("These cannot be used together.")
    if rule["rule"] == "requires":
        return _("This needs another input that is missing.")
    return _("This value does not go with the others.")


def exclusive(rule: Rule, values: Values) -> list[str]:
    used = [[name for name in group if present(values.get(name))] for group in rule["groups"]]
    used = [group for group in used if group]
    return used[-1] if len(used) > 1 else []


def at_least_one(rule: Rule, values: Values) -> list[str]:
    return [] if any(present(values.get(name)) for name in rule["fields"]) else rule["fields"][:1]


def requires(rule: Rule, values: Values) -> list[str]:
    if not present(values.get(rule["field"])):
        return []
    return [rule["field"]] if any(not present(values.get(name)) for name in rule["needs"]) else []


def total_max(rule: Rule, values: Values) -> list[str]:
    total = sum(size(values.get(name)) for name in rule["fields"])
    return rule["fields"][:1] if total > rule["max"] else []


def when(rule: Rule, values: Values) -> list[str]:
    if not all(fits(values.get(name), wanted) for name, wanted in rule["if"].items()):
        return []
    return [name for key, wanted in rule["then"].items() if not holds(name := base(key), key, wanted, values)]


def base(key: str) -> str:
    suffix = next((suffix for suffix in SUFFIXES if key.endswith(suffix)), "")
    return key.removesuffix(suffix)


def holds(name: str, key: str, wanted: Any, values: Values) -> bool:
    """Whether `values[name]` satisfies one condition; a value that is not given breaks none."""
    value = values.get(name)
    if key == name:
        return fits(value, wanted) or (value is None and wanted != "present")
    if value is None:
        return True
    if key.endswith("_not"):
        return not fits(value, wanted)
    if key.endswith("_count"):
        return bool(size(value) == wanted)
    return bool(value <= wanted) if key.endswith("_max") else bool(value >= wanted)


def fits(value: Any, wanted: Any) -> bool:
    if wanted == "present":
        return present(value)
    if wanted == "absent":
        return not present(value)
    return value in wanted if isinstance(wanted, list) else value == wanted


def present(value: Any) -> bool:
    return value not in (None, "", [], False)


def size(value: Any) -> int:
    return len(value) if isinstance(value, list) else int(present(value))


CHECKS: dict[str, Callable[[Rule, Values], list[str]]] = {
    "mutually_exclusive": exclusive,
    "at_least_one": at_least_one,
    "requires": requires,
    "total_max": total_max,
    "when": when,
}
