"""Schemes, people and records that the tests of the store write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from app.domain.catalogue import Country, MarkingLevel, MarkingScheme, Sector
from app.domain.record import Entry
from app.domain.records import Answer, Establishment, KeptPack, Period, Person, Post, SelfAudit
from app.domain.text import Passage, Text, plain
from app.store.file import EstablishmentFile, Work
from app.store.wrapping import Cost

PLAIN, PROTECT, RESTRICTED = "not_protectively_marked", "protect", "restricted"
PASSPHRASE = "four plain words ŵ"
QUICK = Cost(passes=1, memory_kib=64, lanes=1)
"""The cheapest key slot, so that tests spend no time on argon2id."""

NOW = datetime(2014, 11, 3, 14, 32, tzinfo=UTC)

_LEVELS = (
    (PLAIN, "NOT PROTECTIVELY MARKED", None),
    (PROTECT, "PROTECT", "P"),
    (RESTRICTED, "RESTRICTED", "R"),
    ("confidential", "CONFIDENTIAL", "C"),
    ("secret", "SECRET", "S"),
)

SCHEME = MarkingScheme(
    key="gpms",
    name="Government Protective Marking Scheme",
    levels=tuple(
        MarkingLevel(key=key, word=word, rank=rank, portion=portion)
        for rank, (key, word, portion) in enumerate(_LEVELS)
    ),
    sealed_from=RESTRICTED,
    ceiling=RESTRICTED,
)


def said(content: str, marking: str = PLAIN) -> Passage:
    """Return a passage as the editor would hand it over."""
    return Passage(content=content, marking=marking)


def words(text: Text) -> list[str | None]:
    """Return what each passage says."""
    return [passage.content for passage in text]


def make_file(path: Path) -> EstablishmentFile:
    """Make an empty establishment file with a fixed clock."""
    record = Establishment(code="EX", sector=Sector.PUBLIC, country=Country.WALES)
    return EstablishmentFile.create(path, record, plain("HMP Example", SCHEME), SCHEME, clock=lambda: NOW)


@dataclass(frozen=True)
class Begun:
    """Ids of what answers hang on."""

    person_id: str
    post_id: str
    period_id: str
    self_audit_id: str


def begin(work: Work) -> Begun:
    """Write a person, a post, a period and one self-audit."""
    person = work.put(Person(), {"name": [said("Ann Example")]})
    post = work.put(Post(is_head=True), {"title": [said("Governor")]})
    pack = work.put(KeptPack(name="noms", version="2014.1", content=b"{}", digest="0", imported_on=date(2014, 4, 1)))
    period = work.put(
        Period(
            name="2014-15",
            pack_id=pack.record.id,
            starts=date(2014, 4, 1),
            ends=date(2015, 3, 31),
            due=date(2015, 4, 30),
        )
    )
    audit = work.put(SelfAudit(period_id=period.record.id, intention_ref="1(a)"))
    return Begun(person.record.id, post.record.id, period.record.id, audit.record.id)


def put_answer(work: Work, begun: Begun, *narrative: Passage, item_ref: str = "1a-01") -> Entry[Answer]:
    """Write an answer with this narrative."""
    return work.put(Answer(self_audit_id=begun.self_audit_id, item_ref=item_ref), {"narrative": narrative})


def raw_bytes(folder: Path) -> bytes:
    """Return every byte that stands in a folder's files."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
