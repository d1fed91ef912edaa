from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.scan import Outcome, scan
from app.domain.scan.disguise import is_near
from app.domain.scan.folding import fold, views
from app.domain.scan.identifiers import check_letter
from tests.unit.test_scan import CASES, GPMS, GSC, OUTCOMES, scan_gpms

INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\ufe0f", "\u180e", "\u2063"]
WORDS = [case["text"] for case in CASES if case["text"].isascii() and "banner" in case["tags"]]
PIECES = [
    *"SECRETTOPsecrt \n\t.-:()[]/0123AB\u202e\u202c\u0415\u200b\u00e9|<>&;",
    *("<b>", "</b>", "<br>", "<td class='x'>", "&shy;", "&#83;", "&nbsp;", "&nGt;", "RESTRICTED"),
]
ANY_TEXT = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
BANNERS = st.sampled_from(["SECRET", "TOP SECRET", "CONFIDENTIAL – STAFF", "*** CONFIDENTIAL ***", "NATO SECRET"])
PROSE = [
    "the",
    "wing",
    "staff",
    "landing",
    "officer",
    "prisoner",
    "restricted",
    "diet",
    "diets",
    "secretary",
    "secret",
    "secretly",
    "confidential",
    "confidence",
    "access",
    "official",
    "visitor",
    "protect",
    "protection",
    "governor",
    "audit",
    "sample",
    "month",
    "every",
    "each",
    "of",
    "on",
    "in",
    "at",
    "and",
    "with",
    "for",
    "were",
    "was",
    "checked",
    "found",
    "agreed",
    "regime",
    "unlock",
    "visits",
    "library",
    "gym",
    "kitchen",
    "workshop",
    "chaplain",
    "healthcare",
    "complaint",
    "form",
    "box",
    "key",
    "log",
    "book",
    "training",
    "induction",
    "release",
    "family",
    "video",
    "link",
    "court",
    "report",
    "board",
    "review",
    "plan",
    "risk",
    "public",
    "victim",
    "programme",
    "education",
]


@given(ANY_TEXT)
def test_scan_takes_any_text_and_is_the_same_again(text: str) -> None:
    report = scan_gpms(text)
    assert report == scan_gpms(text)
    assert report.outcome == Outcome.worst(finding.outcome for finding in report.findings)
    end = 0
    for finding in report.findings:
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(ANY_TEXT)
def test_folding_gives_each_character_its_place(text: str) -> None:
    for view in views(text):
        assert len(view.text) == len(view.origins)
        assert all(0 <= place < len(text) for place in view.origins)
    assert list(fold(text).origins) == sorted(fold(text).origins)


@given(before=ANY_TEXT, banner=BANNERS, after=ANY_TEXT)
def test_a_banner_is_refused_whatever_stands_around_it(before: str, banner: str, after: str) -> None:
    assert scan_gpms(f"{before}\n{banner}\n{after}").outcome is Outcome.REFUSE


@given(
    text=st.sampled_from(WORDS), invisible=st.lists(st.sampled_from(INVISIBLE), min_size=1, max_size=5), data=st.data()
)
def test_invisible_characters_change_nothing(text: str, invisible: list[str], data: st.DataObject) -> None:
    hidden = text
    for character in invisible:
        place = data.draw(st.integers(0, len(hidden)))
        hidden = hidden[:place] + character + hidden[place:]
    assert scan_gpms(hidden).outcome == scan_gpms(text).outcome


@given(text=st.sampled_from(WORDS), data=st.data())
def test_compatibility_letters_change_nothing(text: str, data: st.DataObject) -> None:
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if letter.isalpha() and data.draw(st.booleans()) else letter for letter in text
    )
    assert scan_gpms(wide).outcome == scan_gpms(text).outcome


SENTENCES = st.lists(st.sampled_from(PROSE), min_size=2, max_size=8).map(
    lambda words: f"Staff {' '.join(words)} there."
)
# The letters of the markings' words as other alphabets and forms show them.
LOOK_ALIKE = [
    "\u0405\u0415\u0421R\u0415\u0422 SECRET",
    "\u039f\u0399\u039d\u0391\u03a4 OINAT",
    "\u041e\u0406\u0410 OIA",
]
WORD_OF = {"SECRET": Outcome.REFUSE, "CONFIDENTIAL": Outcome.REFUSE, "RESTRICTED": Outcome.SEAL}


def like(start: int) -> Callable[[str], str]:
    """Return what writes capitals as those of the Unicode block that begins at `start`."""
    return lambda word: "".join(chr(start + ord(letter) - ord("A")) for letter in word)


def between(mark: str) -> Callable[[str], str]:
    return lambda word: mark.join(word)


