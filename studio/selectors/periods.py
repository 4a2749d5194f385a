"""Stretches of time that money is looked at by: a month, the last days, everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

EVERYTHING, LAST_DAYS = "all", "30d"
DAYS = 30
MONTHS_OFFERED = 24
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in the reader's time zone, both ends counted; `first` is empty for everything."""

    key: str
    first: date | None
    last: date

    @property
    def is_month(self) -> bool:
        return MONTH.fullmatch(self.key) is not None

    def within(self, field: str) -> Q:
        """The condition that the moment `field` lies in the period."""
        ends = Q(**{f"{field}__lt": midnight(self.last + timedelta(days=1))})
        return ends & Q(**{f"{field}__gte": midnight(self.first)}) if self.first else ends

    @property
    def days(self) -> list[date]:
        """Every day of the period; none for everything."""
        if self.first is None:
            return []
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def period(key: str, *, today: date | None = None) -> Period:
    """The period named "all", "30d" or "2026-11"; the running month for any other name."""
    today = today or timezone.localdate()
    if key == EVERYTHING:
        return Period(key=key, first=None, last=today)
    if key == LAST_DAYS:
        return Period(key=key, first=today - timedelta(days=DAYS - 1), last=today)
    named = MONTH.fullmatch(key)
    first = date(int(named[1]) or today.year, int(named[2]), 1) if named else today.replace(day=1)
    return Period(key=f"{first:%Y-%m}", first=first, last=min(next_month(first) - timedelta(days=1), max(today, first)))


def months(since: date | None, *, today: date | None = None) -> list[date]:
    """First days of the months from the running one back to that of `since`, at most 24."""
    found = [(today or timezone.localdate()).replace(day=1)]
    while since and found[-1] > since.replace(day=1) and len(found) < MONTHS_OFFERED:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
