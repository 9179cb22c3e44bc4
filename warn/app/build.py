"""From what people wrote to everything the daemon, `once` and `feeds check` are made of."""

from __future__ import annotations

from dataclasses import dataclass

from warn.app.model import classifier
from warn.config.everything import Everything
from warn.config.settings import Settings
from warn.core.judge import Judge
from warn.edge.fetch import Fetcher
from warn.edge.parse_pool import ParsePool
from warn.telling import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Checked configuration, with the rules compiled."""

    everything: Everything
    policy: Policy

    @property
    def settings(self) -> Settings:
        return self.everything.settings

    @property
    def database_url(self) -> str:
        return self.settings.database_url


def plan(everything: Everything) -> Plan:
    policy = Policy(
        judge=Judge(everything.rulebook, classifier(everything.settings)),
        destinations=everything.destinations,
        publishers=everything.publishers,
    )
    return Plan(everything=everything, policy=policy)


def fetcher(settings: Settings) -> Fetcher:
    fetch = settings.fetch
    return Fetcher(
        user_agent=fetch.user_agent,
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        host_gap=fetch.host_gap,
        allow_networks=fetch.allow_networks,
        allow_ports=frozenset(fetch.allow_ports),
        library=fetch.library,
        connections=fetch.workers * 2,
    )


def parser(settings: Settings) -> ParsePool:
    parse = settings.parse
    return ParsePool(workers=parse.workers, timeout=parse.timeout, memory=parse.memory)
