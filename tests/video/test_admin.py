"""Staff's rooms for the camera: words by kind, our presets, and that pictures were read."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from tests.pages.staff import member_of, room
from video.admin.presets import PresetForm
from video.admin.terms import MARK, form_for
from video.loading import KINDS, terms
from video.models import CameraPreset, CameraTerm, Plate
from video.selectors.presets import camera_of
from video.selectors.vocabulary import vocabulary
from video.services import presets
from video.traits import fields_of

pytestmark = pytest.mark.django_db
rights = import_module("video.migrations.0003_staff_keeps_the_camera")


@pytest.fixture
def content():
    return member_of("content")[1]


def typed(form):
    """What a browser sends of a form as it stands."""
    values = {name: form[name].value() for name in form.fields}
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if not (value is None or value is False)
    }


def page_of(browser, row):
    answer = browser.get(room(type(row), "change", row.pk))
    assert answer.status_code == 200
    return answer


def form_of(browser, row):
    return page_of(browser, row).context["adminform"].form


def save(browser, row, **changes):
    return browser.post(room(type(row), "change", row.pk), {**typed(form_of(browser, row)), **changes})


def term(kind, slug):
    return CameraTerm.objects.get(kind=kind, slug=slug)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_form_with_its_own_traits_that_saves_them_as_they_were(content, kind):
    row = CameraTerm.objects.filter(kind=kind).first()
    before = vocabulary().find(kind, row.slug)

    answer = save(content, row)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert vocabulary().find(kind, row.slug) == before


def test_every_word_that_comes_with_us_can_be_saved_in_its_form(db):
    for row in CameraTerm.objects.all():
        form = form_for(row.kind)(instance=row)
        bound = form_for(row.kind)(typed(form), instance=row)

        assert bound.is_valid(), (row.kind, row.slug, bound.errors)
        assert not bound.has_changed(), (row.kind, row.slug, bound.changed_data)


def test_the_fields_have_the_units_and_limits_of_the_traits(content):
    page = page_of(content, term("lens", "macro-100")).content.decode()

    assert "Closest focus, m" in page and "Shortest focal length, mm" in page
    assert 'min="0.1"' in page and 'max="200"' in page
    assert "0.1 … 10" in page


@pytest.mark.parametrize(
    ("kind", "slug", "field", "value"),
    [
        ("lens", "macro-100", "close_m", "-1"),
        ("lens", "macro-100", "close_m", ""),
        ("lens", "macro-100", "max_mm", "50"),
        ("lens", "macro-100", "family", "cheap"),
        ("sensor", "super-35", "resolution", "4K"),
        ("profile", "noir", "profile", "mine"),
        ("movement", "push-in", "moves", "moonwalk 1"),
        ("movement", "push-in", "moves", "dolly_in"),
        ("movement", "push-in", "moves", ""),
        ("movement", "push-in", "crop", "sideways"),
        ("ramp", "hero", "points", "0 1\n0.5 9\n1 1"),
        ("ramp", "hero", "points", "0.2 1\n1 1"),
        ("ramp", "hero", "points", "0 1\n0.6 1\n0.5 1\n1 1"),
        ("lighting", "candle", "kelvin", "100"),
        ("genre", "noir", "lighting", "Low Key!"),
    ],
)  # fmt: skip
def test_a_trait_that_nothing_has_is_refused_beside_its_field(content, kind, slug, field, value):
    before = term(kind, slug).traits

    answer = save(content, term(kind, slug), **{f"{MARK}{field}": value})

    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {f"{MARK}{field}"}
    assert term(kind, slug).traits == before


def test_a_change_is_used_at_once_and_stands_in_the_history(content):
    row = term("lens", "macro-100")

    save(content, row, **{f"{MARK}close_m": "0.25", "name_ru": "Макро сто"})

    found = vocabulary().find("lens", "macro-100")
    assert (found.traits.close_m, found.name_ru) == (0.25, "Макро сто")
    told = content.get(room(CameraTerm, "history", row.pk)).content.decode()
    assert "Closest focus" in told
    assert LogEntry.objects.get().user.email == "content@staff.studio"


def test_curves_may_be_typed_with_commas_as_russians_write_numbers(content):
    save(content, term("ramp", "hero"), trait_points="0 1\n0,5 0,25\n\n1 1")

    assert term("ramp", "hero").traits == {"points": [[0, 1], [0.5, 0.25], [1, 1]]}


def test_a_new_word_is_added_to_its_kind_and_can_be_ordered_with(content, alice):
    add = room(CameraTerm, "add") + "?kind=lens"
    blank = content.get(add).context["adminform"].form
    new = {"slug": "Pancake-40", "name_en": "Pancake 40", "name_ru": "Блинчик 40", "trait_family": "prime",
           "trait_min_mm": 40, "trait_max_mm": 40, "trait_min_f": 2.8, "trait_close_m": 0.3}  # fmt: skip

    answer = content.post(add, {**typed(blank), **new})

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert presets.create(alice, name="a", camera={"lens": "pancake-40", "focal_length": 40}).lens == "pancake-40"


def test_the_form_of_a_new_word_leads_to_the_other_kinds(content):
    page = content.get(room(CameraTerm, "add")).content.decode()

    assert all(f"?kind={kind}" in page for kind in KINDS if kind != "sensor")


def test_a_word_is_there_once_of_its_kind(content):
    add = room(CameraTerm, "add") + "?kind=lighting"
    new = {**typed(content.get(add).context["adminform"].form), "name_en": "a", "name_ru": "а"}

    taken, other_kind = (content.post(add, {**new, "slug": slug}) for slug in ("candle", "noir"))

    assert set(taken.context["adminform"].form.errors) == {"slug"}
    assert other_kind.status_code == 302


def test_the_name_that_orders_have_it_by_stays(content):
    row = term("lens", "macro-100")

    save(content, row, slug="macro-200")

    row.refresh_from_db()
    assert row.slug == "macro-100"


def preset(slug):
    return CameraPreset.objects.get(owner=None, slug=slug)


def test_every_preset_of_ours_can_be_saved_in_its_form_as_it_is(db):
    for row in CameraPreset.objects.filter(owner=None):
        before = camera_of(row)
        bound = PresetForm(typed(PresetForm(instance=row)), instance=row)

        assert bound.is_valid(), (row.slug, bound.errors)
        bound.save()
        assert camera_of(preset(row.slug)) == before


def test_a_preset_is_changed_with_its_movements_and_its_curve(content):
    save(content, preset("film-noir"), movements="handheld 30\npan-left 20", ramp="", ramp_points="0 1\n1 0.5")

    kept = preset("film-noir")
    assert kept.movements == [{"name": "handheld", "strength": 30}, {"name": "pan-left", "strength": 20}]
    assert kept.speed_ramp == {"points": [[0, 1], [1, 0.5]]}


@pytest.mark.parametrize(
    ("field", "value", "beside"),
    [
        ("focal_length", "400", "focal_length"),
        ("lens", "macro-100", "focal_length"),
        ("aperture", "1.2", "aperture"),
        ("movements", "moonwalk 30", "movements"),
        ("movements", "push-in 30\npan-left 20\nroll 10\nfloat 5", "movements"),
        ("ramp_points", "0 1\n1 9", "ramp_points"),
        ("grain", "101", "grain"),
        ("sensor", "box", "sensor"),
    ],
)  # fmt: skip
def test_a_preset_that_no_camera_can_be_is_refused(content, field, value, beside):
    answer = save(content, preset("film-noir"), **{field: value})

    assert answer.status_code == 200
    assert set(answer.context["adminform"].form.errors) == {beside}


def test_a_new_preset_is_offered_to_everybody(content, alice):
    add = room(CameraPreset, "add")
    blank = typed(content.get(add).context["adminform"].form)

    nameless = content.post(add, {**blank, "name": "Neon"})
    made = content.post(add, {**blank, "slug": "neon", "name": "Neon", "lens": "macro-100", "movements": "roll 10"})
    again = content.post(add, {**blank, "slug": "neon", "name": "Neon"})

    assert made.status_code == 302, made.context["adminform"].form.errors
    assert set(nameless.context["adminform"].form.errors) == set(again.context["adminform"].form.errors) == {"slug"}
    assert preset("neon") in CameraPreset.objects.visible_to(alice)


def test_what_people_keep_for_themselves_is_in_no_room(content, alice):
    own = presets.create(alice, name="My secret", camera={})

    assert "My secret" not in content.get(room(CameraPreset)).content.decode()
    assert content.get(room(CameraPreset, "change", own.pk)).status_code == 302


def test_nothing_is_deleted_here(content):
    for row in (term("lens", "macro-100"), preset("film-noir")):
        assert content.post(room(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403

    assert vocabulary().find("lens", "macro-100") and preset("film-noir")


def test_support_sees_that_a_picture_was_read(alice, place, run):
    plate = Plate.objects.create(owner=alice, asset=run(place(alice)).result, status="failed")
    _user, support = member_of("support")

    page = page_of(support, plate).content.decode()

    assert "alice@example.com" in page and "Failed" in page
    assert support.post(room(Plate, "change", plate.pk), {}).status_code == 403


def test_rights_go_as_they_came(content):
    rights.keep_them_out(apps, None)

    assert content.get(room(CameraTerm)).status_code == 403


def test_what_is_loaded_is_in_the_room(content):
    page = content.get(room(CameraTerm)).content.decode()

    assert f"{len(terms())}" in page


@pytest.fixture
def looker():
    """Staff who may look and not touch: no group of ours, but groups can be made."""
    user, browser = member_of()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["view_cameraterm", "view_camerapreset"]))
    return browser


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_only_look_sees_a_word_with_its_traits_and_saves_nothing(looker, kind):
    row = CameraTerm.objects.filter(kind=kind).first()

    page = page_of(looker, row).content.decode()

    assert row.name_en in page and 'name="_save"' not in page
    first, value = next(iter(row.traits.items()))
    assert str(fields_of(kind)[first].label) in page
    assert isinstance(value, list) or str(value) in page, value
    assert looker.post(room(CameraTerm, "change", row.pk), {"name_en": "Mine"}).status_code == 403


def test_who_may_only_look_sees_a_preset(looker):
    page = page_of(looker, preset("sport-impact")).content.decode()

    assert "tele-zoom" in page and "handheld" in page and "impact" in page
    assert looker.post(room(CameraPreset, "change", preset("sport-impact").pk), {}).status_code == 403


def test_an_unknown_kind_in_the_address_is_a_body(content):
    form = content.get(room(CameraTerm, "add") + "?kind=drone").context["adminform"].form

    assert form.kind == "sensor"


def test_lists_can_be_searched_and_narrowed(content):
    found = content.get(room(CameraTerm) + "?q=макро&kind__exact=lens").content.decode()
    off = content.get(room(CameraTerm) + "?enabled__exact=0").content.decode()

    assert "macro-100" in found and "push-in" not in found
    assert "macro-100" not in off


def test_a_word_taken_off_the_list_is_not_offered_and_comes_back(content):
    row = term("lens", "macro-100")
    sent = typed(form_of(content, row))

    content.post(room(CameraTerm, "change", row.pk), {name: value for name, value in sent.items() if name != "enabled"})
    assert "macro-100" not in {each.slug for each in vocabulary().offered("lens")}

    save(content, row, enabled="on")
    assert "macro-100" in {each.slug for each in vocabulary().offered("lens")}


@pytest.mark.parametrize("strength", ["nan", "inf", "1e400", "45.5", "0"])
def test_a_strength_that_is_no_whole_number_of_a_hundred_is_refused_beside_its_field(content, strength):
    row = CameraPreset.objects.filter(owner=None).first()

    answer = save(content, row, movements=f"push-in {strength}")

    assert answer.status_code == 200
    assert "movements" in answer.context["adminform"].form.errors
