"""The first schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("event_id", sa.Text(), server_default="", nullable=False),
        sa.Column("watch", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("alert_created", ["created"], unique=False)

    op.create_table(
        "deadline_told",
        sa.Column("deadline_id", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("step_seconds", sa.Integer(), nullable=False),
        sa.Column("told", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("deadline_id", "due", "step_seconds"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), server_default="", nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("possible_repeat", sa.Boolean(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("delivery_due", ["destination", "state", "due"], unique=False)
        batch_op.create_index("delivery_event", ["event_id"], unique=False)
        batch_op.create_index("delivery_one", ["alert_id", "destination"], unique=True)

    op.create_table(
        "event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("watch", sa.Text(), server_default="", nullable=False),
        sa.Column("indicator", sa.Text(), server_default="", nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("event_open", ["watch", "indicator", "last_seen"], unique=False)

    op.create_table(
        "event_item",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "item_id", "revision"),
    )
    with op.batch_alter_table("event_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_item_item_id"), ["item_id"], unique=False)

    op.create_table(
        "feed",
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("configured_url", sa.Text(), server_default="", nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("last_modified", sa.Text(), server_default="", nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("block_hashes", sa.LargeBinary(), nullable=False),
        sa.Column("rhythm_seconds", sa.Float(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        sa.Column("failure_detail", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_count", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("first_ok", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_poll", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_new", sa.DateTime(timezone=True), nullable=True),
        sa.Column("items_seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id"),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index("feed_due", ["due"], unique=False)

    op.create_table(
        "hit",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("item_id", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("watch", sa.Text(), server_default="", nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.create_index("hit_item", ["item_id"], unique=False)
        batch_op.create_index("hit_rule", ["rule"], unique=False)

    op.create_table(
        "item",
        sa.Column("n", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.Text(), server_default="", nullable=False),
        sa.Column("publisher", sa.Text(), server_default="", nullable=False),
        sa.Column("side", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_basis", sa.Text(), server_default="", nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("ruleset", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id"),
    )
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.create_index("item_feed", ["feed_id", "published"], unique=False)
        batch_op.create_index("item_first_seen", ["first_seen"], unique=False)

    op.create_table(
        "item_key",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "item_revision",
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("ruleset", sa.Text(), server_default="", nullable=False),
        sa.Column("replaced", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "revision"),
    )


def downgrade() -> None:
    op.drop_table("item_revision")
    op.drop_table("item_key")
    with op.batch_alter_table("item", schema=None) as batch_op:
        batch_op.drop_index("item_first_seen")
        batch_op.drop_index("item_feed")

    op.drop_table("item")
    with op.batch_alter_table("hit", schema=None) as batch_op:
        batch_op.drop_index("hit_rule")
        batch_op.drop_index("hit_item")

    op.drop_table("hit")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index("feed_due")

    op.drop_table("feed")
    with op.batch_alter_table("event_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_item_item_id"))

    op.drop_table("event_item")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("event_open")

    op.drop_table("event")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("delivery_one")
        batch_op.drop_index("delivery_event")
        batch_op.drop_index("delivery_due")

    op.drop_table("delivery")
    op.drop_table("deadline_told")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index("alert_created")

    op.drop_table("alert")
