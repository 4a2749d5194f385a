"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from studio.models import TokenFamily, User

# Order counts: Chrome's name stands in the strings of all that are made of it, Safari's in Chrome's.
BROWSERS = (
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser or program that is signed in."""

    pk: str
    is_program: bool
    device: str
    """ "Firefox, Windows", or how a program names itself; "" where nothing is known."""
    ip: str
    since: datetime
    seen: datetime
    is_this: bool = False


def sign_ins(user: User, *, this: str | None) -> list[SignIn]:
    """This one first (the session with the key `this`), then those seen last."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive)
    found = [browser(row, this=row.session_key == this) for row in rows]
    found += [program(row) for row in TokenFamily.objects.alive(user)]
    return sorted(found, key=lambda each: (not each.is_this, -each.seen.timestamp()))


def browser(row: UserSession, *, this: bool) -> SignIn:
    return SignIn(
        pk=str(row.pk), is_program=False, device=device(row.user_agent), ip=str(row.ip), since=row.created_at,
        seen=row.last_seen_at, is_this=this,
    )  # fmt: skip


def program(row: TokenFamily) -> SignIn:
    return SignIn(
        pk=str(row.pk), is_program=True, device=device(row.user_agent), ip=row.ip or "", since=row.created_at,
        seen=row.last_seen_at,
    )  # fmt: skip


def device(user_agent: str) -> str:
    """ "Chrome, Android" for a browser; the first word for anything else."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if not browser and not system:
        return user_agent.partition(" ")[0][:60]
    return ", ".join(filter(None, (browser, system)))
