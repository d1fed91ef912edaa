"""What the Statement page shows: the list of statements, and one statement with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.views.home_view import ResultKey, ScopeView
from app.desktop.views.list_view import ListRow, SignedKey
from app.desktop.views.reading_view import ReadingView


@dataclass(frozen=True)
class StatementListView:
    """The list: rows in order, how many are signed off, and the choices of which to show."""

    rows: tuple[ListRow, ...]
    signed: str
    scopes: tuple[ScopeView, ...]
    scope: str


@dataclass(frozen=True)
class LevelView:
    """A level that can be stated: what it means in a line, and in full."""

    key: str
    word: str
    brief: str
    meaning: str


@dataclass(frozen=True)
class SuggestionView:
    """What the answers come to: the level they suggest, the score with its base, and what sealing changes in it.

    `warning` is a sentence where the return will show a better score than all answers together come to.
    """

    level: str
    word: str
    base: str
    sealed_base: str = ""
    warning: str = ""


@dataclass(frozen=True)
class ProseView:
    """One text of a statement, and what the marking scan found in it."""

    passages: tuple[PassageView, ...] = ()
    findings: tuple[FindingView, ...] = ()


@dataclass(frozen=True)
class SignatureView:
    """Who prepared a statement and who signs it off, and why that cannot be done yet (`""` where it can).

    `signed` is the sentence of a sign-off, `""` without one; `locked` says why nothing can be changed.
    """

    prepared_by: str = ""
    prepared_as: str = ""
    prepared_on: str = ""
    post: str = ""
    signer: str = ""
    reason: str = ""
    signed: str = ""
    earlier: str = ""
    earlier_level: str = ""
    earlier_word: str = ""


@dataclass(frozen=True)
class LevelLineView:
    """What one intention's statement says, in a line of the establishment's."""

    ref: str
    title: str
    level: str
    word: str
    is_signed: bool


@dataclass(frozen=True)
class DeclarationView:
    """One expectation: what it says, whether it is declared (`""` until something was said), and a comment."""

    key: str
    title: str
    says: str
    is_declared: Literal["", "yes", "no"] = ""
    comment: ProseView = ProseView()


@dataclass(frozen=True)
class StepView:
    """One step of a sitting: what is done in it, how far it has come, and whether it is done."""

    key: str
    title: str
    state: str
    is_done: bool = False


@dataclass(frozen=True)
class RestsOnView:
    """What a statement rests on: counts by result, and of what stands behind them."""

    counts: tuple[tuple[ResultKey, int], ...] = ()
    withheld: int = 0
    answers: str = ""
    evidence: int = 0
    samples: int = 0


@dataclass(frozen=True)
class StatementView:
    """One statement. `can_edit` is off when it is signed off, or the file is read-only.

    `is_withheld` means that it is sealed whole: it is read in a note, once the store is unlocked, and not changed here.

    `can_reopen` offers to change what was signed off. `notices` are information above the levels.
    `level_lines`, `declarations` and `steps` are the establishment's alone.
    """

    key: str
    ref: str
    title: str
    status: SignedKey
    status_words: str
    levels: tuple[LevelView, ...]
    level: str = ""
    suggestion: SuggestionView | None = None
    wording: ProseView = ProseView()
    cannot_assure: ProseView = ProseView()
    signature: SignatureView = SignatureView()
    readings: tuple[ReadingView, ...] = ()
    rests_on: RestsOnView = RestsOnView()
    notices: tuple[str, ...] = ()
    level_lines: tuple[LevelLineView, ...] = ()
    declarations: tuple[DeclarationView, ...] = ()
    steps: tuple[StepView, ...] = ()
    can_edit: bool = True
    can_reopen: bool = False
    is_withheld: bool = False
    is_unlocked: bool = False
    remaining: str = ""
    has_next: bool = True
