from datetime import date, timedelta

import pytest

from studio.selectors import periods, usage
from studio.views.charts import BASE, TOP, WIDTH, chart, scale_top


def test_a_month_ends_with_its_last_day_and_the_running_one_with_today():
    today = date(2026, 11, 22)

    assert periods.period("2026-02", today=today).days[-1] == date(2026, 2, 28)
    assert periods.period("2024-02", today=today).days[-1] == date(2024, 2, 29)
    assert periods.period("", today=today).days == [date(2026, 11, day) for day in range(1, 23)]
    assert len(periods.period("30d", today=today).days) == 30


def test_the_months_offered_reach_back_to_the_first_movement_but_not_for_ever():
    today = date(2026, 2, 14)

    assert periods.months(date(2025, 12, 31), today=today) == [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1)]
    assert periods.months(None, today=today) == [date(2026, 2, 1)]
    assert len(periods.months(date(2000, 1, 1), today=today)) == periods.MONTHS_OFFERED


@pytest.mark.parametrize(("highest", "top"), [(0, 2), (1, 2), (3, 4), (84, 100), (101, 200), (500, 800), (870, 1000)])
def test_the_scale_ends_at_a_round_number_whose_half_is_whole(highest, top):
    assert scale_top(highest) == top
    assert top % 2 == 0


def test_bars_stand_on_the_ground_keep_their_proportions_and_stay_inside():
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(30)]
    found = [usage.Bucket(days[3], 40, 0, 1, 0), usage.Bucket(days[4], 80, 20, 2, 1)]

    drawn = chart(found, days)

    low, high = drawn.bars[3], drawn.bars[4]
    assert high.height == pytest.approx(2 * low.height, abs=0.2)
    assert {round(bar.y + bar.height, 1) for bar in drawn.bars} == {BASE}
    assert high.back_y + high.back_height < high.y
    assert high.back_y >= TOP - 2
    assert drawn.bars[0].x >= 0
    assert drawn.bars[-1].x + drawn.bars[-1].width <= WIDTH
    assert drawn.most == found[1]


def test_a_chart_of_nothing_names_no_highest_day():
    assert chart([], [date(2026, 11, 1)]).most is None
