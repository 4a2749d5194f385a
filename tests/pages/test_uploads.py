import pytest

from studio.models import Asset
from tests.pages.workbench import install, upload_of


@pytest.fixture(autouse=True)
def workbench(db, settings, private_media):
    install(settings)


@pytest.fixture
def page(browser_of, vera):
    return browser_of(vera)


def test_a_picture_stands_in_its_slot_and_will_be_posted_with_the_form(page, vera):
    response = page.post("/uploads", {"file": upload_of(), "role": "reference_images", "composer": "image"})

    asset = Asset.objects.get(owner=vera)
    assert response.status_code == 200
    assert f'name="references" value="asset:{asset.pk}:reference_images"' in response.content.decode()


def test_a_frame_is_posted_as_a_frame(page, vera):
    response = page.post("/uploads", {"file": upload_of(), "role": "start_frame", "composer": "video"})

    assert f'name="start_frame" value="{Asset.objects.get().pk}"' in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("text.png", b"not a picture at all", 415), ("empty.png", b" ", 415), ("page.svg", b"<svg onload='x()'/>", 415)],
)
def test_a_refused_file_comes_back_as_a_row_with_its_reason(page, name, content, status):
    response = page.post("/uploads", {"file": upload_of(name, content), "role": "reference_images"})

    answer = response.content.decode()
    assert response.status_code == status
    assert 'data-verdict="bad"' in answer
    assert name in answer
    assert not Asset.objects.exists()


def test_a_request_without_a_file_is_refused_politely(page):
    assert page.post("/uploads", {"role": "reference_images"}, headers={"HX-Request": "true"}).status_code == 400


def test_the_picker_offers_ones_own_pictures_and_finds_them_by_name(page, browser_of, timur):
    page.post("/uploads", {"file": upload_of("lighthouse.png"), "role": "reference_images"})
    page.post("/uploads", {"file": upload_of("harbour.png"), "role": "reference_images"})
    browser_of(timur).post("/uploads", {"file": upload_of("secret.png"), "role": "reference_images"})

    everything = page.get("/create/image/pick/reference_images").content.decode()
    found = page.get("/create/image/pick/reference_images?q=light").content.decode()

    assert "lighthouse.png" in everything
    assert "harbour.png" in everything
    assert "secret.png" not in everything
    assert "harbour.png" not in found


def test_a_picked_file_comes_as_it_stands_in_a_slot(page, vera, timur, browser_of):
    page.post("/uploads", {"file": upload_of(), "role": "start_frame"})
    asset = Asset.objects.get(owner=vera)
    url = f"/create/video/picked/start_frame?asset={asset.pk}"

    assert f'name="start_frame" value="{asset.pk}"' in page.get(url).content.decode()
    assert browser_of(timur).get(url).status_code == 404


@pytest.mark.parametrize("path", ["/uploads", "/create/image", "/create/image/estimate", "/library/bulk"])
def test_a_stranger_is_sent_to_the_door(client, path):
    response = client.post(path)

    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
