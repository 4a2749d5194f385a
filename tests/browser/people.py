"""People of the browser tests: accounts by the form, cheap drafts by the API."""

import re
from uuid import uuid4

from playwright.sync_api import expect

PASSWORD = "облепиховый-тоник-7"
WORK_MS = 180_000
"""For a draft on a busy machine with two cores."""
PICTURE = {"kind": "text_to_image", "model": "draft-picture", "parameters": {"resolution": "720p"}}
CLIP = {"kind": "text_to_video", "model": "draft-clip", "parameters": {"resolution": "720p", "duration": 2}}


def signed_up(page):
    """A new account by the sign-up form; gives its address, which begins with a digit as some do."""
    email = f"7{uuid4().hex[:11]}@example.com"
    page.goto("/account/signup/")
    page.locator("input[name=email]").fill(email)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/create/"))
    return email


def bearer(page, email):
    """What another program of this person sends with its requests to the API."""
    answer = page.request.post("/api/token", data={"email": email, "password": PASSWORD})
    return {"Authorization": f"Bearer {answer.json()['access']}"}


def order(page, headers, *orders):
    """Each order by the API; gives the ids."""
    made = [page.request.post("/api/generations", headers=headers, data=data) for data in orders]
    assert [each.status for each in made] == [202] * len(orders)
    return [each.json()[0]["id"] for each in made]


def library_of(page, number):
    """The library once `number` works in it are done."""
    page.goto("/library")
    expect(page.locator(".card[data-open]")).to_have_count(0, timeout=WORK_MS)
    expect(page.locator(".card[data-state=done]")).to_have_count(number)
    return page
