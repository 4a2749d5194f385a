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
    "frame-src": ("'none'",),
    "frame-ancestors": ("'none'",),
}
"""Files of ours only; nothing inline, nothing evaluated, on every page, the admin's among them."""

REDOC_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='",
)
"""Hashes of the two style elements that ReDoc makes: an empty one, which it fills by script, and that of its scrollbar.

A browser test says when another version makes other ones.
"""

API_DOCS: Policy = {
    **PAGES,
    "style-src": ("'self'", *REDOC_STYLES),
    "worker-src": ("'self'", "blob:"),  # ReDoc searches in a worker made from a blob
}

WIDER: tuple[tuple[str, Policy], ...] = (("/api/redoc", API_DOCS),)


def header(path: str, *, media_hosts: Sequence[str] = ()) -> str:
    """The policy for the page at `path`. `media_hosts` are the origins that private files may be shown from."""
    policy = next((found for address, found in WIDER if path == address), PAGES)
    widened = {name: (*sources, *_hosts(name, media_hosts)) for name, sources in policy.items()}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in widened.items())


def _hosts(directive: str, media_hosts: Sequence[str]) -> tuple[str, ...]:
    return tuple(media_hosts) if directive in {"img-src", "media-src"} else ()
