"""The published JSON Schema of the payload is current, and payloads keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.returns.payload import payload_schema, read_payload
from tests.returns.conftest import Rendered


@pytest.fixture
def schema(root: Path) -> dict[str, object]:
    """Return the schema as published."""
    text = (root / "resources" / "schema" / "return.schema.json").read_text(encoding="utf-8")
    published: dict[str, object] = json.loads(text)
    return published


def test_published_schema_is_current(schema: dict[str, object]) -> None:
    assert schema == payload_schema()
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("which", ["full", "private", "blank"])
def test_payload_keeps_to_the_schema(which: str, schema: dict[str, object], request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(rendered.payload))] == []
    assert read_payload(rendered.payload) == rendered.released


def test_schema_refuses_what_no_payload_has(full: Rendered, schema: dict[str, object]) -> None:
    content = json.loads(full.payload)
    for change in ({"secret": "x"}, {"schema_version": "9"}, {"signers_required": 3}, {"intentions": "none"}):
        assert not Draft202012Validator(schema).is_valid({**content, **change})
