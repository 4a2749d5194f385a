"""What an installer does before the first start, and people to try it with: prints their sessions as JSON.

Called as: python -m tests.cluster.ground <people> <finished works of each>
"""

import json
import sys
from io import StringIO

import django


def main(people, works):
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_catalogue", stdout=StringIO())
    from django.db import connection

    made = [person(number, works) for number in range(people)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps(made))


def person(number, works):
    """A new account with credits: its id, the key of a signed-in session and one for the API."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore

    from studio.models import Scope, User
    from studio.services import credits, keys
    from tests.benchmarks.works import add_works

    user = User(email=f"person-{number}@example.com", password=make_password(None))
    user.save()
    credits.open_account(user)
    if works:
        add_works(user.pk, works)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    key = keys.make(user, name="load", scopes=Scope.values).text
    return {"pk": user.pk, "session": session.session_key, "key": key}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
