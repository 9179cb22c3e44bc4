"""A real PostgreSQL server under a temporary folder, for tests that need one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Folder with initdb and postgres, wherever the distribution keeps it; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields a URL with a database of its own. The server refuses to run as root: then as nobody."""
    folder = binaries()
    assert folder is not None
    user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="warn-pg-"))
    try:
        if user:
            shutil.chown(home, user["user"], user["group"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = home / "data"
        _run(home, user, [folder / "initdb", "-D", data, "-U", "warn", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
        _run(home, user, [folder / "pg_ctl", "-D", data, "-w", "-o", options, "-l", home / "log", "start"])
        try:
            yield f"postgresql+psycopg://warn@127.0.0.1:{port}/postgres"
        finally:
            _run(home, user, [folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(home: Path, user: dict[str, str], command: list[str | Path]) -> None:
    subprocess.run(command, cwd=home, check=True, capture_output=True, **user)