DISGUISES: dict[str, Callable[[str], str]] = {
    **{f"between letters {mark!a}": between(mark) for mark in " .-_/*\u00b7\u2009\u00ad\u200b\u2060\u180e\u0336"},
    "wide": like(0xFF21),
    "bold": like(0x1D400),
    "circled": like(0x24B6),
    "squared": like(0x1F170),
    "flags": like(0x1F1E6),
    "page of the web": lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    "tags inside": lambda word: f"<b>{word[:2]}</b><i class='x'>{word[2:]}</i>",
    "on several lines": between("\n"),
    "hyphened": lambda word: f"{word[:3]}-\n{word[3:]}",
    "turned round": lambda word: f"\u202e{word[::-1]}\u202c",
    "spread": between("   "),
}


@given(
    word=st.sampled_from(sorted(WORD_OF)),
    disguise=st.sampled_from(sorted(DISGUISES)),
    before=SENTENCES,
    after=SENTENCES,
)
def test_a_marking_is_found_at_the_head_of_a_paragraph_in_any_disguise(
    word: str, disguise: str, before: str, after: str
) -> None:
    assert scan_gpms(f"{before}\n\n{DISGUISES[disguise](word)}\n\n{after}").outcome is WORD_OF[word]


@given(word=st.sampled_from(sorted(WORD_OF)), letters=st.sampled_from(LOOK_ALIKE), sentence=SENTENCES)
def test_a_marking_of_other_alphabets_letters_is_found(word: str, letters: str, sentence: str) -> None:
    shown, plain = letters.split()
    assert scan_gpms(f"{word.translate(str.maketrans(plain, shown))}: {sentence}").outcome is WORD_OF[word]


@given(word=st.sampled_from(sorted(WORD_OF)), before=SENTENCES, after=SENTENCES, data=st.data())
def test_a_marking_in_the_middle_of_a_sentence_is_never_passed_over(
    word: str, before: str, after: str, data: st.DataObject
) -> None:
    words = before.split()
    words.insert(data.draw(st.integers(0, len(words) - 1)), word)
    assert scan_gpms(f"{' '.join(words)} {after}").outcome is not Outcome.ALLOW


@given(st.lists(st.sampled_from(PROSE), min_size=4, max_size=40), st.integers(3, 12))
def test_ordinary_prose_is_allowed(words: list[str], length: int) -> None:
    sentences = [words[start : start + length] for start in range(0, len(words), length)]
    text = " ".join(f"Staff {' '.join(sentence)} there." for sentence in sentences)
    assert scan_gpms(text).findings == ()


@given(st.sampled_from([case for case in CASES if case["expected"] in {"sealed", "refuse"}]), st.integers(1, 30))
def test_text_after_a_blank_line_does_not_soften(case: dict[str, str], count: int) -> None:
    report = scan_gpms(case["text"] + "\n\n" + "The log was checked on the wing. " * count)
    assert report.outcome == OUTCOMES[case["expected"]]


@given(year=st.integers(0, 99), serial=st.integers(1000, 9_999_999), letter=st.sampled_from("ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_pnc_number_is_known_by_its_check_letter(year: int, serial: int, letter: str) -> None:
    right = check_letter(f"{year:02}", f"{serial:07}")
    assert scan_gpms(f"It was {year:02}/{serial:07}{right} there.").outcome is Outcome.WARN
    assume(letter != right)
    assert scan_gpms(f"It was {year:02}/{serial:07}{letter} there.").outcome is Outcome.ALLOW
    assert scan_gpms(f"PNC {year:02}/{serial:07}{letter}").outcome is Outcome.WARN


@pytest.mark.parametrize(
    ("word", "near"),
    [("SECERT", True), ("SECRT", True), ("SECRRET", True), ("SACRET", True), ("SECTOR", False), ("REGRET", False)],
)
def test_one_slip_is_near(word: str, near: bool) -> None:
    assert is_near(word, "SECRET") is near


UNITS = ["a", " ", "\n", "1", "1/", "0 ", "A1234BC ", "van A", "A/A ", "IN CONFIDENCE ", "\u00e9", "\u0415", "\u202e"]
MARKING_UNITS = ["S ", "SECRET ", "SECRET\n", "S.E.C.R.E.", "SE-\n", "(S) ", "this a a ", "\U000e0041"]


@pytest.mark.parametrize("unit", UNITS + MARKING_UNITS, ids=ascii)
def test_scan_stays_linear_when_the_text_is_hostile(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    began = time.process_time()
    scan(text, GPMS, other_schemes=[GSC])
    # Linear it takes under 4 s on a slow machine; anything quadratic takes minutes.
    assert time.process_time() - began < 20


def test_narrative_of_2000_characters_is_scanned_at_once() -> None:
    text = ("The log was checked on 3 May 2014 and 12 of 14 entries were found complete. " * 30)[:2000]
    scan_gpms(text)
    times = []
    for _ in range(20):
        began = time.process_time()
        scan_gpms(text)
        times.append(time.process_time() - began)
    assert min(times) < 0.2  # a few thousandths of a second; what is felt while typing is more
