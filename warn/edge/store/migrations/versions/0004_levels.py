"""Levels of scenarios and their changes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "level",
        sa.Column("watch", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Float(), nullable=False),
        sa.Column("memory", sa.Text(), server_default="", nullable=False),
        sa.Column("looked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("watch", "scenario"),
    )
    op.create_table(
        "level_change",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("watch", sa.Text(), server_default="", nullable=False),
        sa.Column("scenario", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("alert_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    with op.batch_alter_table("level_change", schema=None) as batch_op:
        batch_op.create_index("level_change_of", ["watch", "scenario", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("level_change", schema=None) as batch_op:
        batch_op.drop_index("level_change_of")
    op.drop_table("level_change")
    op.drop_table("level")
