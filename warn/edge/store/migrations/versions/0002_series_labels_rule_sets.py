"""Series and their changes, labels, rule sets; hits know when their item was published"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _hits_by_time()
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("memory", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("looked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "series_change",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("series_id", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("alert_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    with op.batch_alter_table("series_change", schema=None) as batch_op:
        batch_op.create_index("series_change_of", ["series_id", "at"], unique=False)
    op.create_table(
        "label",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("watch", sa.String(), nullable=False),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "watch"),
    )
    op.create_table(
        "ruleset",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("first_used", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )


def _hits_by_time() -> None:
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE hit SET published = (SELECT item.published FROM item WHERE item.id = hit.item_id)")
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.drop_index("hit_rule")
        batch_op.create_index("hit_rule", ["rule", "published"], unique=False)


def downgrade() -> None:
    op.drop_table("ruleset")
    op.drop_table("label")
    with op.batch_alter_table("series_change", schema=None) as batch_op:
        batch_op.drop_index("series_change_of")
    op.drop_table("series_change")
    op.drop_table("series")
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.drop_index("hit_rule")
        batch_op.drop_column("published")
        batch_op.create_index("hit_rule", ["rule"], unique=False)
