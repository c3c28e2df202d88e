"""Where Alembic enters: it works on the connection that `bot.store.schema` hands over, in its transaction.

The command line, which only writes new revisions (see pyproject.toml), opens AYNI_DATABASE_URL itself.
"""

import os

from alembic import context
from sqlalchemy import Connection

from bot.store.engine import open_engine
from bot.store.schema import migrating
from bot.store.tables import metadata
from bot.store.tables.columns import conditions


def run(connection: Connection) -> None:
    """Runs the revisions asked for. SQLite alters a table by copying it: hence batches."""
    conditions(connection.dialect.name)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        compare_server_default=True,
    )
    context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with migrating(open_engine(os.environ["AYNI_DATABASE_URL"])) as opened:
        run(opened)
