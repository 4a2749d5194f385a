"""Finished works without files, as many as are wanted: what a library's pages have to read."""

from __future__ import annotations

from django.db import connection

MANY = """
INSERT INTO studio_generation (id, owner_id, key, item, ask_digest, kind, model, prompt, negative_prompt, seed,
    parameters, aspect_ratio, resolution, color_depth, keyframe_interpolation, num_intermediate_frames, audio_prompt,
    audio_type, language, status, progress, stage, sent, notes, scores, error_code, error_message, price, provider,
    provider_ref, attempt, favourite, revision, created_at, started_at, finished_at)
SELECT gen_random_uuid(), %s, gen_random_uuid(), 0, '', 'text_to_image', 'draft-picture',
    (ARRAY['Чашка кофе у окна', 'Банка тоника на камне', 'A sneaker on concrete'])[1 + n %% 3] || ' ' || n, '', n, '{}',
    '4:5', '1080p', '8bit', false, 10, '', '', 'ru', 'done', 100, '', '{}', '{}', '{}', '', '', 0, 'local', '', 1,
    n %% 20 = 0, 0, now() - n * interval '1 minute', now(), now()
FROM generate_series(1, %s) n
"""
MANY_ASSETS = """
INSERT INTO studio_asset (id, owner_id, generation_id, position, kind, origin, name, file, thumbnail, content_type,
    size_bytes, sha256, width, height, has_sound, metadata, created_at)
SELECT gen_random_uuid(), owner_id, id, 0, 'picture', 'result', '', 'x/' || id || '.png', 'x/' || id || '.webp',
    'image/png', 1000, md5(id::text), 1080, 1350, false, '{}', created_at
FROM studio_generation WHERE owner_id = %s
"""


def add_works(owner: int, count: int) -> None:
    """Give that account `count` finished works, one a minute backwards from now. ANALYZE after the last account."""
    with connection.cursor() as cursor:
        cursor.execute(MANY, [owner, count])
        cursor.execute(MANY_ASSETS, [owner])
