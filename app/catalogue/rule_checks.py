"""What requirements, targeting rules, characteristics and earlier intentions must agree about."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalogue.draft import Draft, Row, find_repeated, find_unknown, number_of, rows_of, table_of, text_of, texts_of
from app.catalogue.faults import Fault, shown

REQUIREMENTS = "delivery_requirements.toml"
TARGETING = "targeting.toml"
EXPECTATIONS = "expectations.toml"
CHARACTERISTICS = "characteristics.toml"
PRIOR = "prior_intentions.toml"


def find_requirement_faults(draft: Draft) -> Iterator[Fault]:
    """Yield repeated ids, and intentions that are not in the pack."""
    rows = draft.rows(REQUIREMENTS, "delivery_requirements")
    yield from find_repeated(REQUIREMENTS, "delivery_requirements", [text_of(row, "id") for row in rows])
    known = draft.intention_refs()
    for row in rows:
        key = f"delivery_requirements.{shown(text_of(row, 'id'))}.bears_on"
        yield from find_unknown(REQUIREMENTS, key, texts_of(row, "bears_on"), known, "intention")


def find_targeting_faults(draft: Draft) -> Iterator[Fault]:
    """Yield rules that speak of unknown services or offences, and bands that leave a gap."""
    if TARGETING not in draft.documents:
        return
    for name in ("ogrs_bands", "targeted_services", "index_offences"):
        yield from find_repeated(TARGETING, name, draft.keys_in_order(TARGETING, name))
    rules = draft.rows(TARGETING, "targeting_rules")
    yield from find_repeated(TARGETING, "targeting_rules", [text_of(rule, "ref") for rule in rules])
    yield from _find_band_faults(draft.rows(TARGETING, "ogrs_bands"))
    for rule in rules:
        ref = text_of(rule, "ref")
        key = f"targeting_rules.{shown(ref)}"
        paragraph = text_of(rule, "paragraph")
        if paragraph and ref.startswith("4a-") and not ref.startswith(f"4a-{paragraph}-"):
            yield Fault(TARGETING, f"{key}.paragraph", f"differs from the reference, which is not of {paragraph}")
        for row in (rule, *rows_of(rule, "unless")):
            yield from _find_condition_faults(draft, key, table_of(row, "when"))


def _find_condition_faults(draft: Draft, key: str, when: Row) -> Iterator[Fault]:
    for name, kept_as in (("services", "targeted_services"), ("index_offences", "index_offences")):
        known = draft.keys(TARGETING, kept_as)
        yield from find_unknown(TARGETING, f"{key}.{name}", texts_of(when, name), known, kept_as[:-1].replace("_", " "))
    start, end = number_of(when, "sessions_from"), number_of(when, "sessions_below")
    if start is not None and end is not None and start >= end:
        yield Fault(TARGETING, f"{key}.sessions_below", "must be more than sessions_from")


def _find_band_faults(bands: list[Row]) -> Iterator[Fault]:
    expected = 0
    for band in bands:
        lowest, highest = number_of(band, "lowest"), number_of(band, "highest")
        if lowest is None or highest is None:
            return
        if lowest != expected or highest < lowest:
            yield Fault(
                TARGETING, f"ogrs_bands.{shown(text_of(band, 'key'))}", f"must begin at {expected} and end above"
            )
        expected = highest + 1
    if bands and expected != 101:
        yield Fault(TARGETING, "ogrs_bands", "must cover every score from 0 to 100")


def find_list_faults(draft: Draft) -> Iterator[Fault]:
    """Yield repeated keys of expectations, and characteristics whose flags and wordings disagree."""
    yield from find_repeated(EXPECTATIONS, "expectations", draft.keys_in_order(EXPECTATIONS, "expectations"))
    rows = draft.rows(CHARACTERISTICS, "characteristics")
    keys = draft.keys_in_order(CHARACTERISTICS, "characteristics")
    yield from find_repeated(CHARACTERISTICS, "characteristics", keys)
    for row in rows:
        key = f"characteristics.{shown(text_of(row, 'key'))}"
        yield from find_unknown(CHARACTERISTICS, f"{key}.related", texts_of(row, "related"), keys, "characteristic")
        for flag, wording in (("in_annex_b", "as_annex_b_puts_it"), ("in_5b", "as_5b_puts_it")):
            if isinstance(row.get(flag), bool) and row[flag] != (wording in row):
                yield Fault(CHARACTERISTICS, f"{key}.{wording}", f"must be there if {flag} is true, and only then")


def find_prior_faults(draft: Draft) -> Iterator[Fault]:
    """Yield repeated references, unknown continuations, and endings without a word why."""
    rows = draft.rows(PRIOR, "prior_intentions")
    yield from find_repeated(PRIOR, "prior_intentions", [text_of(row, "ref") for row in rows])
    known = draft.intention_refs()
    for row in rows:
        key = f"prior_intentions.{shown(text_of(row, 'ref'))}"
        yield from find_unknown(PRIOR, f"{key}.continued_in", texts_of(row, "continued_in"), known, "intention")
        if row.get("continued_in") == [] and not text_of(row, "note"):
            yield Fault(PRIOR, f"{key}.note", "is missing: say why nothing continues this intention")
