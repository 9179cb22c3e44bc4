"""Fixtures that several test files share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from warn.edge.store import Database


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed here")
    with postgres.server() as url:
        yield url


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """The address of a PostgreSQL database that holds nothing."""
    yield postgres_url
    database = Database(postgres_url)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database of either kind."""
    url = f"sqlite:///{tmp_path / 'warn.db'}"
    made = Database(url if request.param == "sqlite" else request.getfixturevalue("empty_postgres"))
    made.migrate()
    yield made
    made.close()
