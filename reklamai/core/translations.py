"""Compiles the translations (.po) to what gettext reads (.mo), without the gettext programs."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def compile_all() -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; the compiled ones that were written.

    Fuzzy entries are left out, as msgfmt leaves them out: the reader sees the original words.
    """
    return [
        _compile(catalogue)
        for folder in settings.LOCALE_PATHS
        for catalogue in sorted(Path(folder).rglob("*.po"))
        if not _is_fresh(catalogue)
    ]


def _is_fresh(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns == catalogue.stat().st_mtime_ns


def _compile(catalogue: Path) -> Path:
    import polib  # 30 ms that a start with nothing to compile need not wait for

    compiled, fresh = catalogue.with_suffix(".mo"), catalogue.with_suffix(f".{os.getpid()}")
    polib.pofile(str(catalogue)).save_as_mofile(str(fresh))
    read = catalogue.stat()
    os.utime(fresh, ns=(read.st_atime_ns, read.st_mtime_ns))  # equal times mean "compiled from this very text"
    fresh.replace(compiled)
    return compiled
