"""What may come in, and how."""

from __future__ import annotations

from .engines import UPLOAD_LIMITS

__all__ = ["DATA_UPLOAD_MAX_NUMBER_FILES", "FILE_UPLOAD_HANDLERS", "LARGEST_BODY", "UPLOAD_SECONDS"]

UPLOAD_SECONDS = 60
"""For opening one file; what takes longer is refused."""
LARGEST_BODY = max(limit["bytes"] for limit in UPLOAD_LIMITS.values()) + 64 * 2**20
"""Bytes of one request: the largest file, and a form around it."""
DATA_UPLOAD_MAX_NUMBER_FILES = 40
FILE_UPLOAD_HANDLERS = [
    "reklamai.core.bodies.LargestFile",  # first: what it lets go reaches no disk
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
