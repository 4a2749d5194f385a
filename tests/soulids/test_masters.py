"""Master images by models of vendors: ordered for a price, measured for free, and taken only if they are the person."""

from decimal import Decimal
from uuid import uuid4

import pytest

from reklamai.core.errors import BadInput, Conflict, MediaError, NotFound, Rejected
from reklamai.media.faces.identity import distance
from soulids.media.portrait import LIMIT
from soulids.media.training import centroid_of
from soulids.models import SoulID, SoulMaster, SoulVersion
from soulids.selectors import masters as shown
from soulids.services import masters, training
from soulids.upkeep_masters import Masters
from studio.models import Asset, CatalogueModel, Generation, Status
from studio.services import catalogue
from tests.media.soulids.people import directions, near
from tests.soulids import rows
from tests.soulids.trainings import MASTER, MASTER_ENTRY, MASTER_PRICE, engines, measurer, trainer, vendor  # noqa: F401
from tests.studio.conftest import balance_of

pytestmark = pytest.mark.django_db

HERS, HIS = directions(4)[0], directions(4)[1]


@pytest.fixture
def after_commits(django_capture_on_commit_callbacks, run):
    """Gives `after_commits(deed)`: does it, then what it has left for after its commit, then the free looks at it."""

    def do(deed):
        with django_capture_on_commit_callbacks(execute=True):
            done = deed()
        for look in Generation.objects.filter(kind="soulid_master", status=Status.QUEUED):
            run(look)
        return done

    return do


def order(soul, **asked):
    return masters.order_master(soul.owner, pk=soul.pk, **{"model": MASTER, "key": uuid4(), **asked})


def test_the_best_photos_go_along_as_many_as_the_model_takes(trained, vendor):
    made = order(trained).order

    asked = [row.source_id for row in made.references.order_by("position")]
    assert asked == list(trained.version.quality.references[:3])
    assert {(row.source, row.role) for row in made.references.all()} == {("soul-photo", "reference_images")}
    assert all(row.facts == {} for row in made.references.all()), "a vendor's order holds no numbers of a face"
    assert made.parameters["aspect_ratio"] == "3:4" and "portrait" in made.prompt


def test_it_costs_what_the_model_costs(trained, vendor, run, after_commits, measurer):
    made = order(trained, quoted=MASTER_PRICE).order
    assert balance_of(trained.owner) == 100 - MASTER_PRICE

    after_commits(lambda: run(made))

    assert balance_of(trained.owner) == 100 - MASTER_PRICE
    assert Generation.objects.get(kind="soulid_master").price == 0


def test_one_that_fails_gives_its_credits_back_and_leaves_the_portrait(trained, vendor, run):
    def refuse(_job, _report):
        raise Rejected("No faces.")

    vendor.does = refuse
    before = trained.version.master
    run(order(trained).order)

    assert balance_of(trained.owner) == 100
    assert SoulVersion.objects.get().master == before
    assert shown.says_of(SoulMaster.objects.select_related("order").get()) == "No faces."


def test_a_picture_of_the_person_becomes_the_master_image(trained, vendor, measurer, run, after_commits):
    measurer.faces = [near(HERS, apart=0.2, seed=500)]
    master = order(trained)

    after_commits(lambda: run(master.order))

    master, version = SoulMaster.objects.get(), SoulVersion.objects.get()
    assert master.passed and master.apart <= LIMIT
    assert version.master == master.order.result and version.master_source == MASTER
    assert version.master_apart == master.apart
    assert version.master.room == "" and version.master in Asset.objects.listed_for(trained.owner)


def test_it_is_held_against_the_photos_that_the_model_was_not_shown(trained, vendor, measurer, run, after_commits):
    face = near(HERS, apart=0.2, seed=501)
    measurer.faces = [face]
    master = order(trained)

    after_commits(lambda: run(master.order))

    seen = {row.source_id for row in master.order.references.all()}
    unseen = [photo.vector for photo in trained.photos.all() if str(photo.pk) not in seen]
    assert len(unseen) == 9
    assert SoulMaster.objects.get().apart == pytest.approx(distance(face, centroid_of(unseen)), abs=1e-4)


@pytest.mark.parametrize(
    ("faces", "says"),
    [
        ([HIS], "It is not surely this person, so it stays an ordinary picture of yours."),
        ([], "It does not show exactly one face, so it stays an ordinary picture of yours."),
        ([HERS, HIS], "It does not show exactly one face, so it stays an ordinary picture of yours."),
    ],
    ids=["somebody else", "nobody", "two people"],
)
def test_what_is_not_surely_the_person_stays_an_ordinary_picture(
    trained, vendor, measurer, run, after_commits, faces, says
):
    measurer.faces = faces
    before = trained.version.master
    master = order(trained)

    after_commits(lambda: run(master.order))

    master = SoulMaster.objects.select_related("order").get()
    assert master.passed is False and shown.says_of(master) == says
    assert SoulVersion.objects.get().master == before
    assert master.order.result in Asset.objects.listed_for(trained.owner)


