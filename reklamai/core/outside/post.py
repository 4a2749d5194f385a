"""Send something to an address that somebody else chose: not past its deadline, and little of the answer is read."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import httpcore
import httpx

from reklamai.core.errors import Unreachable
from reklamai.core.outside.addresses import UnsafeAddress
from reklamai.core.outside.transport import Guarded


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one request: a status and how the body began, or why there is none."""

    status: int | None
    words: str = ""
    trouble: str = ""
    """`unsafe_address`, `not_found`, `timeout`, `unreachable`, `bad_answer`; "" where there is a status."""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(
    guarded: Callable[[httpx.BaseTransport], Guarded],
    url: str,
    *,
    content: bytes,
    headers: dict[str, str],
    most_s: float,
    most_chars: int,
) -> Answered:
    """Send `content` once, without following redirects. Never raises for what the other side does.

    All of it, TLS and reading included, is over after `most_s`; a name that nobody resolves may add the resolver's own
    time. No client and no environment stand between: no cookies, no proxy that would resolve the name anew.
    """
    try:
        request = httpx.Request("POST", url, content=content, headers=headers)
        with guarded(Hurried(most_s=most_s, most_bytes=4 * most_chars)) as transport:
            answer = transport.handle_request(request)
    except (UnsafeAddress, httpx.InvalidURL):
        return Answered(None, trouble="unsafe_address")
    except Unreachable:
        return Answered(None, trouble="not_found")
    except httpcore.TimeoutException:
        return Answered(None, trouble="timeout")
    except (httpcore.NetworkError, ssl.SSLError):
        return Answered(None, trouble="unreachable")
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol):
        return Answered(None, trouble="bad_answer")
    # PostgreSQL keeps no zero bytes in a text.
    return Answered(answer.status_code, answer.content.decode(errors="replace").replace("\0", "")[:most_chars])


class Hurried(httpx.BaseTransport):
    """A transport with one deadline for everything. httpx's own timeouts begin anew with every byte that comes."""

    def __init__(self, *, most_s: float, most_bytes: int) -> None:
        self.most_s, self.most_bytes = most_s, most_bytes

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer with the first bytes of its body, read. Raises httpcore's errors."""
        ends = time.monotonic() + self.most_s
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with httpcore.ConnectionPool(network_backend=Backend(ends)) as pool:
            answer = pool.handle_request(asked)
            try:
                body = first(cast("Iterable[bytes]", answer.stream), self.most_bytes)
            finally:
                answer.close()
        return httpx.Response(answer.status, content=body)


def first(pieces: Iterable[bytes], most_bytes: int) -> bytes:
    """How a body begins; the rest stays unread."""
    found = b""
    for piece in pieces:
        found += piece
        if len(found) >= most_bytes:
            break
    return found[:most_bytes]


class Backend(httpcore.NetworkBackend):
    """httpcore's own, with streams that know when it is over."""

    def __init__(self, ends: float) -> None:
        self._inner, self._ends = httpcore.SyncBackend(), ends

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the deadline's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._inner.connect_tcp(host, port, left(self._ends), local_address, socket_options)
        return Stream(found, self._ends)


class Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, ends: float) -> None:
        self._inner, self._ends = inner, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # the deadline's
        return self._inner.read(max_bytes, left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  # the deadline's
        self._inner.write(buffer, left(self._ends))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  # the deadline's
    ) -> httpcore.NetworkStream:
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left(self._ends)), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def left(ends: float) -> float:
    """Seconds until the end. Raises httpcore.ReadTimeout once there are none: a timeout of 0 would mean no waiting."""
    seconds = ends - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout("The deadline has passed.")
    return seconds
