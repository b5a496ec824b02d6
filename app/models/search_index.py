"""Word search over dossiers: FTS5 on SQLite, a tsvector on PostgreSQL; words come folded."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

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
