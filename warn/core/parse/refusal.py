"""Why bytes gave no document."""

from __future__ import annotations

from warn.model.feed import Failure


class NotAFeed(Exception):
    """The bytes are no feed, or one that must not be parsed.

    `failure` is one of HTML, EMPTY, NOT_A_FEED, HOSTILE, BAD_ENCODING; `detail` is one line for a person.
    """

    def __init__(self, failure: Failure, detail: str) -> None:
        self.failure = failure
        self.detail = detail
        super().__init__(f"{failure}: {detail}")
