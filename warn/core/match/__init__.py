"""Rules found in items: a pass or two over the text, then only the rules whose words occurred."""

from warn.core.match.matcher import Matcher

__all__ = ["Matcher"]
