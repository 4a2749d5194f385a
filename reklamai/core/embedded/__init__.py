"""PostgreSQL with pgvector, run from pip-installed binaries for whoever needs it, and only as long as somebody does.

No Django in here: settings import it. Whoever uses the server holds a shared lock on a file. A small keeper process,
PostgreSQL's parent, waits for the exclusive one: the kernel hands it over when the last user has gone, also after
kill -9, and the keeper then stops the server. So the supervisor, a lone `manage.py` command and a test session share
one server without counting one another.
"""

from reklamai.core.embedded.place import Place, place_for
from reklamai.core.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "Place", "place_for"]
