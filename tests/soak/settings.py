"""The studio as it is run, with a vendor of the tests and short deadlines: uncertain orders end within a soak."""

from reklamai.settings.dev import *  # noqa: F403
from reklamai.settings.dev import ENGINES

ENGINES = {**ENGINES, "fake": "tests.soak.vendor.FakeVendor"}
VENDOR_DEADLINE_S = 60
STORE_GRACE_S = 1
API_RATES = dict.fromkeys(("read", "write", "order", "estimate", "upload", "file", "anonymous"), 100_000)
OPEN_ORDERS_MOST = 10_000
# So many times looser than a vendor's own: a soak must end.
VENDOR_LIMITS = {"kie.create": (1000, 10.0), "kie.query": (90, 1.0), "kie.catalogue": (100, 1.0)}
