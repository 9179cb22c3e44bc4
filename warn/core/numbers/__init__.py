"""Numbers in text: how many, and how many people killed, wounded, missing, captured or displaced, in six languages."""

from warn.core.numbers.language import LANGUAGES, language_of
from warn.core.numbers.tolls import read_tolls

__all__ = ["LANGUAGES", "language_of", "read_tolls"]
