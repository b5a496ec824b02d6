"""Schema versions: newer refused, older backed up, verified and migrated, new made newest."""

from importlib import import_module
from pathlib import Path
from typing import Final

import sqlcipher3.dbapi2
from sqlalchemy import Engine, inspect

from app.errors import StoreError
from app.models.store_key import StoreKey

_NO_VERSION: Final = (
    "Kho dữ liệu bị hỏng: không còn ghi phiên bản. Hãy ngừng nhập và khôi phục từ bản sao lưu gần "
    "nhất."
)
_SCRIPTS = Path(__file__).parent / "migrations"


def current_revision(engine: Engine) -> str | None:
    """Return the store's schema revision, or None for a store without tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.exec_driver_sql(
            "SELECT version_num FROM alembic_version"
        ).scalar()
        return revision


def known_revisions() -> list[str]:
    """Return the revisions this program ships, oldest first: their files begin with them."""
    return sorted(
        path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*_*.py")
    )


def newest_revision() -> str:
    """Return the newest revision this program knows."""
    return known_revisions()[-1]


def refuse_newer(engine: Engine) -> None:
    """Raise StoreError when the store was written by a newer program."""
    revision = current_revision(engine)
    if revision is not None and revision not in known_revisions():
        raise StoreError(
            "Kho dữ liệu này do phiên bản mới hơn của chương trình tạo ra. "
            "Hãy cập nhật chương trình rồi mở lại; kho chưa bị thay đổi."
        )


def upgrade(engine: Engine, to: str = "head") -> None:
    """Migrate to `to` in one transaction; everything is undone when a step fails."""
    # Only a store that has to change waits for Alembic's import.
    command = import_module("alembic.command")
    config = import_module("alembic.config").Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, to)


def bring_up_to_date(engine: Engine, path: Path, key: StoreKey | None = None) -> Path | None:
    """Migrate an older SQLite store after a verified backup; return the backup's path.

    The backup is under the store's `key`. Raises StoreError for a newer store and for a backup that
    does not verify.
    """
    refuse_newer(engine)
    revision = current_revision(engine)
    if revision == newest_revision():
        return None
    if revision is None and inspect(engine).get_table_names():
        raise StoreError(_NO_VERSION)
    backup = path.with_name(f"{path.stem}-truoc-nang-cap-{revision or 'rong'}.db")
    _back_up(engine, backup, key)
    upgrade(engine)
    return backup


def _back_up(engine: Engine, backup: Path, key: StoreKey | None) -> None:
    """Write the backup under a draft's name; it gets its own once it has been read back."""
    draft = backup.with_suffix(".tmp")
    draft.unlink(missing_ok=True)
    try:
        counts = _copy_into(engine, draft)
        _verify(draft, counts, key)
        draft.chmod(0o600)
        draft.replace(backup)
    finally:
        draft.unlink(missing_ok=True)


def _copy_into(engine: Engine, draft: Path) -> dict[str, int]:
    """Copy the store and return how many rows each table has."""
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("VACUUM INTO ?", (str(draft),))
        connection.exec_driver_sql("BEGIN")
        return _row_counts(connection.exec_driver_sql)


def _verify(draft: Path, counts: dict[str, int], key: StoreKey | None) -> None:
    copy = sqlcipher3.dbapi2.connect(str(draft))
    try:
        for pragma in () if key is None else key.pragmas:
            copy.execute(pragma)
        whole = copy.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        same = _row_counts(copy.execute) == counts
    except sqlcipher3.dbapi2.DatabaseError:
        whole = same = False
    finally:
        copy.close()
    if not (whole and same):
        raise StoreError("Bản sao lưu trước khi nâng cấp không đạt kiểm tra; kho chưa bị thay đổi.")


def _row_counts(execute) -> dict[str, int]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - two drivers
    tables = execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'dossier_search%' ORDER BY name"
    ).fetchall()
    return {
        name: execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - own names
        for (name,) in tables
    }
