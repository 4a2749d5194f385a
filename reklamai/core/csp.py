"""What a page may load, as Content-Security-Policy headers."""

from __future__ import annotations

from collections.abc import Sequence

Policy = dict[str, tuple[str, ...]]

PAGES: Policy = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:", "blob:"),
    "media-src": ("'self'", "blob:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}
"""Ours: files only, nothing inline, nothing evaluated."""

ADMIN: Policy = {
    **PAGES,
    # unfold 0.91 runs Alpine, which evaluates its attributes, and writes style attributes.
    "script-src": ("'self'", "'unsafe-inline'", "'unsafe-eval'"),
    "style-src": ("'self'", "'unsafe-inline'"),
}

API_DOCS: Policy = {
    **PAGES,
    # Swagger UI and ReDoc write style elements; ReDoc searches in a worker made from a blob.
    "script-src": ("'self'", "'unsafe-inline'"),
    "style-src": ("'self'", "'unsafe-inline'"),
    "worker-src": ("'self'", "blob:"),
}

RELAXED: tuple[tuple[str, Policy], ...] = (("/admin/", ADMIN), ("/api/", API_DOCS))


def header(path: str, *, media_hosts: Sequence[str] = ()) -> str:
    """The policy for the page at `path`. `media_hosts` are the origins that private files may be shown from."""
    policy = next((found for prefix, found in RELAXED if path.startswith(prefix)), PAGES)
    widened = {name: (*sources, *_hosts(name, media_hosts)) for name, sources in policy.items()}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in widened.items())


def _hosts(directive: str, media_hosts: Sequence[str]) -> tuple[str, ...]:
    return tuple(media_hosts) if directive in {"img-src", "media-src"} else ()
