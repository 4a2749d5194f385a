"""Which rows name which stored files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from django.apps import apps
from django.db import connection
from django.db.models import PROTECT, FileField, Model

from studio.models import Asset, GenerationReference

CHUNK = 2000


@cache
def columns() -> tuple[tuple[type[Model], str], ...]:
    """Every column of every app that names a stored file: a room's new table is heard of by itself."""
    found: list[tuple[type[Model], str]] = [(GenerationReference, "file")]
    for model in apps.get_models():
        found += [(model, each.name) for each in model._meta.concrete_fields if isinstance(each, FileField)]
    return tuple(found)


@cache
def unheld() -> dict[str, bool]:
    """The condition that no room stands on an asset: every table with a protecting key to them counts."""
    return {f"{each.name}__isnull": True for each in Asset._meta.related_objects if each.on_delete is PROTECT}


def used_of(names: Collection[str]) -> set[str]:
    """Those of the names that a row has."""
    used: set[str] = set()
    for model, column in columns():
        rows = model._default_manager.filter(**{f"{column}__in": names})
        used |= set(rows.values_list(column, flat=True))
    return used


def named() -> Iterator[str]:
    """Every stored name that a row has, once, by code points: as stores list theirs. Flat in memory.

    Outside a transaction the server keeps the answer, so that an hour's listing holds no snapshot and no lock.
    """
    quote = connection.ops.quote_name
    selects = (
        f"SELECT {quote(name)} AS name FROM {quote(model._meta.db_table)} WHERE {quote(name)} <> ''"  # noqa: S608
        for model, name in columns()
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'SELECT name FROM ({" UNION ".join(selects)}) AS named ORDER BY name COLLATE "C"')  # noqa: S608
        while rows := cursor.fetchmany(CHUNK):
            yield from (name for (name,) in rows)
