"""The journal only grows, and its entries are counted, so that one cut from its end is missed as well."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = {
    "journal_is_not_updated": """BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "journal_is_not_deleted": """BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    "journal_is_not_replaced": """BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE body_id = NEW.body_id AND (seq = NEW.seq OR hash = NEW.hash))
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    "journal_is_counted": """AFTER INSERT ON journal
        BEGIN
            INSERT INTO counter (body_id, series, year, value) VALUES (NEW.body_id, 'journal', 0, 1)
            ON CONFLICT (body_id, series, year) DO UPDATE SET value = value + 1;
        END""",
}
POSTGRESQL = {
    "journal_is_not_changed": (
        "BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT",
        """BEGIN
            RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
        END""",
    ),
    "journal_is_counted": (
        "AFTER INSERT ON journal FOR EACH ROW",
        """BEGIN
            INSERT INTO counter (body_id, series, year, value) VALUES (NEW.body_id, 'journal', 0, 1)
            ON CONFLICT (body_id, series, year) DO UPDATE SET value = counter.value + 1;
            RETURN NULL;
        END""",
    ),
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, trigger in SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {trigger}")
        return
    for name, (event, action) in POSTGRESQL.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {action} $$")
        op.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL:
        op.execute(f"DROP TRIGGER {name} ON journal")
        op.execute(f"DROP FUNCTION {name}()")
