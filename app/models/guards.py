"""What SQLAlchemy's tables cannot say: triggers and the search index, per database."""

from sqlalchemy import Connection, inspect

from app.models.row_notes import server_triggers

# What an event tells of people is erased at the end of its time: its note, nothing else.
_EVENT = (
    "id, petition_id, ordinal, act, at, entered_at, officer_id, status, petition_class, "
    "has_ground, criteria, outcome, finding, published_by, to_unit_id, to_name, met_due_at, "
    "due_at, answer_due_at, form_id, log_seq"
)


def _append_only(table: str, word: str, *taken: str, update: str = "UPDATE") -> tuple[str, ...]:
    """Return the triggers by which SQLite only adds to a table; `taken` says a row is in the way.

    REPLACE removes that row without a word to the trigger of deletions.
    """
    refused = f"BEGIN SELECT RAISE(ABORT, '{word} append-only'); END"
    is_taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(taken)})"  # noqa: S608
    made = f"CREATE TRIGGER IF NOT EXISTS {table}_no_"
    return (
        f"{made}update BEFORE {update} ON {table} {refused}",
        f"{made}delete BEFORE DELETE ON {table} {refused}",
        f"{made}replace BEFORE INSERT ON {table} {is_taken} {refused}",
    )


_SQLITE = (
    *_append_only(
        "log_entries", "the log is", "id = NEW.id", "(unit_id = NEW.unit_id AND seq = NEW.seq)"
    ),
    """CREATE VIRTUAL TABLE IF NOT EXISTS dossier_search USING fts5(
       words, content='', contentless_delete=1, detail=full,
       tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')""",
)
_SQLITE_EVENTS = _append_only(
    "petition_events",
    "events are",
    "id = NEW.id",
    "(petition_id = NEW.petition_id AND ordinal = NEW.ordinal)",
    update=f"UPDATE OF {_EVENT}",
)
_SQLITE_ROWS = _append_only(
    "log_later_rows",
    "the log is",
    "(unit_id = NEW.unit_id AND seq = NEW.seq AND part = NEW.part)",
)

_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE OR REPLACE TRIGGER log_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE
       ON log_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()""",
    """CREATE TABLE IF NOT EXISTS dossier_search (
       rowid integer PRIMARY KEY REFERENCES dossiers (id), words tsvector NOT NULL)""",
    """CREATE INDEX IF NOT EXISTS ix_dossier_search_words ON dossier_search USING gin (words)""",
)
_POSTGRESQL_EVENTS = (
    """CREATE OR REPLACE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$""",
    f"""CREATE OR REPLACE TRIGGER petition_events_no_update BEFORE UPDATE OF {_EVENT}
        ON petition_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change()""",
    """CREATE OR REPLACE TRIGGER petition_events_no_delete BEFORE DELETE OR TRUNCATE
       ON petition_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change()""",
)


_POSTGRESQL_ROWS = (
    """CREATE OR REPLACE TRIGGER log_later_rows_no_change BEFORE UPDATE OR DELETE OR TRUNCATE
       ON log_later_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()""",
)


def create_guards(connection: Connection) -> None:
    """Create triggers and search index where they are missing, for the tables that are there.

    Called by migrations after any table was rebuilt: a rebuild drops triggers silently.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    events = _SQLITE_EVENTS if is_sqlite else _POSTGRESQL_EVENTS
    there = frozenset(inspect(connection).get_table_names())
    rows = _SQLITE_ROWS if is_sqlite else (*_POSTGRESQL_ROWS, *server_triggers(there))
    for statement in (
        *(_SQLITE if is_sqlite else _POSTGRESQL),
        *(events if "petition_events" in there else ()),
        *(rows if "log_later_rows" in there else ()),
    ):
        connection.exec_driver_sql(statement)
