"""Worker processes that can be killed: hostile documents cost themselves, and nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.test_parse import BOMBS
from warn.core.parse import parse_document
from warn.edge import parse_pool
from warn.edge.parse_pool import ParsePool
from warn.model.feed import Failed, Failure
from warn.model.item import Document

GOOD = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
    "<item><title>Лачин \U0001f6a7</title><link>https://a.example/1</link>"
    "<pubDate>Tue, 02 May 2023 10:00:00 +0400</pubDate></item></channel></rss>"
).encode()
# feedparser looks for an e-mail address in every author, in time that grows with the square of its length: nothing
# that a count of elements or attributes could show. The nested image keeps the fast reader away from it.
SLOW = (
    b"<rss version='2.0'><channel><item><image><b/></image><author>"
    + b"a" * 400_000
    + b"</author></item></channel></rss>"
)


def workers_of(pool: ParsePool) -> set[int]:
    return {int(path.name) for path in Path("/proc").glob("[0-9]*") if _is_worker(path)}


def _is_worker(path: Path) -> bool:
    try:
        parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        return parent == os.getpid() and b"parse_pool" in (path / "cmdline").read_bytes()
    except (OSError, ValueError):
        return False


@pytest.fixture(scope="module")
def pool() -> Iterator[ParsePool]:
    made = ParsePool(workers=2, timeout=timedelta(seconds=3))
    yield made
    made.close()


def test_gives_what_the_parser_gives(pool: ParsePool) -> None:
    assert pool.parse(GOOD) == parse_document(GOOD)


def test_passes_content_type_and_zone(pool: ParsePool) -> None:
    content = GOOD.decode().replace("\U0001f6a7", "").replace(" +0400", "").encode("windows-1251")
    document = pool.parse(content, "text/xml; charset=windows-1251", "Asia/Yerevan")
    assert isinstance(document, Document)
    assert document.entries[0].title == "Лачин"
    assert document.entries == parse_document(content, zone="Asia/Yerevan", content_type="x; charset=cp1251").entries


def test_a_refusal_comes_back_as_failed(pool: ParsePool) -> None:
    answer = pool.parse(b"<!DOCTYPE html><html><head><title>Log in</title></head></html>")
    assert answer == Failed(failure=Failure.HTML, detail="a web page, not a feed: “Log in”")


def test_many_threads_at_once(pool: ParsePool) -> None:
    contents = [GOOD.replace(b"/1<", b"/%d<" % number) for number in range(40)]
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(pool.parse, contents))
    assert [answer.entries[0].link for answer in answers] == [f"https://a.example/{n}" for n in range(40)]


def test_a_bomb_is_killed_at_its_deadline_and_its_neighbours_live() -> None:
    quick = ParsePool(workers=2, timeout=timedelta(seconds=1))
    try:
        quick.parse(GOOD)
        started = time.monotonic()
        with ThreadPoolExecutor(6) as threads:
            bomb = threads.submit(quick.parse, SLOW)
            answers = list(threads.map(quick.parse, [GOOD] * 50))
            neighbours = time.monotonic() - started
            refused = bomb.result()
        assert time.monotonic() - started < 3
        assert refused == Failed(failure=Failure.HOSTILE, detail="parsing took longer than 1 s")
        assert answers == [parse_document(GOOD)] * 50
        assert neighbours < 2
        assert quick.parse(GOOD) == parse_document(GOOD)
    finally:
        quick.close()


def test_every_known_bomb_is_refused_in_time_beside_good_feeds(pool: ParsePool) -> None:
    pool.parse(GOOD)
    for name, bomb in BOMBS.items():
        with ThreadPoolExecutor(2) as threads:
            started = time.monotonic()
            refused, good = threads.submit(pool.parse, bomb), threads.submit(pool.parse, GOOD)
            assert good.result() == parse_document(GOOD)
            answer = refused.result()
        assert isinstance(answer, Failed), name
        assert answer.failure is Failure.HOSTILE, name
        assert time.monotonic() - started < 3.5, name


def test_memory_is_bounded_and_the_pool_goes_on() -> None:
    small = ParsePool(workers=1, memory=160 * 1024 * 1024)
    try:
        huge = b"<rss version='2.0'><channel>" + b"<x/>" * 4_000_000 + b"</channel></rss>"
        answer = small.parse(huge)
        assert isinstance(answer, Failed)
        assert answer.failure is Failure.HOSTILE
        assert small.parse(GOOD) == parse_document(GOOD)
    finally:
        small.close()


def test_a_worker_killed_from_outside_is_replaced() -> None:
    lone = ParsePool(workers=1)
    try:
        before = workers_of(lone)
        lone.parse(GOOD)
        (pid,) = workers_of(lone) - before
        os.kill(pid, signal.SIGKILL)
        assert lone.parse(GOOD) == parse_document(GOOD)
        assert pid not in workers_of(lone)
    finally:
        lone.close()


def test_workers_start_on_first_need_and_end_on_close() -> None:
    before = workers_of(None)
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    lazy = ParsePool(workers=2)
    assert workers_of(lazy) == before
    lazy.parse(GOOD)
    assert len(workers_of(lazy) - before) == 1
    lazy.close()
    lazy.close()
    assert workers_of(lazy) == before
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    with pytest.raises(RuntimeError, match="closed"):
        lazy.parse(GOOD)


def test_workers_are_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_pool, "_DOCUMENTS_PER_WORKER", 3)
    before = workers_of(None)
    lone = ParsePool(workers=1)
    try:
        seen = set()
        for _ in range(7):
            assert lone.parse(GOOD) == parse_document(GOOD)
            seen |= workers_of(lone) - before
        assert len(seen) == 3
    finally:
        lone.close()


def test_workers_ignore_what_is_meant_for_the_daemon() -> None:
    before = workers_of(None)
    lone = ParsePool(workers=1)
    try:
        lone.parse(GOOD)
        (pid,) = workers_of(lone) - before
        assert os.getpgid(pid) != os.getpgid(0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, number)
        assert lone.parse(GOOD) == parse_document(GOOD)
        assert workers_of(lone) - before == {pid}
    finally:
        lone.close()


def test_workers_go_when_the_daemon_is_killed() -> None:
    program = (
        "import sys, time\nfrom warn.edge.parse_pool import ParsePool\n"
        f"pool = ParsePool(workers=1)\npool.parse({GOOD!r})\nslot = pool._slots.get()\n"
        "print(slot._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    daemon = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        assert daemon.stdout is not None
        worker = int(daemon.stdout.readline())
        daemon.kill()
        daemon.wait()
        deadline = time.monotonic() + 5
        while _lives(worker) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not _lives(worker)
    finally:
        daemon.kill()
        daemon.communicate()


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_waiting_caller_is_not_left_behind_by_close() -> None:
    lone = ParsePool(workers=1, timeout=timedelta(seconds=1))
    lone.parse(GOOD)
    outcomes: list[object] = []

    def call(content: bytes) -> None:
        try:
            outcomes.append(lone.parse(content))
        except RuntimeError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=call, args=(content,)) for content in (SLOW, GOOD, GOOD)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    lone.close()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    assert len(outcomes) == 3


def test_a_worker_imports_little() -> None:
    program = (
        "import sys\nimport warn.edge.parse_pool\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'httpx', 'sqlmodel', 'sqlalchemy',"
        " 'apprise', 'apscheduler', 'pydantic', 'yaml', 'typer', 'sklearn', 'numpy', 'feedparser', 'structlog'}))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
