"""The only owner of the database: values go in, values come out, every change in a transaction of `Database`."""

from warn.edge.store import alerts, feeds, items, labels, levels, rule_stats, rulesets, series
from warn.edge.store.engine import Database, StoreInUse, StoreRefused, StoreUnavailable, Transaction, exists

__all__ = [
    "Database",
    "StoreInUse",
    "StoreRefused",
    "StoreUnavailable",
    "Transaction",
    "alerts",
    "exists",
    "feeds",
    "items",
    "labels",
    "levels",
    "rule_stats",
    "rulesets",
    "series",
]
