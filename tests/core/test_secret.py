from reklamai.core.secret import Secret


def test_a_secret_never_prints_its_value():
    secret = Secret("sk-live")

    shown = f"{secret} {secret!r} {[secret]}"

    assert "sk-live" not in shown
    assert shown == "*** *** [***]"
    assert secret.reveal() == "sk-live"


def test_an_empty_secret_is_false():
    assert not Secret()
    assert Secret("key")


def test_secrets_compare_by_value():
    assert Secret("key") == Secret("key")
    assert Secret("key") != Secret("other")
    assert len({Secret("key"), Secret("key")}) == 1
