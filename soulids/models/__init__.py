from soulids.models.case import SoulCase
from soulids.models.consent import Consent, Right
from soulids.models.erasure import RemoteErasure
from soulids.models.look import SoulSearch
from soulids.models.photo import SoulPhoto
from soulids.models.soul import SoulID, SoulStatus
from soulids.models.version import SoulLora, SoulMaster, SoulVersion

__all__ = [
    "Consent",
    "RemoteErasure",
    "Right",
    "SoulCase",
    "SoulID",
    "SoulLora",
    "SoulMaster",
    "SoulPhoto",
    "SoulSearch",
    "SoulStatus",
    "SoulVersion",
]
