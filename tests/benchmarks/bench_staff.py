"""How long the admin's first page and /metrics take with 100 000 orders. Run: python -m tests.benchmarks.bench_staff"""

import os
import time
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reklamai.settings.test")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from studio.models import Generation, User
from studio.services import credits

ORDERS, DAYS, TIMES = 100_000, 90, 9
FILL = """
INSERT INTO studio_generation (id, owner_id, key, item, ask_digest, kind, model, prompt, negative_prompt, parameters,
  aspect_ratio, resolution, color_depth, keyframe_interpolation, num_intermediate_frames, audio_prompt, audio_type,
  language, status, progress, stage, sent, notes, scores, error_code, error_message, price, provider, provider_ref,
  attempt, revision, favourite, created_at, started_at, finished_at)
SELECT gen_random_uuid(), %(owner)s, gen_random_uuid(), 0, '', k.kind, 'draft', 'a can at sunset', '', '{}',
  '', '', '8bit', false, 10, '', '', 'ru',
  CASE WHEN n %% 20 = 0 THEN 'failed' WHEN n %% 50 = 7 THEN 'cancelled' ELSE 'done' END,
  100, '', '{}', '{}', '{}', '', '', 10, 'local', '', 1, 0, false,
  now() - n * interval '1 second' * %(step)s, now() - n * interval '1 second' * %(step)s + interval '1 second',
  now() - n * interval '1 second' * %(step)s + interval '1 second' * (2 + n %% 40)
FROM generate_series(0, %(orders)s - 1) n,
  LATERAL (SELECT (ARRAY['text_to_image', 'text_to_video', 'image_to_video'])[1 + n %% 3] AS kind) k
"""
LEDGER = """
INSERT INTO studio_ledgerentry (account_id, generation_id, kind, delta, note, created_at)
SELECT owner_id, id, m.kind, CASE WHEN m.kind = 'hold' THEN -10 WHEN status = 'done' THEN 0 ELSE 10 END, '', finished_at
FROM studio_generation, (VALUES ('hold'), ('return')) m(kind)
"""


def main():
    old = setup_databases(verbosity=0, interactive=False)
    try:
        measure()
    finally:
        connection.close()
        teardown_databases(old, verbosity=0)


def measure():
    user = User.objects.create_superuser("bench@example.com", "a long password", language="en")
    credits.open_account(user)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"owner": user.pk, "orders": ORDERS, "step": DAYS * 86400 / ORDERS})
        cursor.execute(LEDGER)
        cursor.execute("ANALYZE")
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    print(f"{Generation.objects.count()} orders of {DAYS} days")
    for address in ("/admin/", "/admin/studio/generation/", "/admin/studio/ledgerentry/", "/admin/health", "/metrics"):
        browser.get(address)
        took = []
        for _each in range(TIMES):
            began = time.perf_counter()
            assert browser.get(address).status_code == 200
            took.append(time.perf_counter() - began)
        print(f"{address:30} median {median(took) * 1000:5.0f} ms, worst {max(took) * 1000:5.0f} ms")


if __name__ == "__main__":
    main()
