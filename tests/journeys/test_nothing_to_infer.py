"""The second gate: a return's unsigned bytes are the same whatever is sealed, and with every ciphertext deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.period_content import PeriodContent
from app.domain.record import Entry, Record
from app.domain.records import Answer, Result
from app.domain.release import ReturnFacts, release
from app.domain.text import Passage, Text
from app.returns.payload import read_payload, write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.exporting import prepare, return_facts
from app.services.period_content import find_period, load_content
from app.store.connection import SEALED_TABLES
from app.store.file import EstablishmentFile
from tests.journeys.sealed_everywhere import NOW, PERIOD, Sealing, begin, sealed_otherwise
from tests.store.samples import PASSPHRASE, PLAIN

LONG = "A great many more words than before stand here, and each of them weighs as much as the last. " * 40

REGISTERS = (
    "people", "posts", "holdings", "ownerships", "planned_items", "self_audits", "answers", "findings", "actions",
    "evidence", "evidence_links", "statements", "declarations", "sign_offs",
)  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an establishment with nothing sealed yet."""
    path = tmp_path_factory.mktemp("model") / "carrow.assure"
    begin(path)
    return path


@pytest.fixture(scope="module")
def sealed(model: Path) -> Path:
    """Return it with one sealed passage in each field and one withheld record of each kind."""
    return sealed_otherwise(model, model.with_name("sealed.assure"), Sealing())


@pytest.fixture(scope="module")
def payload(sealed: Path) -> bytes:
    """Return what its return says."""
    return payload_of(sealed)


def payload_of(path: Path) -> bytes:
    """Return the payload that would leave; the store is locked."""
    with EstablishmentFile.open(path, read_only=True) as file:
        return write_payload(prepare(file, PERIOD, now=NOW))


def unsigned(payload: bytes) -> tuple[bytes, bytes]:
    """Return both files as they are before they are signed."""
    released = read_payload(payload)
    return render_pdf(released, payload), render_workbook(released, payload)


@given(chance=st.randoms(use_true_random=False))
def test_release_is_the_same_however_many_are_sealed_and_in_whatever_order(sealed: Path, chance: Random) -> None:
    content, facts = content_of(sealed)
    varied: dict[str, Any] = {name: _varied(getattr(content, name), chance) for name in REGISTERS}
    varied["registers"] = {kind: _varied(entries, chance) for kind, entries in content.registers.items()}
    assert release(replace(content, **varied), facts) == release(content, facts)


@cache
def content_of(path: Path) -> tuple[PeriodContent, ReturnFacts]:
    """Return what a file says with its store locked."""
    with EstablishmentFile.open(path, read_only=True) as file, file.released_reading() as work:
        content = load_content(work, find_period(work, PERIOD).record.id)
        return content, return_facts(work, content, NOW)


def _varied(entries: Sequence[Entry[Record]], chance: Random) -> list[Entry[Record]]:
    """Return the entries in another order, sealed passages and records withheld whole repeated any number of times."""
    varied: list[Entry[Record]] = []
    for entry in entries:
        is_one_of_many = entry.record.sealed_id and not isinstance(entry.record, Answer)
        texts = {name: _repeated(text, chance) for name, text in entry.texts.items()}
        varied += [Entry(entry.record, texts, entry.revision_id)] * (chance.randint(1, 4) if is_one_of_many else 1)
    chance.shuffle(varied)
    return varied


def _repeated(text: Text, chance: Random) -> Text:
    """Return the text with each sealed passage in several, white space between some of them."""
    repeated: list[Passage] = []
    for part in text:
        repeated.append(part)
        for _ in range(chance.randint(0, 2) if part.is_sealed else 0):
            repeated += [*chance.choice(((), (Passage(content=" \n", marking=PLAIN),))), part]
    return tuple(repeated)


def test_files_are_the_same_whatever_is_sealed(model: Path, payload: bytes, tmp_path: Path) -> None:
    other = sealed_otherwise(model, tmp_path / "other.assure", Sealing((LONG, "Few."), 5, 9, Result.NOT_MET))
    assert unsigned(payload_of(other)) == unsigned(payload)


def test_payload_is_the_same_when_the_store_is_unlocked(sealed: Path, payload: bytes) -> None:
    with EstablishmentFile.open(sealed, read_only=True) as file:
        file.unlock(PASSPHRASE)
        assert write_payload(prepare(file, PERIOD, now=NOW)) == payload


def test_payload_is_the_same_when_every_ciphertext_is_deleted(sealed: Path, payload: bytes, tmp_path: Path) -> None:
    path = tmp_path / "without.assure"
    path.write_bytes(sealed.read_bytes())
    raw = sqlite3.connect(path, isolation_level=None)
    counts = {table: raw.execute(f"DELETE FROM {table}").rowcount for table in SEALED_TABLES}
    raw.close()
    assert all(count > 0 for count in counts.values())
    assert payload_of(path) == payload


def test_every_field_holds_something_sealed(sealed: Path, payload: bytes) -> None:
    raw = sqlite3.connect(sealed)
    fields = {
        f"{kind}.{field}"
        for kind, field in raw.execute("SELECT DISTINCT owner_kind, field FROM passage WHERE sealed_id IS NOT NULL")
    }
    raw.close()
    assert fields >= {
        "establishment.name", "person.name", "post.title", "self_audit.plan", "answer.narrative", "answer.reason",
        "finding.title", "finding.detail", "action.title", "action.progress", "evidence.title", "evidence.place",
        "evidence.file_name", "statement.wording", "statement.cannot_assure", "declaration.comment",
        "risk.title", "risk.cause", "check_schedule.method", "check_made.result", "clause.own_question",
    }  # fmt: skip
    places = {place.place for place in read_payload(payload).withheld}
    assert places == {
        "answer", "narrative", "reason", "plan", "statement", "finding", "action", "evidence", "declaration", "name",
        "register",
    }  # fmt: skip
