"""Names under which open events are found again"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Events of older versions stand under no name: what they reported goes on as a new event, once.
    op.create_table(
        "event_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "event_id"),
    )
    with op.batch_alter_table("event_key", schema=None) as batch_op:
        batch_op.create_index("event_key_found", ["key", "last_seen"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_key_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("event_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_key_event_id"))
        batch_op.drop_index("event_key_found")
    op.drop_table("event_key")
