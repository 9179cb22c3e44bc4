"""Alembic's entry point. The connection is always handed in by warn.edge.store.migrate."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from warn.edge.store import tables  # noqa: F401 - fills the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
