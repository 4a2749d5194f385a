"""Rules between inputs, as `kie_models.yaml` writes them; values are keyed by the maker's input names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from studio.catalogue.entry import Entry
from studio.catalogue.inputs import FRAMES
from studio.catalogue.labels import role_label, value_label

Values = Mapping[str, Any]
Rule = Mapping[str, Any]
SUFFIXES = ("_not", "_max", "_min", "_count")


def broken(entry: Entry, values: Values) -> dict[str, str]:
    """A sentence for each field whose rule is broken; empty if all hold."""
    errors: dict[str, str] = {}
    for rule in entry.constraints:
        check = CHECKS.get(rule["rule"])
        for name in check(rule, values) if check else ():
            errors.setdefault(field_of(entry, name), sentence(entry, rule, values))
    return errors


def field_of(entry: Entry, name: str) -> str:
    """The form's field of a maker's input name, or of a role."""
    item = entry.named(name)
    if item is None:
        return "parameters." + name
    if item.role in ("prompt", *FRAMES):
        return item.role
    return "references" if item.is_media else f"parameters.{item.role}"


def sentence(entry: Entry, rule: Rule, values: Values) -> str:
    """What a broken rule wants, naming the controls by their labels."""
    if rule["rule"] == "at_least_one":
        return _("Give at least one of these: %(what)s.") % {"what": labels(entry, rule["fields"])}
    if rule["rule"] == "mutually_exclusive":
        used = [name for group in rule["groups"] for name in group if present(values.get(name))]
        return _("These cannot be used together: %(what)s.") % {"what": labels(entry, used)}
    if rule["rule"] == "requires":
        missing = [name for name in rule["needs"] if not present(values.get(name))]
        return _("This needs one more thing: %(what)s.") % {"what": labels(entry, missing)}
    if rule["rule"] == "total_max":
        return _("At most %(limit)d in all: %(what)s.") % {"limit": rule["max"], "what": labels(entry, rule["fields"])}
    if missing := [name for name, wanted in rule["if"].items() if wanted == "absent"]:
        return _("This goes only with: %(what)s.") % {"what": labels(entry, missing)}
    return _("This does not go with: %(what)s.") % {"what": ", ".join(told(entry, name, values) for name in rule["if"])}


def labels(entry: Entry, names: Sequence[str]) -> str:
    found = (item.role if (item := entry.named(name)) else name for name in names)
    return ", ".join(dict.fromkeys(role_label(role) for role in found))


def told(entry: Entry, name: str, values: Values) -> str:
    """ "Size: 4K" for a setting, "Mask" for a file."""
    item = entry.named(name)
    if item is None or item.is_media:
        return labels(entry, [name])
    value = values.get(item.role)
    return role_label(item.role) if value is None else f"{role_label(item.role)}: {value_label(item.role, value)}"


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
