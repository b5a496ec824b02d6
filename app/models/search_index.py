"""Word search over dossiers: FTS5 on SQLite, a tsvector on PostgreSQL; words come folded."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, text

_BATCH: Final = 2000
# The index keeps no text, only which term stands in which row: that is read back from it.
_VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.dossier_terms "
    "USING fts5vocab(main, dossier_search, instance)"
)
_EVERY = {
    "sqlite": text(
        "SELECT doc, group_concat(term, ' ') FROM "
        "(SELECT DISTINCT doc, term FROM temp.dossier_terms) GROUP BY doc ORDER BY doc"
    ),
    "postgresql": text(
        "SELECT rowid, array_to_string(tsvector_to_array(words), ' ') FROM dossier_search "
        "ORDER BY rowid"
    ),
}

_MERGE: Final = text("INSERT INTO dossier_search(dossier_search) VALUES ('optimize')")
_PUT = {
    "sqlite": text("INSERT OR REPLACE INTO dossier_search(rowid, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO dossier_search(rowid, words) VALUES (:id, to_tsvector('simple', :words)) "
        "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words"
    ),
}
_FIND = {
    "sqlite": text(
        "SELECT rowid FROM dossier_search WHERE dossier_search MATCH :query "
        "ORDER BY rowid DESC LIMIT :limit"
    ),
    # The match is materialised first: ordering by key alone walks the whole table for rare words.
    "postgresql": text(
        "WITH hits AS MATERIALIZED (SELECT rowid FROM dossier_search "
        "WHERE words @@ to_tsquery('simple', :query)) "
        "SELECT rowid FROM hits ORDER BY rowid DESC LIMIT :limit"
    ),
}


def put_words(connection: Connection, dossier_id: int, words: Sequence[str]) -> None:
    """Index the folded `words` of a dossier, replacing what was indexed before."""
    statement = _PUT[connection.dialect.name]
    connection.execute(statement, {"id": dossier_id, "words": " ".join(words)})


def forget_words(connection: Connection, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Index dossiers (id, folded words) anew, so that no other word of theirs is left anywhere."""
    if not rows:
        return
    values = [{"id": row, "words": " ".join(words)} for row, words in rows]
    connection.execute(_PUT[connection.dialect.name], values)
    if connection.dialect.name == "sqlite":
        # A word that was replaced stays in its segment until the segments are merged.
        connection.execute(_MERGE)


def find_words(connection: Connection, words: Sequence[str], limit: int) -> list[int]:
    """Return ids of dossiers holding every word (the last one as a prefix), newest first.

    `words` must be folded letters and digits (`app.text.words`), so no query syntax can enter.
    """
    if not words:
        return []
    if connection.dialect.name == "sqlite":
        query = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])
    else:
        query = " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"])
    found = connection.execute(_FIND[connection.dialect.name], {"query": query, "limit": limit})
    return [row[0] for row in found]


def every_words(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield the id and the indexed words (once each) of every dossier, for a copy of the store."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_VOCABULARY)
    found = connection.execute(
        _EVERY[connection.dialect.name], execution_options={"yield_per": _BATCH}
    )
    for row in found:
        yield row[0], row[1]


def put_every_words(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Index dossiers whose words come from `every_words`."""
    statement = _PUT[connection.dialect.name]
    connection.execute(statement, [{"id": row, "words": words} for row, words in rows])
