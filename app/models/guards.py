"""What SQLAlchemy's tables cannot say: the log's triggers and the search index, per database."""

from sqlalchemy import Connection

_SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS log_entries_no_update BEFORE UPDATE ON log_entries
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER IF NOT EXISTS log_entries_no_delete BEFORE DELETE ON log_entries
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    # REPLACE removes the row in the way without a word to the trigger above.
    """CREATE TRIGGER IF NOT EXISTS log_entries_no_replace BEFORE INSERT ON log_entries
       WHEN EXISTS (SELECT 1 FROM log_entries
                    WHERE id = NEW.id OR (unit_id = NEW.unit_id AND seq = NEW.seq))
       BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS dossier_search USING fts5(
       words, content='', contentless_delete=1, detail=full,
       tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')""",
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


def create_guards(connection: Connection) -> None:
    """Create triggers and search index where they are missing.

    Called by migrations after any table was rebuilt: a rebuild drops triggers silently.
    """
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)
