"""Connections with the durability this product promises, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO, Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)
from sqlmodel import create_engine

# What the functions of this package work on: a connection inside a transaction of `Database`.
Transaction = Connection

LOCK_WAIT_SECONDS = 60
_WRITES = "warn_writes"
_OWNER = 0x7761726E
"""Key of PostgreSQL's advisory lock: `warn` in ASCII."""
_MIGRATIONS = Path(__file__).with_name("migrations")


class StoreUnavailable(Exception):
    """The database could not be read or written now (locked, full, gone); trying again later may help."""


class StoreRefused(Exception):
    """The database is not one that this version can use."""


class StoreInUse(Exception):
    """Another daemon owns the database."""


class Database:
    """One engine, one writer at a time.

    SQLite: WAL with synchronous=FULL (a committed row survives a power cut), foreign keys on, and every write begins
    with BEGIN IMMEDIATE: a deferred transaction that reads and then writes fails at once in spite of the busy timeout.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.engine: Engine = _engine(url)
        self.dialect = self.engine.dialect.name
        self._writer = Lock()
        self._write_connection: Connection | None = None
        self._owned: Connection | IO[str] | None = None
        if self.dialect == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite if durable else _prepare_passing_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with _translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: committed when the block ends, rolled back when it raises."""
        with _translated(), self._writer:
            # One connection for all writing: taking one from the pool for each transaction is a fifth of its cost.
            if self._write_connection is None or self._write_connection.closed:
                self._write_connection = self.engine.connect().execution_options(**{_WRITES: True})
            with self._write_connection.begin():
                yield self._write_connection

    def migrate(self) -> None:
        """Bring the schema to this version's.

        Raises:
            StoreRefused: the database was written by a newer version.
        """
        with self.writing() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            script = ScriptDirectory.from_config(config)
            if current == script.get_current_head():
                return
            if current is not None and current not in {step.revision for step in script.walk_revisions()}:
                raise StoreRefused(f"the database has schema {current}, newer than this version knows: upgrade warn")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def own(self) -> None:
        """Take this database for one daemon alone; the lock goes with the process, however it ends.

        Raises:
            StoreInUse: another daemon has it.
        """
        if self.dialect == "sqlite":
            self._owned = _lock_file(Path(f"{self.engine.url.database}.lock"))
            return
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_OWNER})").scalar():
            connection.close()
            raise StoreInUse(f"another warn is running on this database ({self.engine.url.render_as_string()})")
        self._owned = connection

    def close(self) -> None:
        if self._owned is not None:
            self._owned.close()
            self._owned = None
        with self._writer:
            if self._write_connection is not None:
                self._write_connection.close()
                self._write_connection = None
        self.engine.dispose()

    def tidy(self) -> None:
        """Housekeeping: fresh statistics for the query planner, and the write-ahead log cut back."""
        if self.dialect != "sqlite":
            return
        with _translated(), self._writer:
            bare = self.engine.raw_connection()  # neither may run inside a transaction
            try:
                bare.cursor().execute("PRAGMA optimize")
                bare.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                bare.close()


def exists(url: str) -> bool:
    """Whether there is a database to read; a server's is taken to be there."""
    with _usable():
        file = make_url(url).database
    return not url.startswith("sqlite") or bool(file and Path(file).exists())


def _lock_file(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise StoreInUse(f"another warn is running on {path.with_suffix('')}") from None
    return lock


def _engine(url: str) -> Engine:
    with _usable():
        # hide_parameters: an error must not print what was being written; headlines and addresses stay out of logs.
        return create_engine(_with_driver(url), hide_parameters=True, **_engine_options(url))


@contextmanager
def _usable() -> Iterator[None]:
    """An address that can't be one, in a line that doesn't show it: it may hold a password."""
    try:
        yield
    except ImportError as error:
        raise StoreRefused(
            f"database: its driver isn't installed ({error.name}): pip install 'warn[postgres]'"
        ) from None
    except (ArgumentError, ValueError):
        wanted = "sqlite:///path or postgresql+psycopg://user:password@host/name"
        raise StoreRefused(f"database: not an address that can be used; wanted {wanted}") from None


def _with_driver(url: str) -> str:
    """`postgres://` and `postgresql://`, as most services write it, mean the driver that the extra installs."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if separator and scheme in {"postgres", "postgresql"} else url


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": LOCK_WAIT_SECONDS}}
    return {"pool_pre_ping": True}


def _prepare_sqlite(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # transactions are begun by _begin_sqlite, not by the driver
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-16000",
        "wal_autocheckpoint=4000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_passing_sqlite(dbapi_connection: Any, record: Any) -> None:
    """For a database that is thrown away: nothing waits for the disk."""
    _prepare_sqlite(dbapi_connection, record)
    dbapi_connection.execute("PRAGMA synchronous=OFF")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, DataError, ProgrammingError, NotSupportedError):
        raise  # no later try can mend these: whoever waited for it would wait for ever
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        if "not a database" in said or "malformed" in said:
            raise StoreRefused(f"database: {said}: restore a backup, or move the file away") from error
        raise StoreUnavailable(f"database: {said}") from error
