"""A period's content in memory, for rules that need no file."""

from __future__ import annotations

from datetime import date
from functools import cache

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.reader import read_pack
from app.domain.catalogue import CataloguePack, Country, Sector
from app.domain.period_content import PeriodContent
from app.domain.record import Entry, R
from app.domain.records import Establishment, Holding, Period, Person, Post, SelfAudit
from app.domain.text import Text, plain


@cache
def builtin_pack() -> CataloguePack:
    """Return the pack that comes with the program, read once."""
    return read_pack(locate_builtin_pack())


def passages(content: str) -> Text:
    """Return text of the lowest marking."""
    return plain(content, builtin_pack().scheme("gpms"))


def entry(record: R, **texts: str) -> Entry[R]:
    """Return a record with text of the lowest marking, by field."""
    return Entry(record, {name: passages(content) for name, content in texts.items()})


def content_of(country: str = "england") -> PeriodContent:
    """Return a period with a Governor and one self-audit begun, and nothing answered."""
    pack = builtin_pack()
    establishment = Establishment(code="CVL", sector=Sector.PUBLIC, country=Country(country))
    period = Period(
        id="id-period",
        name="2014-15, quarter 2",
        pack_id="id-pack",
        starts=date(2014, 7, 1),
        ends=date(2014, 9, 30),
        due=date(2014, 10, 24),
    )
    return PeriodContent(
        pack=pack,
        pack_digest="ab" * 32,
        scheme=pack.scheme("gpms"),
        establishment=entry(establishment, name="HMP Carrow Vale"),
        period=Entry(period),
        people=[entry(Person(id="id-marlowe"), name="D. Marlowe")],
        posts=[entry(Post(id="id-governor", is_head=True), title="Governor")],
        holdings=[Entry(Holding(post_id="id-governor", person_id="id-marlowe", starts=date(2012, 1, 1)))],
        ownerships=[],
        planned_items=[],
        self_audits=[Entry(SelfAudit(id="id-audit", period_id="id-period", intention_ref="1(f)"))],
        answers=[],
        findings=[],
        actions=[],
        evidence=[],
        evidence_links=[],
        statements=[],
        declarations=[],
        sign_offs=[],
    )
