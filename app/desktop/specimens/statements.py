"""The list of statements, and statements in every state."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from app.desktop.specimens.homes import home
from app.desktop.views.checklist_view import FindingActionView, FindingView, PassageView
from app.desktop.views.home_view import ScopeView
from app.desktop.views.list_view import HeadingRow, ItemRow, ListRow
from app.desktop.views.reading_view import ReadingLine, ReadingView
from app.desktop.views.statement_view import (
    DeclarationView,
    LevelLineView,
    LevelView,
    ProseView,
    RestsOnView,
    SignatureView,
    StatementListView,
    StatementView,
    StepView,
    SuggestionView,
)

LEVELS = (
    LevelView(
        "substantial",
        "Substantial",
        "The controls are well designed and were found working wherever they were tested.",
        "The controls are well designed and were found working wherever they were tested. Exceptions are isolated, "
        "minor and already in hand. What the intention asks for can be relied upon.",
    ),
    LevelView(
        "moderate",
        "Moderate",
        "The controls are sound in the main and mostly work.",
        "The controls are sound in the main and mostly work. Some weaknesses need action, which has an owner and a "
        "date. What the intention asks for can be relied upon in most respects, and the statement says in which it "
        "cannot.",
    ),
    LevelView(
        "limited",
        "Limited",
        "Important controls are missing, or failed often enough to matter.",
        "Important controls are missing, or failed often enough to matter. What the intention asks for is at risk "
        "until they are put right, and management needs to act soon.",
    ),
    LevelView(
        "unsatisfactory",
        "Unsatisfactory",
        "Controls are absent or do not work, or there is no evidence that they do.",
        "Controls are absent or do not work, or there is no evidence that they do. What the intention asks for is not "
        "being achieved or cannot be shown to be, and action is needed now.",
    ),
)


def statements(scope: str = "all") -> StatementListView:
    """Return the list in the middle of signing off; `to_sign` leaves out what is signed off."""
    rows: list[ListRow] = [
        ItemRow("establishment", "HMP Carrow Vale", "unsigned", "Waits for 6 others", label="Establishment")
    ]
    signed = total = 0
    for group in home().groups:
        mine = [_row(tile.ref, tile.title, tile.level_word) for tile in group.tiles if tile.is_applicable]
        done = sum(row.status == "signed" for row in mine)
        signed, total = signed + done, total + len(mine)
        shown = [row for row in mine if scope == "all" or row.status == "unsigned"]
        if shown:
            rows += [HeadingRow(group.ref, group.title, done, len(mine), "signed off"), *shown]
    scopes = (
        ScopeView("mine", "Mine", 2),
        ScopeView("to_sign", "To sign", total + 1 - signed),
        ScopeView("all", "All"),
    )
    return StatementListView(tuple(rows), f"{signed} of {total + 1} signed off", scopes, scope)


def _row(ref: str, title: str, word: str) -> ItemRow:
    if ref == "1(f)":
        return ItemRow(ref, title, "unsigned", "For you", "accent")
    return ItemRow(ref, title, "signed" if word else "unsigned", word or "No statement yet")


_NOT_MET = ReadingView(
    "r1",
    "not_met",
    "Not met",
    "1f-06",
    "Perimeter checked each night on all sides",
    "The east side was not walked on 41 of 92 nights. The night manager's book says that the path was closed for "
    "works from 4 July; no other check was put in its place.",
    (
        ReadingLine("Major nonconformity: the east side was not checked for six weeks", "ink"),
        ReadingLine("Action A-7KQ2, Walk the inner path instead, due 10 September 2026, 12 days overdue", "bad"),
    ),
    is_read=True,
)
_PARTLY_MET = ReadingView(
    "r2",
    "partly_met",
    "Partly met",
    "1f-03",
    "Testing spread over the month",
    "Tests were taken in every week, and 12 of 61 fell at a weekend. [RESTRICTED]",
    (ReadingLine("Action A-4TRW, Cover testing during leave, due 15 October 2026"),),
    marking="RESTRICTED",
)
_SEALED = ReadingView("r3", "sealed", "Sealed answer", "1f-08", "Finds traced to a source", marking="RESTRICTED")

_WORDING = (
    PassageView(
        "I have moderate assurance that the supply of drugs and mobile phones is tackled at HMP Carrow Vale. "
        "Searching, testing and intelligence work together and finds are followed up. Random testing missed two "
        "weekends in August; cover is now in place. Perimeter checks on the east side were not done at night. The "
        "action that should have put this right by 10 September 2026 is late."
    ),
)


def statement() -> StatementView:
    """Return an intention's statement that waits for two things to be read."""
    return StatementView(
        key="1(f)",
        ref="1(f)",
        title="Drugs and mobile phones",
        status="unsigned",
        status_words="Not signed off",
        levels=LEVELS,
        level="moderate",
        suggestion=SuggestionView(
            "moderate",
            "Moderate",
            "81, over 7 of 9 items; 1 withheld",
            "75, over 8 of 9 items with the sealed answer counted",
            "The return will show 81. With the sealed answer counted it is 75: sealing makes the score look better "
            "than it is. Weigh that in the level you choose.",
        ),
        wording=ProseView(_WORDING),
        cannot_assure=ProseView((PassageView("Whether phones still come over the east wall at night."),)),
        signature=SignatureView(
            prepared_by="M. Prentice",
            prepared_as="Head of Security",
            prepared_on="22 September 2026",
            post="Head of Security",
            signer="M. Prentice",
            reason="2 exceptions are still to be read.",
            earlier="2026-27, quarter 1 stated",
            earlier_level="limited",
            earlier_word="Limited",
        ),
        readings=(_NOT_MET, _PARTLY_MET, _SEALED),
        rests_on=RestsOnView((("met", 5), ("partly_met", 1), ("not_met", 1), ("not_answered", 1)), 1, "9", 14, 5),
        remaining="7 statements are still to be signed off",
    )


