"""Many trained Soul IDs in the database at once, of made-up people: for measurements, and for the tests of searches."""

import struct
from io import BytesIO

import numpy as np
from django.db import connection

from studio.models import User

TO_SOULS = """
INSERT INTO soulids_soulid (id, owner_id, key, ask_digest, name, handle, description, training_cost, created_at,
  updated_at)
SELECT id, owner, gen_random_uuid(), '', 'P', 'p' || n, '', 0, now(), now() FROM made_up
"""
TO_VERSIONS = """
INSERT INTO soulids_soulversion (id, soul_id, owner_id, number, is_current, embedding, report, "references",
  master_source, trained_at)
SELECT gen_random_uuid(), id, owner, 1, true, v, '{}', '[]', '', now() FROM made_up
"""
HEAD, TAIL = b"PGCOPY\n\xff\r\n" + bytes(9), struct.pack(">h", -1)
"""Of PostgreSQL's binary form of COPY, which takes 512 numbers eight times as fast as text."""


def owners(count):
    made = User.objects.bulk_create(User(email=f"of{n}@example.com", password="!") for n in range(count))
    return np.array([user.pk for user in made])


def fill(vectors, owner_of_row):
    """One trained Soul ID a row, of these owners. Returns their ids, in the order of `vectors`."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE made_up (n int, owner bigint, v vector(512), id uuid)")
        with cursor.copy("COPY made_up (n, owner, v) FROM STDIN (FORMAT BINARY)") as copy:
            for piece in pieces(vectors, owner_of_row):
                copy.write(piece)
        cursor.execute("UPDATE made_up SET id = gen_random_uuid()")
        cursor.execute(TO_SOULS)
        cursor.execute(TO_VERSIONS)
        cursor.execute(
            "UPDATE soulids_soulid s SET version_id = v.id FROM soulids_soulversion v WHERE v.soul_id = s.id"
        )
        cursor.execute("SELECT id FROM made_up ORDER BY n")
        ids = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("DROP TABLE made_up")
        cursor.execute("ANALYZE soulids_soulversion")
    return ids


def pieces(vectors, owner_of_row):
    length = 4 + 4 * vectors.shape[1]
    buffer = BytesIO()
    buffer.write(HEAD)
    for n, (vector, owner) in enumerate(zip(vectors, owner_of_row, strict=True)):
        buffer.write(struct.pack(">hiiiqi", 3, 4, n, 8, owner, length))
        buffer.write(struct.pack(">hh", len(vector), 0) + vector.astype(">f4").tobytes())
        if n % 1000 == 999:
            yield buffer.getvalue()
            buffer = BytesIO()
    yield buffer.getvalue() + TAIL
