"""What a bucket's client raises, as our errors. Never with an address: a signed one opens the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError, IncompleteReadError
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from reklamai.core.errors import StoreTrouble

BROKEN = (HTTPClientError, IncompleteReadError, HTTPError, OSError)
"""A connection that was not made, or broke off."""
MISSING = frozenset({"404", "NoSuchKey"})
REASONS = {
    "NoSuchBucket": "no_bucket",
    "AccessDenied": "refused",
    "InvalidAccessKeyId": "refused",
    "SignatureDoesNotMatch": "refused",
    "ExpiredToken": "refused",
    "RequestTimeTooSkewed": "clock",
    "403": "refused",
    "404": "no_bucket",
}


def is_missing(error: ClientError) -> bool:
    """Whether it says that there is no such object. A HEAD cannot tell that from a missing bucket."""
    return code_of(error) in MISSING


def code_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@contextmanager
def troubles() -> Iterator[None]:
    """A StoreTrouble that says why, for everything but a file that is not there."""
    try:
        yield
    except FileNotFoundError:
        raise
    except ClientError as error:
        code = code_of(error)
        raise trouble(REASONS.get(code, "busy"), code=code) from error
    except (BotoCoreError, HTTPError, OSError) as error:
        raise trouble("away", cause=type(error).__name__) from error


def trouble(reason: str, **facts: str) -> StoreTrouble:
    return StoreTrouble(_("Our file store has trouble right now. Try again soon."), reason=reason, **facts)
