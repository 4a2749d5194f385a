"""What a server must not be started with, and who may reach a studio whose sample account everybody knows."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from .env import BadEnvironment, Environment

__all__ = ["check_server", "is_near", "sample_account"]

SHORTEST_KEY = 50
FEWEST_LETTERS = 10
KNOWN_WORDS = ("django-insecure", "changeme", "change-me", "change me", "replace", "example", "for tests only")
"""Stand in keys of tutorials and templates, and in none that was drawn."""
NEAR_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test")


def check_server(env: Environment) -> None:
    """Raises BadEnvironment for a server with a key that can be guessed, any host, or no database of its own."""
    if not env.SECRET_KEY:
        raise BadEnvironment("SECRET_KEY", "must be set on a server")
    for name, keys in (("SECRET_KEY", [env.SECRET_KEY]), ("SECRET_KEY_FALLBACKS", env.SECRET_KEY_FALLBACKS)):
        if any(is_weak(key.reveal()) for key in keys):
            raise BadEnvironment(name, f"must be at least {SHORTEST_KEY} random letters: {DRAW}")
    if not env.DATABASE_URL:
        raise BadEnvironment("DATABASE_URL", "must be set on a server")
    for host in env.ALLOWED_HOSTS:
        if "*" in host or (host.startswith(".") and "." not in host[1:]):
            raise BadEnvironment("ALLOWED_HOSTS", f"must name this server's hosts; {host} means any")
    if is_https(env) and not env.TRUSTED_PROXIES:
        # Nothing of ours ends TLS: each request would look like plain HTTP and be sent to https for ever.
        raise BadEnvironment("TRUSTED_PROXIES", "must name the proxy that ends TLS, as PUBLIC_URL begins with https")


DRAW = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"


def is_weak(key: str) -> bool:
    """Whether the key is short, repeats itself or is one of those that stand in examples."""
    known = any(words in key.lower() for words in KNOWN_WORDS)
    return known or len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS


def is_https(env: Environment) -> bool:
    return (env.PUBLIC_URL or "").startswith("https://")


def sample_account(env: Environment, *, unless_said: bool) -> bool:
    """Whether there is a sample account; `unless_said` where DEMO is not set, and never where strangers can come.

    Raises BadEnvironment for DEMO=1 there: it is a member of staff, and its password is printed in this repository.
    """
    hosts = [*env.ALLOWED_HOSTS, urlsplit(env.PUBLIC_URL or "").hostname or "localhost"]
    public = next((host for host in hosts if not is_near(host)), None)
    if env.DEMO and public:
        raise BadEnvironment("DEMO", f"must not be 1 where {public} can be reached: everybody knows the sample account")
    return public is None and (unless_said if env.DEMO is None else env.DEMO)


def is_near(host: str) -> bool:
    """Whether this name or address means this machine or a private network; `*` does not."""
    plain = host.strip("[]").lower()
    try:
        address = ip_address(plain)
    except ValueError:
        return plain != "*" and (not plain.strip(".").count(".") or plain.endswith(NEAR_ENDINGS))
    return address.is_loopback or address.is_private
