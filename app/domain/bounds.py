"""What the numbers and short words of a payload may be, so that no reader stumbles over one, whoever wrote it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

_INVISIBLE = r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
"""What controls a terminal or turns words round: written out, so that every reader of the schema reads the same."""

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
GroupNumber = Annotated[int, Field(ge=1, le=99)]

Label = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=rf"^[^{_INVISIBLE}]+$")]
"""A number, reference or word that stands in one line: nothing in it controls how the rest is shown."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}$")]
"""An establishment's code."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal digits."""
