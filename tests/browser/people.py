"""People of the browser tests: accounts without a page, cheap drafts by the API."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.flows.test_supervision import wait_until

PASSWORD = "облепиховый-тоник-7"
WORK_MS = 180_000
"""For a draft on a busy machine with two cores."""
PICTURE = {"kind": "text_to_image", "model": "draft-picture", "parameters": {"resolution": "720p"}}
CLIP = {"kind": "text_to_video", "model": "draft-clip", "parameters": {"resolution": "720p", "duration": 2}}


def signed_up(page, language="ru"):
    """A new account in this language, signed in where `page` is; gives its address, which begins with a digit.

    By the very request that the form sends, without a page: `test_sign_in` uses the form itself.
    """
    email = f"7{uuid4().hex[:11]}@example.com"
    page.request.get("/account/signup/")
    posted(page, "/account/signup/", language, email=email, password1=PASSWORD)
    page.context.clear_cookies(name="messages")  # nobody is welcomed in the middle of a test
    return email


def signed_in(page, email, password):
    """Somebody who has an account, signed in where `page` is; gives the page."""
    page.request.get("/account/login/")
    posted(page, "/account/login/", login=email, password=password)
    page.context.clear_cookies(name="messages")
    return page


def speak(page, language):
    """From now on the person on this page reads everything in this language."""
    posted(page, "/preferences", language=language)


def posted(page, address, spoken="ru", /, **fields):
    """What a form of ours would send, with the browser's cookies; what comes back goes into its cookies."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    form = {"csrfmiddlewaretoken": cookies["csrftoken"], **fields}
    headers = {"Accept-Language": spoken}
    answer = page.request.post(address, form=form, headers=headers, max_redirects=0)
    assert answer.status == 302, answer.text()


def until(page, words, arg=None):
    """Wait until this is true in the page: Playwright's own way compiles `words` in it, which our policy forbids."""
    wait_until(lambda: page.evaluate(words, arg) or page.wait_for_timeout(50), seconds=60)


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
