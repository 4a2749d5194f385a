"""What the deletion of a Soul ID takes and what it leaves, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soulids.selectors.use import Use
from studio.catalogue.labels import kind_label


def gone(use: Use) -> list[str]:
    """What is erased, at once."""
    photos = ngettext("%(n)d photo and its file", "%(n)d photos and their files", use.photos) % {"n": use.photos}
    said = [photos, _("Everything that was learned of the face: what is compared, the reports, the master pictures")]
    if use.versions:
        said.append(ngettext("%(n)d version", "%(n)d versions", use.versions) % {"n": use.versions})
    if use.remote:
        words = ngettext("%(n)d set of weights at a vendor", "%(n)d sets of weights at a vendor", use.remote)
        said.append(words % {"n": use.remote})
    said.append(_("Copies of the face in orders that used it"))
    if use.stopped:
        words = ngettext(
            "%(n)d open work is stopped; its credits come back",
            "%(n)d open works are stopped; their credits come back",
            len(use.stopped),
        )
        said.append(words % {"n": len(use.stopped)})
    return said


def stays(use: Use) -> list[str]:
    """What is left as it is."""
    said = [f"{kind_label(each.kind)}: {each.count}" for each in use.works]
    said = (
        [_("Finished works that it plays in, without face data. %(what)s") % {"what": "; ".join(said)}] if said else []
    )
    said += [_("Made of these works: %(name)s (%(n)d)") % {"name": name, "n": count} for name, count in use.elsewhere]
    if use.going_on:
        words = ngettext(
            "%(n)d work that its vendor cannot stop any more", "%(n)d works that their vendors cannot stop any more",
            len(use.going_on),
        )  # fmt: skip
        said.append(words % {"n": len(use.going_on)})
    return said or [_("Nothing: it has not been used yet.")]
