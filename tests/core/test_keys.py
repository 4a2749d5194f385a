from concurrent.futures import ThreadPoolExecutor

from reklamai.core.keys import kept_key


def test_the_key_is_long_stays_the_same_and_is_for_its_owner_only(tmp_path):
    key = kept_key(tmp_path / "home")

    assert len(key) >= 50
    assert kept_key(tmp_path / "home") == key
    assert (tmp_path / "home" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in (tmp_path / "home").iterdir()] == ["secret_key"]


def test_two_installations_have_two_keys(tmp_path):
    assert kept_key(tmp_path / "one") != kept_key(tmp_path / "two")


def test_starts_at_the_same_time_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_key, [tmp_path] * 8))

    assert len(keys) == 1
