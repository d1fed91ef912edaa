"""The pack that comes with the program: where it is kept, and its marking schemes."""

from __future__ import annotations

import tomllib
from pathlib import Path

from app.catalogue.faults import validate
from app.catalogue.layout import MarkingsFile
from app.domain.catalogue import MarkingScheme
from app.resources import locate_resources as locate_resources


def locate_builtin_pack() -> Path:
    """Return the folder of the pack that comes with the program."""
    return locate_resources() / "catalogue"


def read_builtin_schemes() -> tuple[MarkingScheme, ...]:
    """Return the marking schemes that come with the program, the default first, without reading the whole pack."""
    content = (locate_builtin_pack() / "markings.toml").read_text(encoding="utf-8")
    return validate(MarkingsFile, tomllib.loads(content)).marking_schemes
