"""The shipped reason of a supplement names the papers that are asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_BEFORE = "Hồ sơ còn thiếu giấy tờ theo thành phần hồ sơ đã công bố."
_AFTER = "Hồ sơ còn thiếu: {giấy tờ}."


def upgrade() -> None:
    _reword(_BEFORE, _AFTER)


def downgrade() -> None:
    _reword(_AFTER, _BEFORE)


def _reword(before: str, after: str) -> None:
    """Change the sentence where an office still has it as it was shipped."""
    reasons = sa.table("reason_texts", sa.column("kind"), sa.column("text"))
    op.execute(
        reasons.update()
        .where(reasons.c.kind == "supplement", reasons.c.text == before)
        .values(text=after)
    )
