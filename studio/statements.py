"""What the pixels of a file truly carry, said with the file wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def statement_of(metadata: Mapping[str, Any]) -> str:
    """ "10-bit container, 8-bit source, debanded": of a master by its asset's metadata, in the active language.

    "" for files that are no masters: nothing is claimed of them.
    """
    master = metadata.get("master")
    if not isinstance(master, Mapping) or "container_bits" not in master:
        return ""
    return ", ".join(said(master))


def said(master: Mapping[str, Any]) -> list[str]:
    container, source = int(master["container_bits"]), int(master.get("source_bits", 8))
    bits = {"container": container, "source": source}
    if source >= container:
        parts = [_("%(container)d-bit container, true %(container)d-bit pixels") % bits]
    else:
        parts = [_("%(container)d-bit container, %(source)d-bit source") % bits]
    if master.get("debanded"):
        parts.append(_("debanded"))
    if master.get("enlarged"):
        parts.append(_("enlarged: no new detail"))
    return parts
