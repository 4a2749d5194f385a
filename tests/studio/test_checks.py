from studio.checks import check_tables


def test_the_tables_that_come_with_the_product_are_in_order():
    assert check_tables() == []


def test_a_line_that_leads_nowhere_is_named(settings):
    settings.ENGINES = {"local.text_to_image": "studio.engines.nowhere.Engine"}

    (error,) = check_tables()

    assert error.id == "studio.E001"
    assert "studio.engines.nowhere.Engine" in error.msg
