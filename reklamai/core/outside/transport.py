"""An httpx transport that connects only to addresses it has looked at itself."""

from __future__ import annotations

import httpx

from reklamai.core.outside.addresses import Resolve, UnsafeAddress, by_system, checked

PORTS = {"http": 80, "https": 443}


class Guarded(httpx.BaseTransport):
    """Resolves a name once, refuses private addresses, and connects to the very address that was looked at.

    So a name that stands for something else a moment later (DNS rebinding) changes nothing, and as every redirect is
    a request of its own, each hop is looked at too. TLS still asks for the name and checks the certificate against it.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport | None = None,
        *,
        trusted: frozenset[str] = frozenset(),
        resolve: Resolve = by_system,
    ) -> None:
        """trusted: "host:port" of servers of our own, which may be private."""
        # No connection is used twice: the pool knows it by its address alone, and would lend one whose certificate was
        # checked for another name there.
        self.inner = inner or httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=0))
        self.trusted = trusted
        self.resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.scheme not in PORTS:
            raise UnsafeAddress("Only http and https addresses can be fetched.", scheme=request.url.scheme)
        if request.url.userinfo:
            raise UnsafeAddress("An address with a name and password in it is not fetched.", host=request.url.host)
        # As it goes over the wire: of an international name two standards make two different ones.
        host = request.url.raw_host.decode("ascii")
        port = PORTS[request.url.scheme] if request.url.port is None else request.url.port
        if f"{host}:{port}" in self.trusted:
            return self.inner.handle_request(request)
        address = checked(host, port, resolve=self.resolve)
        # A copy: httpx reads the original again for redirects, and there the name must stand, not the address.
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self.inner.handle_request(pinned)

    def close(self) -> None:
        self.inner.close()
