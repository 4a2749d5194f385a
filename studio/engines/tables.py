"""Finds the implementations that the tables in settings name."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from reklamai.core.errors import NotFound, Unsupported
from studio.ask import HoldingSource, NamingSource, ReferenceSource
from studio.engines.base import Cluster, Engine, Scorer


def engine_for(provider: str, kind: str) -> Engine:
    """Who fulfils this kind of order for this provider. Raises Unsupported."""
    path = settings.ENGINES.get(f"{provider}.{kind}") or settings.ENGINES.get(provider)
    if path is None:
        raise Unsupported(_("Nobody here can make this."), provider=provider, kind=kind)
    return cast("Engine", loaded(path))


def can_stop(provider: str, kind: str) -> bool:
    """Whether running work of this kind can truly be stopped; nobody can stop an engine that is configured no more."""
    try:
        return engine_for(provider, kind).can_stop
    except Unsupported:
        return False


def cluster_of(provider: str, kind: str) -> Cluster:
    """Where this kind of work runs. What has no engine any more fails on the light cluster, in a worker's words."""
    try:
        return engine_for(provider, kind).cluster
    except Unsupported:
        return "light"


def reference_source(name: str) -> ReferenceSource:
    """Who hands over what an order names as "<name>:<id>". Raises NotFound."""
    path = settings.REFERENCE_SOURCES.get(name)
    if path is None:
        raise NotFound(_("There are no references of this kind."), source=name)
    return cast("ReferenceSource", loaded(path))


def holding_source(name: str) -> HoldingSource | None:
    """The source of this name, if it lends what pictures hold and not plain files."""
    path = settings.REFERENCE_SOURCES.get(name)
    source = loaded(path) if path else None
    return source if isinstance(source, HoldingSource) else None


def naming_sources() -> tuple[NamingSource, ...]:
    """The sources whose things prompts can name."""
    found = (loaded(path) for path in settings.REFERENCE_SOURCES.values())
    return tuple(source for source in found if isinstance(source, NamingSource))


def scorers() -> tuple[Scorer, ...]:
    return tuple(cast("Scorer", loaded(path)) for path in settings.SCORERS)


@cache
def loaded(path: str) -> object:
    """One instance for each line of a table; they keep no state."""
    return import_string(path)()
