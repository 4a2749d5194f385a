"""One request to ElevenLabs and its answer, within bounds of size and time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

from reklamai.core.errors import NotConfigured, Uncertain, Unreachable
from reklamai.core.secret import Secret
from reklamai.providers.bounded import read
from reklamai.providers.elevenlabs.problems import Refused, raise_for, raise_for_page, refusal
from reklamai.providers.limits import Limiter, pass_or_wait

API = "https://api.elevenlabs.io"
MAKE, OTHER = "elevenlabs.make", "elevenlabs.other"
"""Names for the limiter. The maker documents limits of calls at once alone, no rates (2026-10)."""

USER_AGENT = "Mozilla/5.0 (compatible; ReklamAI)"
KEY = re.compile(r"[!-~]{1,500}")
"""What a header can carry. Of any other key the HTTP library would print the value in its error."""
MOST_BYTES = 64 * 2**20
"""Ten minutes of music at 128 kbit/s are 9.6 MB; speech comes as base64, a third longer."""
READ_S = 240.0
"""It says nothing until the sound is made. So long waits the maker's own library."""
MOST_S = 280.0
CHARACTERS = re.compile(r"\d{1,9}(\.\d{1,6})?")

NOTHING_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A success. `characters`: what it took of our account, None where it does not say."""

    body: bytes = field(repr=False)
    characters: float | None = None
    request_id: str = ""


class Exchange:
    """The line to one account."""

    def __init__(
        self,
        key: Secret,
        *,
        limits: Limiter,
        base_url: str,
        transport: httpx.BaseTransport | None,
        read_s: float,
        most_s: float,
    ) -> None:
        self.base_url, self.limits, self.most_s = base_url.rstrip("/"), limits, most_s
        self.has_key = KEY.fullmatch(key.reveal()) is not None
        self.web = httpx.Client(
            transport=transport,
            timeout=httpx.Timeout(30.0, read=read_s, connect=10.0),
            headers={
                "xi-api-key": key.reveal() if self.has_key else "",
                "User-Agent": USER_AGENT,
                # An answer that came packed could be a thousand times what was read.
                "Accept-Encoding": "identity",
            },
            # The key must go nowhere else; and a redirect of a POST would lose its body.
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.web.close()

    def ask(self, path: str, **query: Any) -> bytes:
        """What a question is answered; it may be repeated. Raises the family's errors, never Uncertain."""
        pass_or_wait(self.limits, OTHER)
        return self._sent("GET", path, ordering=False, params=query).body

    def order(self, path: str, *, sending: Callable[[], None], **request: Any) -> Answer:
        """What an order, which is paid for, is answered: the sound itself.

        sending: called when it is our turn, right before the request leaves. Raises Uncertain where it left and was
        not answered, Busy where it was turned away and nothing was made.
        """
        if not self.has_key:
            raise NotConfigured("The maker has no key here.")
        pass_or_wait(self.limits, MAKE)
        sending()
        return self._sent("POST", path, ordering=True, **request)

    def _sent(self, method: str, path: str, *, ordering: bool, **request: Any) -> Answer:
        if not self.has_key:
            raise NotConfigured("The maker has no key here.")
        status = 0
        try:
            with self.web.stream(method, f"{self.base_url}{path}", **request) as answer:
                status = answer.status_code
                body = read(answer, most_bytes=MOST_BYTES, most_s=self.most_s)
                if not 200 <= status < 300:
                    raise refusal(status, body, retry_after=answer.headers.get("Retry-After", ""))
                return Answer(body, characters(answer.headers), answer.headers.get("request-id", "")[:100])
        except Refused as refused:
            raise_for(refused, ordering=ordering)
        except NOTHING_LEFT as error:
            raise Unreachable("The maker could not be reached.", error=type(error).__name__) from error
        except httpx.HTTPError as error:
            kind = Uncertain if ordering else Unreachable
            raise kind("The maker did not answer.", error=type(error).__name__) from error
        except ValueError:
            raise_for_page(status, ordering=ordering)


def characters(headers: httpx.Headers) -> float | None:
    found = headers.get("character-cost", "")
    return float(found) if CHARACTERS.fullmatch(found) else None