def test_a_look_leaves_no_number_of_the_face(trained, vendor, measurer, run, after_commits):
    measurer.faces = [HERS]

    after_commits(lambda: run(order(trained).order))

    look = Generation.objects.get(kind="soulid_master")
    assert (look.status, look.notes, look.kept) == (Status.DONE, {}, {})


def test_one_that_was_ordered_with_the_training_is_measured_when_that_is_done(
    album, trainer, vendor, measurer, run, after_commits
):
    measurer.faces = [near(HERS, apart=0.2, seed=502)]
    soul = training.train(album.owner, pk=album.pk, key=uuid4(), master=MASTER)
    master = SoulMaster.objects.get()
    after_commits(lambda: run(master.order))
    assert SoulMaster.objects.get().passed is None and not Generation.objects.filter(kind="soulid_master").exists()
    assert "as soon as the training is done" in shown.says_of(SoulMaster.objects.select_related("order").get())

    after_commits(lambda: run(soul.training))

    assert SoulMaster.objects.get().passed
    assert SoulVersion.objects.get().master_source == MASTER


def test_a_training_whose_master_fails_is_a_training_all_the_same(album, trainer, vendor, measurer, run, after_commits):
    def refuse(_job, _report):
        raise Rejected("No faces.")

    vendor.does = refuse
    soul = training.train(album.owner, pk=album.pk, key=uuid4(), master=MASTER)
    after_commits(lambda: run(SoulMaster.objects.get().order))

    after_commits(lambda: run(soul.training))

    version = SoulVersion.objects.get()
    assert version.master_source == "portrait" and version.master is not None
    assert balance_of(album.owner) == 100


def test_a_training_that_fails_takes_no_paid_picture_away(album, trainer, vendor, measurer, run, after_commits):
    trainer.does = lambda _job, _report: 1 / 0
    soul = training.train(album.owner, pk=album.pk, key=uuid4(), master=MASTER)
    with pytest.raises(ZeroDivisionError):
        run(soul.training)

    after_commits(lambda: run(SoulMaster.objects.get().order))

    assert SoulMaster.objects.get().order.result in Asset.objects.listed_for(album.owner)
    assert balance_of(album.owner) == 100 - MASTER_PRICE
    trainer.does, measurer.faces = None, [near(HERS, apart=0.2, seed=503)]
    again = training.train(album.owner, pk=album.pk, key=uuid4()).training
    after_commits(lambda: run(again))
    assert SoulVersion.objects.get().master_source == MASTER, "the next training takes it up"


def test_what_the_vendor_took_is_added_to_the_cost_of_training(trained, vendor, measurer, run):
    from dataclasses import replace

    from tests.soulids.trainings import a_picture

    vendor.does = lambda job, _report: replace(a_picture(job), cost=Decimal("0.04"))

    run(order(trained).order)

    assert SoulID.objects.get().training_cost == Decimal("0.0400")


def test_the_same_key_is_the_same_master(trained, vendor):
    key = uuid4()

    assert order(trained, key=key) == order(trained, key=key)
    assert SoulMaster.objects.count() == 1 and balance_of(trained.owner) == 100 - MASTER_PRICE


def test_a_dearer_price_than_told_orders_nothing(trained, vendor):
    with pytest.raises(Conflict):
        order(trained, quoted=MASTER_PRICE - 1)

    assert not SoulMaster.objects.exists() and balance_of(trained.owner) == 100


def test_what_was_never_trained_has_no_master(album, vendor, bob):
    with pytest.raises(Conflict):
        order(album)
    with pytest.raises(NotFound):
        masters.order_master(bob, pk=album.pk, model=MASTER, key=uuid4())


def test_a_model_that_reads_none_of_the_photos_is_refused_before_it_costs(trained, vendor):
    CatalogueModel.objects.filter(pk=MASTER).update(
        entry={**MASTER_ENTRY, "inputs": {**MASTER_ENTRY["inputs"], "images": {
            **MASTER_ENTRY["inputs"]["images"], "accept": ["image/jpeg"]}}}
    )  # fmt: skip

    with pytest.raises(BadInput):
        order(trained)


def test_a_photo_of_the_person_can_be_chosen(trained, vendor):
    photo = trained.photos.get(pk=trained.version.references[1])

    version = masters.choose_master(trained.owner, pk=trained.pk, asset=photo.asset_id)

    version.refresh_from_db()
    assert (version.master, version.master_source) == (photo.asset, "photo")
    assert version.master_apart == pytest.approx(version.quality.used[str(photo.pk)], abs=1e-3)


