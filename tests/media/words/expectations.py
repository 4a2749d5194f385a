"""Prompts with what they should read as, kept as data beside the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from reklamai.media.words import Clothing, Person, Product, Reading, Tint

Expected = dict[str, Any]


def load(name: str) -> list[Expected]:
    """Rows of `name`: a `prompt` and the fields that its reading must have."""
    rows: list[Expected] = yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))
    return rows


def faults(reading: Reading, expected: Expected) -> list[str]:
    """One line for each named field that was read otherwise; fields that are not named may say anything."""
    found = []
    for field, wanted in expected.items():
        if field not in {"prompt", "rule"}:
            got = _plain(reading, field)
            if not _same(field, got, wanted):
                found.append(f"{field}: wanted {wanted}, read {got}")
    return found


def _plain(reading: Reading, field: str) -> Any:
    if field in {"side", "hard", "warm"}:
        return _simple(getattr(reading.light, field))
    if field == "unknown":
        return [span.text for span in reading.unknown]
    value = getattr(reading, field)
    if isinstance(value, (tuple, frozenset)):
        return [_simple(each) for each in value]
    return _simple(value)


def _simple(value: Any) -> Any:
    if isinstance(value, Tint):
        return value.name
    if isinstance(value, Clothing):
        return f"{value.colour.name} {value.garment}" if value.colour else str(value.garment)
    if isinstance(value, (Person, Product)):
        pairs = ((name, getattr(value, name)) for name in type(value).__dataclass_fields__)
        return {
            name: [_simple(each) for each in got] if isinstance(got, tuple) else _simple(got) for name, got in pairs
        }
    return str(value) if isinstance(value, str) else value


def _same(field: str, got: Any, wanted: Any) -> bool:
    several = _alternatives(wanted)
    if several is not None:
        return any(_same(field, got, each) for each in several)
    if field in {"people", "products"}:
        return _in_order(got, wanted, _has)
    if field in {"moods", "without", "unknown"} and wanted:
        return _among(got, wanted)
    return _in_order(got, wanted, _equal) if isinstance(wanted, list) else _equal(got, wanted)


def _has(got: Expected, wanted: Expected) -> bool:
    """Does a person or thing have the fields wanted? Clothes: at least those wanted, in that colour."""
    return all(
        _among(got[name], value) if name == "clothes" else _equal(got[name], value) for name, value in wanted.items()
    )


def _equal(got: Any, wanted: Any) -> bool:
    several = _alternatives(wanted)
    return bool(got == wanted) if several is None else any(_equal(got, each) for each in several)


def _among(got: list[Any], wanted: list[Any]) -> bool:
    return all(any(_equal(one, each) for one in got) for each in wanted)


def _in_order(got: list[Any], wanted: list[Any], match: Callable[[Any, Any], bool]) -> bool:
    return len(got) == len(wanted) and all(map(match, got, wanted))


def _alternatives(wanted: Any) -> list[Any] | None:
    """What `{any: [..]}` offers: several readings that are all right, where the words leave it open."""
    return list(wanted["any"]) if isinstance(wanted, dict) and set(wanted) == {"any"} else None
