"""The JSON Schema of a pack, generated from the models: what each file may hold."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.catalogue.layout import FILE_MODELS, INTENTIONS
from app.domain.catalogue import Intention

SCHEMA_NAME = "catalogue.schema.json"
"""The schema's place in `resources/schema/`."""


def catalogue_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack seen as one object, whose keys are the names of its files."""
    models: list[type[BaseModel]] = [*FILE_MODELS.values(), Intention]
    by_model, definitions = models_json_schema([(model, "validation") for model in models])
    references = {model: by_model[model, "validation"] for model in models}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalogue pack",
        "description": "Each property is a TOML file of a pack; its value is what the file holds.",
        "type": "object",
        "properties": {name: references[model] for name, model in FILE_MODELS.items()},
        "patternProperties": {rf"^{INTENTIONS}[1-6][a-i]\.toml$": references[Intention]},
        "required": list(FILE_MODELS),
        "additionalProperties": False,
        **definitions,
    }


def schema_text() -> str:
    """Return the schema as it is committed: indented, keys in order, a newline at the end."""
    return json.dumps(catalogue_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
