from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.domain.catalogue import MarkingScheme
from app.domain.scan import Finding, Kind, Outcome, ScanReport, scan

HERE = Path(__file__).parent
SCHEMES = {
    scheme["key"]: MarkingScheme(**scheme)
    for scheme in tomllib.loads((HERE.parents[1] / "resources/catalogue/markings.toml").read_text(encoding="utf-8"))[
        "marking_schemes"
    ]
}
GPMS, GSC = SCHEMES["gpms"], SCHEMES["gsc"]
OUTCOMES = {"allow": "allow", "warn": "warn", "sealed": "seal", "seal": "seal", "refuse": "refuse"}


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return cases


CASES, VARIANTS = load("marking_cases.json"), load("marking_variants.json")


def scan_gpms(text: str) -> ScanReport:
    return scan(text, GPMS, other_schemes=[GSC])


def kinds(text: str) -> list[Kind]:
    return [finding.kind for finding in scan_gpms(text).findings]


def marked(text: str, finding: Finding) -> str:
    return text[finding.start : finding.end]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_outcome_is_as_labelled(case: dict[str, Any]) -> None:
    assert scan_gpms(case["text"]).outcome == OUTCOMES[case["expected"]]


@pytest.mark.parametrize("case", VARIANTS, ids=[f"{i}-{case['class']}" for i, case in enumerate(VARIANTS)])
def test_outcome_is_as_labelled_when_the_text_is_a_variant(case: dict[str, Any]) -> None:
    assert scan_gpms(case["text"]).outcome == OUTCOMES[case["expected"]]


def test_findings_are_in_order_inside_the_text_and_apart() -> None:
    for case in CASES + VARIANTS:
        end = 0
        for finding in scan_gpms(case["text"]).findings:
            assert end <= finding.start < finding.end <= len(case["text"]), case
            end = finding.end


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Text.\r\nSE\u200bCRET – staff", "SE\u200bCRET"),
        ("caf\u00e9 [SECRET] na\u00efve", "SECRET"),
        (
            "\U0001d412\U0001d404\U0001d402\U0001d411\U0001d404\U0001d413",
            "\U0001d412\U0001d404\U0001d402\U0001d411\U0001d404\U0001d413",
        ),
        ("a \u202eTERCES\u202c b\nRESTRI-\nCTED: x", "RESTRI-\nCTED"),
        ("Prisoner \uff21\uff11234BC left.", "\uff21\uff11234BC"),
    ],
)
def test_offsets_are_those_of_the_original_when_the_text_is_folded(text: str, word: str) -> None:
    assert word in {marked(text, finding) for finding in scan_gpms(text).findings}


def test_text_turned_round_is_read_as_it_shows() -> None:
    report = scan_gpms("\u202eTERCES\u202c")
    assert [(finding.kind, finding.outcome) for finding in report.findings] == [
        (Kind.BIDI, Outcome.WARN),
        (Kind.BANNER, Outcome.REFUSE),
        (Kind.BIDI, Outcome.WARN),
    ]


def test_text_of_nothing_is_allowed() -> None:
    assert scan_gpms("") == ScanReport(outcome=Outcome.ALLOW)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SECRET", Kind.BANNER),
        ("Classification: secret", Kind.LABEL),
        ("Secret – covert plan", Kind.PREFIX),
        ("Gate plan (RESTRICTED)", Kind.SUFFIX),
        ("The plan [SECRET] is kept.", Kind.TAG),
        ("(R) The gate is open.", Kind.PORTION),
        ("plan-RESTRICTED.pdf", Kind.FILE_NAME),
        ("S E C R E T", Kind.SPACED),
        ("The SECRET register is kept.", Kind.CAPITALS),
        ("SECERT", Kind.MISSPELT),
        ("STAFF - IN CONFIDENCE", Kind.OLD_MARKING),
        ("For UK EYES ONLY", Kind.CAVEAT),
        ("A w\u043erd", Kind.MIXED_SCRIPT),
        ("A \u2066word\u2069", Kind.BIDI),
        ("A1234BC", Kind.PRISONER_NUMBER),
        ("PNC 2001/0234567D", Kind.PNC),
        ("CRO 123456/97Y", Kind.CRO),
        ("AB 12 34 56 C", Kind.NI_NUMBER),
        ("IR 104233", Kind.INTELLIGENCE_REFERENCE),
        ("Two CHIS", Kind.COVERT_SOURCE),
    ],
)
def test_kind_says_by_what_it_was_found(text: str, kind: Kind) -> None:
    assert kind in kinds(text)


