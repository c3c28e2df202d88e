import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from bot.store import schema
from bot.store.engine import open_engine
from bot.store.tables import metadata
from bot.store.tables.columns import conditions


@pytest.fixture
def empty(empty_database_url):
    engine = open_engine(empty_database_url)
    yield engine
    engine.dispose()


def move(engine, revision, direction=command.upgrade):
    with schema.migrating(engine) as db:
        direction(schema.config(db), revision)


def shape(engine, tables=None):
    """The schema as the database tells it: columns, keys, constraints, indexes with their WHERE, triggers."""
    with engine.connect() as db:
        told = sa.inspect(db)
        names = set(told.get_table_names()) - {"alembic_version"}
        found = {
            name: {
                "columns": [
                    (column["name"], str(column["type"]), column["nullable"], column["default"])
                    for column in told.get_columns(name)
                ],
                "primary key": told.get_pk_constraint(name),
                "foreign keys": {k["name"]: k for k in told.get_foreign_keys(name)},
                "unique": {k["name"]: k["column_names"] for k in told.get_unique_constraints(name)},
                "checks": {k["name"]: k["sqltext"] for k in told.get_check_constraints(name)},
            }
            for name in names
        }
        if db.dialect.name == "sqlite":
            kept = "SELECT name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL"
        else:
            kept = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
                AND tablename <> 'alembic_version'
                UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"""
        return found, {row[0]: row[1] for row in db.exec_driver_sql(kept)}


def test_every_revision_can_be_climbed_left_and_climbed_again(empty):
    before = shape(empty)
    assert before == ({}, {})
    for revision in schema.revisions():
        move(empty, revision)
        after = shape(empty)
        assert after != before
        move(empty, "-1", command.downgrade)
        assert shape(empty) == before
        move(empty, revision)
        assert shape(empty) == after
        before = after


def test_the_migrated_schema_is_the_one_that_the_tables_describe(engine):
    with engine.connect() as db:
        context = MigrationContext.configure(
            db, opts={"target_metadata": metadata, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_indexes_constraints_and_columns_are_the_models_to_the_letter(empty):
    conditions(empty.dialect.name)
    metadata.create_all(empty)
    tables, indexes = shape(empty)
    metadata.drop_all(empty)
    schema.upgrade(empty)
    migrated_tables, kept = shape(empty)
    assert migrated_tables == tables
    assert {name: sql for name, sql in kept.items() if "journal_is_" not in name} == indexes


def test_every_constraint_has_a_name(engine):
    told = sa.inspect(engine)
    for table in metadata.tables:
        constraints = [
            told.get_pk_constraint(table),
            *told.get_foreign_keys(table),
            *told.get_unique_constraints(table),
            *told.get_check_constraints(table),
        ]
        assert constraints
        assert all(constraint["name"] for constraint in constraints), table


def test_a_database_knows_whether_it_is_at_the_latest_revision(empty):
    assert schema.current(empty) is None
    assert not schema.is_current(empty)
    move(empty, schema.revisions()[0])
    assert schema.current(empty) == schema.revisions()[0]
    assert not schema.is_current(empty)
    schema.upgrade(empty)
    assert schema.is_current(empty)


def test_upgrading_twice_changes_nothing(engine):
    before = shape(engine)
    schema.upgrade(engine)
    assert shape(engine) == before


def test_a_url_and_any_working_directory_will_do(empty_database_url, tmp_path, monkeypatch):
    elsewhere = tmp_path / "100% elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    schema.upgrade(empty_database_url)
    engine = open_engine(empty_database_url)
    assert schema.is_current(engine)
    engine.dispose()
    assert list(elsewhere.iterdir()) == []


def test_the_revisions_are_those_that_alembic_finds_in_the_same_order(empty):
    with empty.connect() as db:
        found = ScriptDirectory.from_config(schema.config(db))
        assert schema.revisions() == [script.revision for script in found.walk_revisions()][::-1]


def test_a_database_of_a_newer_program_is_left_alone(engine):
    with engine.begin() as db:
        db.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(schema.SchemaTooNew) as refused:
        schema.upgrade(engine)
    assert (refused.value.found, refused.value.known) == ("9999", schema.revisions()[-1])
    assert schema.current(engine) == "9999"
    assert not schema.is_current(engine)


def test_several_processes_may_upgrade_the_same_database_at_once(empty, empty_database_url, work):
    processes = [work("upgrade", empty_database_url) for _ in range(4)]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    assert schema.is_current(empty)


def test_a_migration_that_fails_leaves_nothing_behind(engine):
    def fail_halfway():
        with schema.migrating(engine) as db:
            Operations(MigrationContext.configure(db)).create_table("half", sa.Column("id", sa.Integer))
            raise ZeroDivisionError

    before = shape(engine)
    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert shape(engine) == before


@pytest.fixture
def family(empty):
    """A parent, and a child that goes when its parent goes."""
    tables = sa.MetaData(naming_convention=metadata.naming_convention)
    sa.Table("parent", tables, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    reference = sa.ForeignKey("parent.id", ondelete="CASCADE")
    sa.Table("child", tables, sa.Column("parent_id", reference, nullable=False))
    tables.create_all(empty)
    with empty.begin() as db:
        db.execute(tables.tables["parent"].insert().values(id=1, name="Ana"))
        db.execute(tables.tables["child"].insert().values(parent_id=1))
    return tables.tables


def children(engine):
    with engine.connect() as db:
        return db.execute(sa.text("SELECT parent_id FROM child")).scalars().all()


def test_altering_a_table_keeps_the_rows_that_refer_to_it(empty, family):
    with schema.migrating(empty) as db:
        operations = Operations(MigrationContext.configure(db))
        with operations.batch_alter_table("parent") as parent:
            parent.alter_column("name", existing_type=sa.Text(), nullable=False)
    assert not {c["name"]: c["nullable"] for c in sa.inspect(empty).get_columns("parent")}["name"]
    assert children(empty) == [1]
    with empty.begin() as db:
        db.execute(family["parent"].delete())
    assert children(empty) == [], "foreign keys are on again"


def test_a_migration_that_would_orphan_a_row_is_undone(empty, family):
    def orphan():
        with schema.migrating(empty) as db:
            db.execute(family["child"].insert().values(parent_id=2))

    with pytest.raises((ValueError, sa.exc.IntegrityError), match="child"):
        orphan()
    assert children(empty) == [1]


def test_looking_at_the_schema_does_not_load_alembic(database_url):
    look = (
        "import sys; from bot.store import schema; from bot.store.engine import open_engine;"
        "schema.is_current(open_engine(sys.argv[1])); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look, database_url], check=False).returncode == 0
