"""How the models have done of late."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

LAST, ENOUGH = 50, 10
"""So many of a model's last orders are looked at, and so many it takes before they say anything."""

SQL = """
SELECT model.id, count(*), avg((last.status = 'done')::int),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM last.finished_at - last.started_at))
           FILTER (WHERE last.status = 'done')
FROM studio_cataloguemodel AS model
CROSS JOIN LATERAL (
    SELECT status, started_at, finished_at FROM studio_generation
    WHERE studio_generation.model = model.id AND status IN ('done', 'failed')
    ORDER BY created_at DESC LIMIT %s
) AS last
GROUP BY model.id
"""
"""One look into an index for each model: by the clock alone, a busy model would hide a rare one."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one model: how many orders were looked at, how many of them succeeded (0..1), their median time."""

    model: str
    orders: int
    success: float
    median_s: float | None

    @property
    def is_known(self) -> bool:
        return self.orders >= ENOUGH


def speeds() -> list[Speed]:
    """Of every model that has orders that are over. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [LAST])
        return [Speed(model, orders, float(success), median) for model, orders, success, median in cursor.fetchall()]