def test_ten_findings_in_one_text_stay_apart() -> None:
    numbers = [f"A{number}BC" for number in range(1000, 1008)]
    text = f"Seen: {', '.join(numbers)}. The RESTRICTED register was kept.\nSECRET"
    findings = scan_gpms(text).findings
    assert [marked(text, finding) for finding in findings] == [*numbers, "RESTRICTED", "SECRET"]
    assert scan_gpms(text).outcome is Outcome.REFUSE


@pytest.mark.parametrize(
    ("text", "outcome", "level"),
    [
        ("OFFICIAL-SENSITIVE", Outcome.SEAL, "official_sensitive"),
        ("OFFICIAL: SENSITIVE [PERSONAL]", Outcome.SEAL, "official_sensitive"),
        ("(OS) The gate is open.", Outcome.SEAL, "official_sensitive"),
        ("The OFFICIAL-SENSITIVE register is kept.", Outcome.WARN, "official_sensitive"),
        ("SECRET", Outcome.REFUSE, "secret"),
        ("RESTRICTED – STAFF", Outcome.SEAL, "official_sensitive"),
        ("CONFIDENTIAL", Outcome.REFUSE, None),
    ],
)
def test_outcome_follows_the_files_scheme_when_it_is_gsc(text: str, outcome: Outcome, level: str | None) -> None:
    (finding,) = scan(text, GSC, other_schemes=[GPMS]).findings
    assert (finding.outcome, finding.level) == (outcome, level)


@pytest.mark.parametrize("text", ["OFFICIAL", "OFFICIAL – COMMERCIAL: prices", "(O) The gate is open.", "PROTECT"])
def test_lower_levels_are_allowed_when_the_scheme_is_gsc(text: str) -> None:
    assert scan(text, GSC, other_schemes=[GPMS]).findings == ()


def test_words_of_the_usual_schemes_are_known_when_only_the_files_is_given() -> None:
    wrong = [case["id"] for case in CASES if scan(case["text"], GPMS).outcome != OUTCOMES[case["expected"]]]
    assert wrong == []


def test_words_of_a_scheme_are_read_from_its_data() -> None:
    scheme = MarkingScheme(
        key="own",
        name="Our own",
        levels=(
            {"key": "plain", "word": "PLAIN", "rank": 0},
            {"key": "amber", "word": "AMBER ONE", "rank": 1, "portion": "AM"},
            {"key": "crimson", "word": "CRIMSON", "rank": 2},
        ),  # type: ignore[arg-type]  # pydantic takes the levels as data
        sealed_from="amber",
        ceiling="amber",
    )
    assert [scan(text, scheme).outcome for text in ("PLAIN", "AMBER ONE: x", "(AM) x", "CRIMSON", "crimson walls")] == [
        Outcome.ALLOW,
        Outcome.SEAL,
        Outcome.SEAL,
        Outcome.REFUSE,
        Outcome.ALLOW,
    ]


def test_sentence_says_what_to_do_and_never_quotes_the_text() -> None:
    for text, finding in ((case["text"], found) for case in CASES for found in scan_gpms(case["text"]).findings):
        quoted = marked(text, finding)
        assert finding.sentence.endswith(".")
        assert "{" not in finding.sentence
        assert not any(map(str.isdigit, finding.sentence))
        assert finding.kind not in {Kind.PRISONER_NUMBER, Kind.PNC, Kind.CRO} or quoted not in finding.sentence


def test_sentence_names_the_marking_and_the_ceiling_when_refused() -> None:
    (finding,) = scan_gpms("SECRET: the plan").findings
    assert finding.sentence == (
        "It begins with SECRET. Nothing above RESTRICTED may be held here. "
        "Move it to a system that may hold it, then remove it from this page."
    )


def test_shared_cases_are_the_ones_kept_here() -> None:
    shared = HERE.parents[1] / "../shared/cases/marking_cases.json"
    if not shared.exists():
        pytest.skip("the shared labelled cases are not beside the repository")
    assert json.loads(shared.read_text(encoding="utf-8")) == CASES
