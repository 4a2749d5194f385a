"""Bodies of requests, no longer than they may be: refused by their stated length, and let go where they exceed it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from reklamai.core.errors import TooLarge


def check_length(request: HttpRequest) -> None:
    """Raises TooLarge for a request that says it is longer than any may be; its body is not read."""
    stated = request.META.get("CONTENT_LENGTH") or "0"
    limit = settings.LARGEST_BODY
    if stated.isascii() and stated.isdigit() and (len(stated) > 18 or int(stated) > limit):
        words = _("The request is larger than %(size)s.") % {"size": filesizeformat(limit)}
        raise TooLarge(words, limit=limit)


class LargestFile(FileUploadHandler):
    """Lets the rest of a file go that is longer than the largest of any kind; what is kept is over it by a piece.

    The file is refused by its size where it is used, with the sentence for it, and the other fields of its form live.
    """

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        self.seen = 0
        self.most = max(limit["bytes"] for limit in settings.UPLOAD_LIMITS.values())

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        is_over = self.seen > self.most
        self.seen += len(raw_data)
        return None if is_over else raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the handlers behind this one have the file."""
