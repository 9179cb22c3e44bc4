"""What the models of rules files share."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from warn.config.strict_yaml import Located, YamlPath, check, shown
from warn.model.problem import Problem, Refused

Model = TypeVar("Model", bound=BaseModel)
MAX_ID = 80
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def is_identifier(text: str) -> bool:
    """Whether a rule may be called so."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def _identifier(value: object) -> object:
    if isinstance(value, str) and not _ID.fullmatch(value):
        raise ValueError(f"must be lower-case words joined by dots, not {shown(value)}")
    return value


Identifier = Annotated[str, Field(max_length=MAX_ID), BeforeValidator(_identifier)]
Text = Annotated[str, Field(min_length=1, max_length=1000)]
Severity = Annotated[int, Field(ge=1, le=5)]
LogOdds = Annotated[float, Field(ge=-20, le=20, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
Codes = dict[str, str | list[str]]
"""By framework one code or several."""


def pairs(codes: Codes) -> tuple[tuple[str, str], ...]:
    """(framework, code) pairs."""
    listed = ((name, [one] if isinstance(one, str) else one) for name, one in codes.items())
    return tuple((name, code) for name, several in listed for code in several)


def checked(model: type[Model], located: Located, problems: list[Problem], path: YamlPath = ()) -> Model | None:
    """The value at `path` as `model`; None where it isn't one, with what is wrong in `problems`."""
    try:
        return check(model, located, path)
    except Refused as refused:
        problems.extend(refused.problems)
        return None