def test_the_portrait_can_be_gone_back_to(album, trainer, run):
    run(training.train(album.owner, pk=album.pk, key=uuid4()).training)
    version = SoulVersion.objects.get()
    portrait = version.master
    masters.choose_master(album.owner, pk=album.pk, asset=album.photos.first().asset_id)

    masters.choose_master(album.owner, pk=album.pk, asset=portrait.pk)

    version.refresh_from_db()
    assert (version.master, version.master_source, version.master_apart) == (portrait, "portrait", trainer.apart)
    with pytest.raises(NotFound):
        masters.choose_master(album.owner, pk=album.pk, asset=version.cut_id)


def test_a_picture_that_did_not_pass_cannot_be_chosen(trained, vendor, measurer, run, after_commits):
    measurer.faces = [HIS]
    master = order(trained)
    after_commits(lambda: run(master.order))

    with pytest.raises(Conflict) as caught:
        masters.choose_master(trained.owner, pk=trained.pk, asset=master.order.result.pk)

    assert caught.value.facts["limit"] == LIMIT


def test_choosing_one_that_was_never_measured_has_it_measured(trained, vendor, measurer, run, after_commits):
    measurer.faces = [near(HERS, apart=0.2, seed=504)]
    master = order(trained)
    run(master.order)

    def choose():
        with pytest.raises(Conflict):
            masters.choose_master(trained.owner, pk=trained.pk, asset=master.order.result.pk)

    after_commits(choose)

    assert SoulVersion.objects.get().master == master.order.result


def test_what_could_not_be_measured_at_once_is_by_the_clock(trained, vendor, measurer, run, after_commits, settings):
    measurer.faces = [near(HERS, apart=0.2, seed=505)]
    master, most = order(trained), settings.OPEN_ORDERS_MOST
    settings.OPEN_ORDERS_MOST = 0
    after_commits(lambda: run(master.order))
    assert Masters().is_due() and not Generation.objects.filter(kind="soulid_master").exists()
    settings.OPEN_ORDERS_MOST = most

    after_commits(Masters().look_after)

    assert SoulMaster.objects.get().passed and not Masters().is_due()


def test_a_picture_that_cannot_be_looked_at_is_not_looked_at_for_ever(trained, vendor, measurer, run, after_commits):
    def fail(_job, _report):
        raise MediaError("It cannot be read.")

    measurer.does = fail
    after_commits(lambda: run(order(trained).order))
    for _ in range(5):
        after_commits(Masters().look_after)

    looks = Generation.objects.filter(kind="soulid_master")
    assert [look.status for look in looks] == [Status.FAILED] * 3
    assert SoulMaster.objects.get().passed is None and not Masters().is_due()


def test_any_other_picture_is_no_picture_of_this_soul_id(trained, bob, picture):
    another = rows.a_soul(trained.owner, name="Olga")
    hers = rows.a_photo_row(another)
    for asset in (picture(trained.owner).pk, hers.asset_id, picture(bob).pk, uuid4()):
        with pytest.raises(NotFound):
            masters.choose_master(trained.owner, pk=trained.pk, asset=asset)


def test_models_on_offer_take_pictures_of_people_and_words_and_nothing_else(db):
    catalogue.load()

    found = {offer.id: shown.choice_from(offer) for offer in all_offers()}
    offered = {pk: choice for pk, choice in found.items() if choice is not None}

    assert {"nano-banana-pro", "google/nano-banana-edit"} <= set(offered) and "ideogram/character" in offered
    assert offered["ideogram/character"].role == "character_reference"
    assert not {"ideogram/v3-edit", "draft-picture", "anchor-extract", "soulid-train"} & set(offered)
    for choice in offered.values():
        assert choice.offer.entry.output == "image" and choice.kind in shown.KINDS and 1 <= choice.most <= shown.MOST


def all_offers():
    from studio.selectors import catalogue as selected

    return selected.offers(output="image", include_off=True)


def test_every_kind_that_a_master_is_ordered_as_is_heard_of(settings):
    assert all(settings.FOLLOW_UPS[kind] == "soulids.follow_training.MasterMade" for kind in shown.KINDS)


def test_an_ordinary_order_of_such_a_kind_costs_one_query(place, run, django_assert_num_queries):
    from soulids.follow_training import MasterMade

    generation = run(place(rows_owner()))

    with django_assert_num_queries(1):
        MasterMade().done(generation)


def rows_owner():
    from studio.models import User
    from studio.services import credits

    user = User.objects.create_user("carol@example.com", "a long password", language="en")
    credits.open_account(user)
    return user
