"""The environment: every variable read, checked and typed here, once, and nowhere else.

A `.env` file in the repository's root is read first; what the process was started with wins over it.
"""

# ruff: noqa: RUF009 - each default is a `field` that carries its reader
from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ

from reklamai.core.proxies import Trust, read_trust
from reklamai.core.secret import Secret

ROOT = Path(__file__).resolve().parents[2]
TRAINER = "ostris/flux-dev-lora-trainer:26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"
"""Pinned: the inputs of another version may be other ones."""


class BadEnvironment(SystemExit):
    """A variable that stops the start: its name and what it should be."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"Setting {name}: {problem} (see .env.example)")


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().resolve()


def _flag(value: str) -> bool:
    if value not in {"0", "1"}:
        raise ValueError("must be 0 or 1")
    return value == "1"


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _secrets(value: str) -> list[Secret]:
    return [Secret(word) for word in _words(value)]


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not value.isdecimal() or not lowest <= int(value) <= highest:
            raise ValueError(f"must be a whole number from {lowest} to {highest}")
        return int(value)

    return read


def _url(*schemes: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in schemes or not (parts.netloc or parts.query):
            raise ValueError(f"must be an address that begins with {' or '.join(f'{s}://' for s in schemes)}")
        return value.rstrip("/")

    return read


def _mail(value: str) -> Secret:
    _url("smtp", "smtps", "smtp+tls", "smtp+ssl")(value)
    return Secret(value)


def _database(value: str) -> dict[str, Any]:
    _url("postgres", "postgresql")(value)
    return dict(environ.Env.db_url_config(value))


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return value

    return read


_web = _url("http", "https")


def _variable(read: Callable[[str], Any], default: str = "", *, shown: bool = True) -> Any:
    return field(metadata={"read": read, "default": default}, repr=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """All variables. An unset or empty one has its default; a `Secret` prints as ***."""

    PORT: int = _variable(_number(1, 65535), "8000")
    REKLAMAI_HOME: Path = _variable(_path, str(ROOT / ".data"))
    DATABASE_URL: dict[str, Any] | None = _variable(_database, shown=False)
    REDIS_URL: str | None = _variable(_url("redis", "rediss", "unix"), shown=False)
    SECRET_KEY: Secret = _variable(Secret)
    SECRET_KEY_FALLBACKS: list[Secret] = _variable(_secrets)
    ALLOWED_HOSTS: list[str] = _variable(_words, "localhost,127.0.0.1,[::1]")
    PUBLIC_URL: str | None = _variable(_web)
    TRUSTED_PROXIES: Trust = _variable(read_trust, "0")
    EMAIL_URL: Secret | None = _variable(_mail)
    EMAIL_FROM: str = _variable(_text, "ReklamAI <no-reply@localhost>")
    EMAIL_VERIFICATION: str | None = _variable(_one_of("mandatory", "optional"))
    ACCOUNT_GRACE_DAYS: int = _variable(_number(0, 30), "14")
    DEMO: bool | None = _variable(_flag)
    SIGNUP_CREDITS: int = _variable(_number(0, 1_000_000), "100")
    LOG_LEVEL: str = _variable(_one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
    LOG_FORMAT: str | None = _variable(_one_of("json", "text"))
    METRICS_TOKEN: Secret = _variable(Secret)
    SENTRY_DSN: Secret = _variable(Secret)
    LIGHT_WORKERS: int = _variable(_number(1, 64), "2")
    Q_CLUSTER_NAME: str | None = _variable(_one_of("light", "heavy"))
    """Set by the supervisor for the workers, never by hand: which cluster this process is."""
    HEAVY_WORKERS: int = _variable(_number(1, 64), str(max(1, (os.cpu_count() or 2) // 2)))

    S3_BUCKET: str = _variable(_text)
    S3_ENDPOINT_URL: str | None = _variable(_web)
    S3_REGION: str = _variable(_text)
    S3_PREFIX: str = _variable(_text)
    S3_PATH_STYLE: bool | None = _variable(_flag)
    S3_PROXY: bool = _variable(_flag, "0")
    S3_LINK_SECONDS: int = _variable(_number(30, 86_400), "300")
    CDN_URL: str | None = _variable(_web)
    CDN_KEY_ID: str = _variable(_text)
    CDN_PRIVATE_KEY: Secret = _variable(Secret)
    FILES_IN: str | None = _variable(_one_of("local", "s3"))
    FILES_ALSO_IN: str | None = _variable(_one_of("local", "s3"))
    QUOTA_MB: int = _variable(_number(0, 1_000_000_000), "20480")
    BIN_DAYS: int = _variable(_number(1, 3650), "30")
    AWS_ACCESS_KEY_ID: Secret = _variable(Secret)
    AWS_SECRET_ACCESS_KEY: Secret = _variable(Secret)
    AWS_SESSION_TOKEN: Secret = _variable(Secret)

    FETCH_TRUSTED_HOSTS: list[str] = _variable(_words)
    KIE_API_KEY: Secret = _variable(Secret)
    KIE_BASE_URL: str = _variable(_web, "https://api.kie.ai")
    KIE_UPLOAD_URL: str = _variable(_web, "https://kieai.redpandaai.co")
    KIE_WEBHOOK_KEY: Secret = _variable(Secret)
    KIE_BALANCE_ALERT: int = _variable(_number(0, 1_000_000_000), "1000")
    REPLICATE_API_TOKEN: Secret = _variable(Secret)
    REPLICATE_BASE_URL: str = _variable(_web, "https://api.replicate.com")
    REPLICATE_OWNER: str = _variable(_text)
    REPLICATE_WEBHOOK_SECRET: Secret = _variable(Secret)
    REPLICATE_TIMEOUT_S: int = _variable(_number(5, 300), "30")
    REPLICATE_TRAINER: str = _variable(_text, TRAINER)
    ELEVENLABS_API_KEY: Secret = _variable(Secret)
    ELEVENLABS_BASE_URL: str = _variable(_web, "https://api.elevenlabs.io")
    ELEVENLABS_AT_ONCE: int | None = _variable(_number(1, 64))
    ELEVENLABS_BALANCE_ALERT: int = _variable(_number(0, 1_000_000_000), "10000")
    RUNWAY_API_KEY: Secret = _variable(Secret)
    RUNWAY_BASE_URL: str = _variable(_web, "https://api.dev.runwayml.com")
    KLING_API_KEY: Secret = _variable(Secret)
    KLING_BASE_URL: str = _variable(_web, "https://api-singapore.klingai.com")
    COMFYUI_URL: str | None = _variable(_web)
    STRIPE_API_KEY: Secret = _variable(Secret)
    STRIPE_WEBHOOK_SECRET: Secret = _variable(Secret)
    STRIPE_API_BASE: str = _variable(_web, "https://api.stripe.com")
    INSTAGRAM_APP_ID: str = _variable(_text)
    INSTAGRAM_APP_SECRET: Secret = _variable(Secret)
    INSTAGRAM_GRAPH_URL: str = _variable(_web, "https://graph.instagram.com")


def read(given: Mapping[str, str]) -> Environment:
    """The typed variables of `given`. Raises BadEnvironment for a bad value or an unknown name that means us."""
    known = {each.name: each.metadata for each in fields(Environment)}
    for name in given:
        if name.startswith("REKLAMAI_") and name not in known:
            raise BadEnvironment(name, "there is no such setting")
    values = {name: _typed(name, given.get(name, ""), metadata) for name, metadata in known.items()}
    return Environment(**values)


def _typed(name: str, raw: str, metadata: Mapping[str, Any]) -> Any:
    text = raw.strip() or metadata["default"]
    reader = metadata["read"]
    if not text:
        return {Secret: Secret(), _text: "", _words: [], _secrets: []}.get(reader)
    try:
        return reader(text)
    except ValueError as error:
        raise BadEnvironment(name, str(error)) from error


def read_file(path: Path) -> dict[str, str]:
    """The NAME=value lines of a `.env` file; empty if there is none. Raises BadEnvironment for any other line."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    names = {each.name for each in fields(Environment)}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        matched = re.fullmatch(r"\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*", line)
        if not matched or matched[1] not in names:
            raise BadEnvironment(line.split("=")[0].strip(), f"unknown line in {path.name}")
        found[matched[1]] = matched[2].strip("\"'")
    return found


def from_process() -> Environment:
    """The variables of this process over those of `.env`."""
    return read({**read_file(ROOT / ".env"), **os.environ})
