"""What the parts of a fill form are written in: passages, and the words of scales."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from app.domain.catalogue import Data
from app.domain.records import ActionState, Grade, Level, Result


def _as_passages(value: object) -> object:
    return [{"text": value}] if isinstance(value, str) else value


def read_key(value: object) -> object:
    """Take a word as people write it, `Partly met`, for its key, `partly_met`."""
    return value.strip().lower().replace(" ", "_") if isinstance(value, str) else value


def _without_controls(text: str) -> str:
    """Refuse what no keyboard types into a text: control characters, line ends and tabs apart, and half characters."""
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\r\t" for each in text):
        raise PydanticCustomError("control_character", "control character")
    return text


class FillPassage(Data):
    """A run of text under one marking, the lowest where none is given.

    `keep` says why text may stay that the marking scan asks about: a prisoner number, say. It is recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: Annotated[str, AfterValidator(_without_controls)] = Field(min_length=1, max_length=200_000)
    marking: str | None = None
    keep: str | None = None


def taking_words(scale: type[StrEnum]) -> BeforeValidator:
    """Take a scale's keys, and its words as people write them."""
    written = [form for step in scale for form in (step.value, step.value.replace("_", " ").capitalize())]
    return BeforeValidator(read_key, json_schema_input_type=Literal[tuple(written)])


FillText = Annotated[
    tuple[FillPassage, ...], BeforeValidator(_as_passages, json_schema_input_type=str | tuple[FillPassage, ...])
]
ResultWord = Annotated[Result, taking_words(Result)]
LevelWord = Annotated[Level, taking_words(Level)]
GradeWord = Annotated[Grade, taking_words(Grade)]
StateWord = Annotated[ActionState, taking_words(ActionState)]
ScaleWord = Annotated[str, BeforeValidator(read_key, json_schema_input_type=str)]
