"""Logging, set up in one place: structured, on stderr, and without secrets."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from warn.core.redact import Redactor

LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("console", "json")

# At DEBUG these print whole addresses, headers and payloads: webhooks and passwords among them.
_TALKATIVE = (
    "alembic", "apprise", "apscheduler", "asyncio", "charset_normalizer", "httpcore", "httpx", "httpx2", "hpack",
    "requests", "sqlalchemy", "urllib3",
)  # fmt: skip

_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SPACES = str.maketrans("\t\n", "  ")


def configure(level: str, format: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:  # noqa: A002
    """Send the program's and its libraries' records to `stream` (default stderr).

    `level` is one of LEVELS, `format` one of FORMATS. Every text in every record, tracebacks included, goes through
    the redactor last, so that no processor before it can let a secret out. May be called again.
    """
    out = stream or sys.stderr
    number = logging.getLevelNamesMapping()[level.upper()]
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    redact = _Redacting(Redactor(secrets))
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, _last(format, out)],
        )
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if getattr(one, "of_warn", False)]:
        root.removeHandler(old)
    handler.of_warn = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(number)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


class _Redacting:
    """Takes secrets and control characters out of every value of a record."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {str(key): self._clean(key, value) for key, value in event.items()}

    def _clean(self, key: str, value: Any) -> Any:
        redacted = self._redactor.value(value)
        if not isinstance(redacted, str):
            return redacted
        # Only a traceback has lines: a line break in any other text could pass for a record of its own.
        return redacted.translate(_CONTROL) if key == "exception" else redacted.translate(_CONTROL).translate(_SPACES)


def _last(format: str, out: TextIO) -> Processor:  # noqa: A002
    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True)
    return structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)
