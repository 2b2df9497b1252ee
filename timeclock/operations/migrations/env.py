"""What Alembic runs: the revisions, inside the one guarded transaction."""

from alembic import context

from timeclock.operations.upgrading import connection_for_migrations
from timeclock.storage.transactions import Base, db

with connection_for_migrations(context.config.attributes.get("engine") or db.engine) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    context.run_migrations()
