def test_the_form_shows_what_the_account_holds(page, vera):
    vera.theme = "dark"
    vera.save()

    html = page.get("/settings").content.decode()

    assert 'value="Vera"' in html
    assert '<option value="dark" selected>' in html
    assert "vera@lis.studio" in html


def test_name_language_and_theme_are_saved_and_said_in_the_new_language(page, vera):
    response = page.post("/settings", {"name": "Вера Лис", "language": "ru", "theme": "light"}, follow=True)

    vera.refresh_from_db()
    html = response.content.decode()
    assert (vera.name, vera.language, vera.theme) == ("Вера Лис", "ru", "light")
    assert 'lang="ru"' in html
    assert 'data-theme="light"' in html
    assert "Сохранено." in html


def test_what_cannot_be_saved_is_named_at_the_top_and_beside_the_field(page, vera):
    response = page.post("/settings", {"name": "x" * 101, "language": "ru", "theme": "light"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "One thing needs mending" in html
    assert 'href="#id_name"' in html
    assert 'id="id_name_error"' in html
    assert "x" * 101 in html
    vera.refresh_from_db()
    assert vera.name == "Vera"


def test_a_language_that_we_do_not_speak_is_refused(page, vera):
    response = page.post("/settings", {"name": "Vera", "language": "xx", "theme": "light"})

    vera.refresh_from_db()
    assert response.status_code == 422
    assert vera.language == "en"


def test_a_visitor_is_asked_to_sign_in_first(client, db):
    assert client.get("/settings").url == "/account/login/?next=/settings"


def test_a_name_is_shown_as_text_whatever_it_is(page, vera):
    vera.name = "<script>alert(1)</script>"
    vera.save()

    html = page.get("/settings").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