def ready_statement() -> StatementView:
    """Return the same, read and ready to be signed off."""
    before = statement()
    readings = tuple(replace(reading, is_read=True) for reading in before.readings)
    return replace(before, readings=readings, signature=replace(before.signature, reason=""))


def signed_statement() -> StatementView:
    """Return the same, signed off."""
    signed = "Signed off by M. Prentice, Head of Security, on 29 September 2026"
    before = ready_statement()
    return replace(
        before,
        status="signed",
        status_words="Signed off",
        can_edit=False,
        can_reopen=True,
        signature=replace(before.signature, signed=signed),
        remaining="6 statements are still to be signed off",
    )


def locked_statement() -> StatementView:
    """Return one begun while the sealed store is locked, with a number that the scan asks about."""
    before = statement()
    text = "The refusal by A1234BC was adjudicated. "
    asked = FindingView(
        "f1",
        0,
        text.index("A1234BC"),
        7,
        "This looks like a prisoner number. Take it out, seal it, or say that it may leave in the return.",
        (FindingActionView("seal", "Seal it", "Ctrl+R"), FindingActionView("keep", "Keep, and say why…")),
    )
    sealed = tuple(replace(r, can_read=not r.marking, is_read=False) for r in before.readings)
    return replace(
        before,
        level="",
        readings=sealed,
        wording=ProseView((PassageView(text), PassageView(marking="RESTRICTED", is_sealed=True, key="s1")), (asked,)),
        suggestion=SuggestionView("moderate", "Moderate", "81, over 7 of 9 items; 1 withheld"),
        signature=replace(before.signature, reason="No assurance level is chosen yet."),
    )


def withheld_statement() -> StatementView:
    """Return one that is sealed whole, with the store locked."""
    return replace(statement(), is_withheld=True, level="", readings=(), suggestion=None)


_EXPECTATIONS: tuple[tuple[str, str, Literal["", "yes", "no"], str], ...] = (
    ("minimum", "Deliver the minimum requirements of the service specifications", "yes", ""),
    ("value", "Maximise value for money and show competitiveness", "no", "Unit costs of two workshops are not known."),
    ("change", "Recognise change in need, demand and priority, and engage with it", "", ""),
)


def establishment() -> StatementView:
    """Return the establishment's statement, which waits for others."""
    return replace(
        statement(),
        key="establishment",
        ref="",
        title="HMP Carrow Vale",
        level="",
        suggestion=SuggestionView("moderate", "Moderate", "84, over 190 of 204 items; 2 withheld"),
        wording=ProseView(),
        cannot_assure=ProseView(),
        notices=("7 statements are still to be signed off. The establishment's own comes last, for it rests on them.",),
        level_lines=_level_lines(),
        declarations=tuple(_declaration(*each) for each in _EXPECTATIONS),
        steps=(
            StepView("exceptions", "1  Exceptions", "1 of 3 read"),
            StepView("statement", "2  Statement", "Not signed off"),
            StepView("return", "3  Return", ""),
        ),
        signature=SignatureView(
            prepared_by="P. Llŷr",
            prepared_as="Audit lead",
            prepared_on="28 September 2026",
            post="Governor",
            signer="D. Marlowe",
            reason="No assurance level is chosen yet.",
        ),
    )


def _level_lines() -> tuple[LevelLineView, ...]:
    return tuple(
        LevelLineView(tile.ref, tile.title, tile.level, tile.level_word or "No level", bool(tile.level))
        for group in home().groups
        for tile in group.tiles
        if tile.is_applicable
    )


def _declaration(key: str, title: str, made: Literal["", "yes", "no"], comment: str) -> DeclarationView:
    says = "Each service is delivered to at least what its specification asks, as the contract takes it up."
    return DeclarationView(key, title, says, made, ProseView((PassageView(comment),) if comment else ()))
