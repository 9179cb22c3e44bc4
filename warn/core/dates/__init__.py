"""Dates and periods named in a text, in English, Russian, Armenian, Azerbaijani, Turkish and French.

Each language is a table of its words (`english.py` and so on); one grammar reads them all. A date stands around a
month's name, a numeric date, a year, a weekday or a word like "tomorrow"; the words before it and the endings and words
after it say its role. A word that may mean something else ("may", Armenian մարտ) is a date only where a number or a
preposition says so: a date invented is worse here than one missed, since a person is asked to look at each.
"""

from __future__ import annotations

from warn.core.dates.reader import READ_LIMIT, read_dates

__all__ = ["READ_LIMIT", "read_dates"]
