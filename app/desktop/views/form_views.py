"""What the dialogs of actions, evidence and findings show, and what they hand back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.desktop.views.checklist_view import Passages
from app.desktop.views.home_view import ScopeView


@dataclass(frozen=True)
class ActionInput:
    """An action as it stands in the dialog; dates as typed, `place` an item's reference, a finding's id, or `""`."""

    title: Passages = ()
    intention: str = ""
    place: str = ""
    owner: str = ""
    due: str = ""
    progress: Passages = ()
    is_withheld: bool = False


@dataclass(frozen=True)
class ActionFormView:
    """The dialog of a new action, or of one that is changed; `places` are the questions and findings of each intention.

    `shows_sealed` where sealed words stand in it, to be read.
    """

    heading: str
    verb: str
    intentions: tuple[ScopeView, ...]
    places: Mapping[str, tuple[ScopeView, ...]]
    owners: tuple[ScopeView, ...]
    given: ActionInput = ActionInput()
    is_new: bool = True
    note: str = ""
    shows_sealed: bool = False


@dataclass(frozen=True)
class EvidenceInput:
    """Evidence as it stands in the dialog; `is_seen` where it is not attached."""

    is_seen: bool = False
    files: tuple[Path, ...] = field(default=(), repr=False)
    title: Passages = ()
    seen_where: Passages = ()
    seen_by: str = ""
    seen_on: str = ""
    kind: str = ""
    dated: str = ""
    intention: str = ""
    items: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class EvidenceFormView:
    """The dialog of new evidence."""

    heading: str
    intentions: tuple[ScopeView, ...]
    people: tuple[ScopeView, ...]
    kinds: tuple[ScopeView, ...]
    given: EvidenceInput = EvidenceInput()
    note: str = ""


@dataclass(frozen=True)
class FindingInput:
    """A finding as it stands in the dialog, and the action that it needs where `needs_action`."""

    grade: str = ""
    title: Passages = ()
    detail: Passages = ()
    needs_action: bool = True
    action_title: Passages = ()
    owner: str = ""
    due: str = ""
    is_withheld: bool = False


@dataclass(frozen=True)
class FindingFormView:
    """The dialog of a finding; `question` says which question it comes from. A new one can begin its action."""

    question: str
    grades: tuple[ScopeView, ...]
    owners: tuple[ScopeView, ...]
    given: FindingInput = FindingInput()
    note: str = ""
    heading: str = "Record a finding"
    verb: str = "Record the finding"
    is_new: bool = True
    can_withhold: bool = True
    shows_sealed: bool = False


@dataclass(frozen=True)
class PostInput:
    """What is typed about a post: its title, a person's name, and days as typed."""

    title: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True)
class PostFormView:
    """The dialog about a post and who holds it: which of its fields are asked, and the names that are known."""

    heading: str
    detail: str
    verb: str
    fields: tuple[str, ...]
    given: PostInput = PostInput()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignerInput:
    """What is typed about a signer: the role they sign in, where, from and to, in whose place, and the code."""

    role: str
    establishment: str = ""
    starts: str = ""
    ends: str = ""
    deputy: str = ""
    code: str = ""


@dataclass(frozen=True)
class SignerFormView:
    """The dialog of a new signer: whom the certificate names, its fingerprint, and the roles to choose from."""

    detail: str
    roles: tuple[ScopeView, ...]
    given: SignerInput


@dataclass(frozen=True)
class LossInput:
    """An identity that is lost, or whose signer left, as typed; `holder` is the key slot that goes, `""` for none.

    `place` and the passphrase are of what who stays gets instead.
    """

    way: str
    day: str
    holder: str = ""
    place: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)
    again: str = field(default="", repr=False)


@dataclass(frozen=True)
class LossFormView:
    """The dialog of a lost identity: whose, what can have happened, who has a key of the sealed store.

    `undo` says what cannot be undone: where no key goes, and where one does.
    """

    detail: str
    ways: tuple[ScopeView, ...]
    holders: tuple[ScopeView, ...]
    undo: tuple[str, str]
    given: LossInput


@dataclass(frozen=True)
class PaperInput:
    """Which paper, and of which intention; `""` for all."""

    paper: str
    intention: str = ""


@dataclass(frozen=True)
class PaperFormView:
    """The dialog of papers: what there is, a sentence on each, and the intentions to choose from for each."""

    papers: tuple[ScopeView, ...]
    details: Mapping[str, str]
    intentions: Mapping[str, tuple[ScopeView, ...]]
    given: PaperInput


@dataclass(frozen=True)
class EntryFieldView:
    """One field of a register's form: `line`, `prose`, `choice`, or `choices`, whose value is keys parted by spaces.

    Where `passages` are given, parts of a `line` or `prose` can be sealed in it.
    """

    key: str
    label: str
    kind: str
    value: str = field(default="", repr=False)
    choices: tuple[ScopeView, ...] = ()
    help: str = ""
    passages: Passages | None = None


@dataclass(frozen=True)
class EntryFormView:
    """The dialog of an entry of a register; `shows_sealed` where sealed words stand in it, to be read."""

    heading: str
    verb: str
    fields: tuple[EntryFieldView, ...]
    is_new: bool = True
    note: str = ""
    shows_sealed: bool = False


@dataclass(frozen=True)
class EntryInput:
    """An entry as it stands in the dialog: what was typed or chosen, by field; `passages` where parts can be sealed."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_withheld: bool = False
    passages: Mapping[str, Passages] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class BeginInput:
    """What a new establishment's file needs, as typed; `post` is the post of `you`, `place` the file to make."""

    name: str = field(default="", repr=False)
    code: str = ""
    sector: str = ""
    country: str = ""
    holds: str = ""
    period: str = ""
    due: str = ""
    you: str = field(default="", repr=False)
    post: str = ""
    place: str = field(default="", repr=False)


@dataclass(frozen=True)
class BeginFormView:
    """The three steps of a first run: what there is to choose from; `dues` are the usual days by period."""

    sectors: tuple[ScopeView, ...]
    countries: tuple[ScopeView, ...]
    holds: tuple[ScopeView, ...]
    periods: tuple[ScopeView, ...]
    dues: Mapping[str, str]
    heads: Mapping[str, str]
    folder: Path
    given: BeginInput = BeginInput()
