"""One request to Replicate and its answer, within bounds of size and time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from reklamai.core.errors import NotConfigured, Uncertain, Unreachable
from reklamai.core.secret import Secret
from reklamai.providers.bounded import read
from reklamai.providers.limits import Limiter, pass_or_wait
from reklamai.providers.replicate.problems import opened, raise_for_page

API = "https://api.replicate.com"
PREDICT, OTHER = "replicate.predict", "replicate.other"
"""Names for the limiter: 600 new predictions a minute and 3000 of all other requests, each per account."""

# A bare client name is turned away by fronts that look for robots.
USER_AGENT = "Mozilla/5.0 (compatible; ReklamAI)"
KEY = re.compile(r"[!-~]{1,500}")
"""What a header can carry. Of any other key the HTTP library would print the value in its error."""

MOST_BYTES = 8 * 2**20
"""The log of a training, about 150 bytes a step, is the longest thing in an answer."""
MOST_S = 60.0

NOTHING_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


class Exchange:
    """The line to one account."""

    def __init__(
        self,
        key: Secret,
        *,
        limits: Limiter,
        base_url: str,
        transport: httpx.BaseTransport | None,
        timeout_s: float,
        most_s: float,
    ) -> None:
        self.base_url, self.limits, self.most_s = base_url.rstrip("/"), limits, most_s
        self.has_key = KEY.fullmatch(key.reveal()) is not None
        self.web = httpx.Client(
            transport=transport,
            timeout=timeout_s,
            headers={
                "Authorization": f"Bearer {key.reveal()}" if self.has_key else "",
                "User-Agent": USER_AGENT,
                # An answer that came packed could be a thousand times what was read.
                "Accept-Encoding": "identity",
            },
            # The key must go nowhere else; and a redirect of a POST would lose its body.
            follow_redirects=False,
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        limit: str = OTHER,
        ordering: bool = False,
        sending: Callable[[], None] = lambda: None,
        **request: Any,
    ) -> Any:
        """The JSON of the answer, None for an empty one. Raises Refused, or the family's error for no answer at all.

        ordering: a lost answer means that something may have been made, and be billed. sending: called when it is our
        turn, right before the request leaves.
        """
        if not self.has_key:
            raise NotConfigured("The maker has no key here.")
        if body is not None:
            request["content"] = json.dumps(body).encode()
            headers = {"Content-Type": "application/json", **(headers or {})}
        pass_or_wait(self.limits, limit)
        sending()
        status = 0
        try:
            with self.web.stream(method, f"{self.base_url}/v1{path}", headers=headers, **request) as answer:
                status = answer.status_code
                return opened(
                    status,
                    read(answer, most_bytes=MOST_BYTES, most_s=self.most_s),
                    retry_after=answer.headers.get("Retry-After", ""),
                )
        except NOTHING_LEFT as error:
            raise Unreachable("The maker could not be reached.", error=type(error).__name__) from error
        except httpx.HTTPError as error:
            kind = Uncertain if ordering else Unreachable
            raise kind("The maker did not answer.", error=type(error).__name__) from error
        except ValueError:
            raise_for_page(status, ordering=ordering)

    def close(self) -> None:
        self.web.close()
