"""Turns a period's content into rows of the register of actions, and into what is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.desktop.presenters.form_values import posts_to_choose
from app.desktop.presenters.texts import days, has_seal, is_hidden, line_of, marking_of, withheld_word
from app.desktop.views.register_view import CellView, DetailView, EventView, FactView, OfferView, SectionView
from app.domain.action_states import NEXT_STATES, owners_of, verification_obstacle
from app.domain.dates import spell_day
from app.domain.left_to_do import FINISHED_STATES, is_overdue
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Action, ActionState, Finding
from app.domain.registers.every import BY_KIND
from app.domain.text import shown
from app.services.action_history import Happening

STATE_GLYPHS = {
    ActionState.OPEN: "open",
    ActionState.IN_PROGRESS: "in_progress",
    ActionState.COMPLETED_BY_OWNER: "passed",
    ActionState.VERIFIED: "passed",
    ActionState.CLOSED: "not_applicable",
    ActionState.RISK_ACCEPTED: "decide",
}
_STEPS = {
    ActionState.COMPLETED_BY_OWNER: "complete",
    ActionState.VERIFIED: "verify",
    ActionState.CLOSED: "close",
}
_OPEN = frozenset({ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.COMPLETED_BY_OWNER})
_LAST = date.max


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; `late` is how many days it is overdue. `title` is all that may be shown of it now."""

    key: str
    reference: str
    title: str
    origin: str
    intention: str
    item_ref: str
    owner: str
    state: ActionState
    due: date | None
    late: int
    is_mine: bool
    is_sealed: bool
    is_hidden: bool

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done, or to be verified."""
        return not self.is_hidden and self.state in _OPEN


class ActionRows:
    """Makes rows of one period on one day, as one person sees them."""

    def __init__(self, content: PeriodContent, today: date, person_id: str | None) -> None:
        self._content = content
        self._today = today
        self._person_id = person_id
        self._intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
        self._findings = {entry.record.id: entry for entry in content.findings}
        self._entries = {entry.record.id: entry for entry in content.actions}
        self._sources = dict(_sources(content))
        self._titles = {entry.record.id: shown(entry.text("title")) for entry in content.posts}
        self._mine = {
            entry.record.id
            for entry in content.posts
            if (holder := content.holder(entry.record.id, today)) is not None and holder.record.id == person_id
        }
        self.posts = posts_to_choose(content)
        self.words = {step.key: step.word for step in content.pack.scales.action_states}

    def all(self) -> list[ActionRow]:
        """Return every action of the period."""
        return [self._row(entry) for entry in self._entries.values()]

    def entry(self, key: str) -> Entry[Action]:
        """Return an action by its id."""
        return self._entries[key]

    def cells(self, row: ActionRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        due = spell_day(row.due) if row.due else ""
        for_what = row.item_ref or row.intention
        return (
            CellView(row.reference, for_what, style="small_strong"),
            CellView(row.title, row.origin.removeprefix(for_what).removeprefix(" · "), may_elide=True,
                     icon="lock" if row.is_sealed else "", spoken="sealed" if row.is_sealed else ""),
            CellView(row.owner, may_elide=True),
            CellView("" if row.is_hidden else self.words[row.state.value],
                     status="" if row.is_hidden else STATE_GLYPHS[row.state], may_elide=True),
            CellView(due, f"{days(row.late)} overdue", "overdue", detail_tone="bad") if row.late else CellView(due),
        )  # fmt: skip

    def order(self, row: ActionRow, column: str) -> tuple[object, ...]:
        """Return what a column sorts a row by; a row without a value comes last."""
        by_column: dict[str, tuple[object, ...]] = {
            "reference": (row.reference,),
            "title": (row.title.casefold(),),
            "owner": (not row.owner, row.owner.casefold()),
            "state": (list(ActionState).index(row.state),),
        }
        return (*by_column.get(column, ()), row.due or _LAST, row.reference)

    def detail(self, row: ActionRow, history: tuple[Happening, ...], *, is_writable: bool) -> DetailView:
        """Return what is known of an action."""
        entry = self._entries[row.key]
        scheme = self._content.scheme
        return DetailView(
            row.key,
            f"Action {row.reference}",
            row.title,
            "overdue" if row.late else "",
            f"{days(row.late)} overdue" if row.late else "",
            marking_of(entry, scheme),
            tuple(self._facts(row, entry)),
            tuple(self._sections(entry)),
            tuple(self._event(each) for each in history),
            () if row.is_hidden or not is_writable else tuple(self._offers(row, entry.record)),
            self._note(row, entry.record, is_writable),
        )

    def _row(self, entry: Entry[Action]) -> ActionRow:
        action = entry.record
        hides = is_hidden(entry)
        late = is_overdue(action.state, action.due, self._today)
        finding = self._findings.get(action.finding_id or "")
        intention = self._intentions[action.self_audit_id]
        return ActionRow(
            action.id,
            action.reference or "",
            withheld_word(self._content.scheme) if hides else line_of(entry.text("title"), self._content.scheme),
            self._origin(intention, action.item_ref, finding),
            intention,
            action.item_ref or "",
            self._titles.get(action.post_id or "", "" if hides else "No owner yet"),
            action.state,
            action.due,
            (self._today - action.due).days if late and action.due else 0,
            action.post_id in self._mine,
            has_seal(entry),
            hides,
        )

    def _origin(self, intention: str, item_ref: str | None, finding: Entry[Finding] | None) -> str:
        place = item_ref or intention
        if finding is None or is_hidden(finding):
            return place
        return f"{place} · {line_of(finding.text('title'), self._content.scheme)}"

    def _facts(self, row: ActionRow, entry: Entry[Action]) -> list[FactView]:
        action = entry.record
        intention = self._content.pack.intention(row.intention)
        facts = [FactView("Intention", f"{row.intention} {intention.short}")]
        if row.is_hidden:
            return facts
        facts += [
            FactView("From", self._from(action)),
            FactView("Owner", row.owner),
            FactView("State", self.words[row.state.value], STATE_GLYPHS[row.state]),
            FactView("Due", spell_day(row.due) if row.due else "No date yet"),
        ]
        if action.completed_on:
            facts.append(FactView("Completed", spell_day(action.completed_on)))
        shows = next((e for e in self._content.evidence if e.record.id == action.evidence_id), None)
        if shows is not None:
            facts.append(FactView("Shown by", shows.record.reference or ""))
        if action.verified_on:
            by = self._content.person(action.verified_by)
            name = f" by {shown(by.text('name'))}" if by else ""
            facts.append(FactView("Verified", f"{spell_day(action.verified_on)}{name}"))
        return facts

    def _from(self, action: Action) -> str:
        finding = self._findings.get(action.finding_id or "")
        grades = {step.key: step.word for step in self._content.pack.scales.finding_grades}
        if finding is not None and finding.record.grade is not None:
            grade = grades[finding.record.grade.value].lower()
            return f"{action.item_ref}, {grade}" if action.item_ref else f"Finding {finding.record.reference}, {grade}"
        source = self._sources.get(action.entry_id or "")
        return source or action.item_ref or "The intention as a whole"

    def _sections(self, entry: Entry[Action]) -> list[SectionView]:
        scheme = self._content.scheme
        found = []
        finding = self._findings.get(entry.record.finding_id or "")
        if finding is not None:
            words = line_of(finding.text("detail") or finding.text("title"), scheme)
            found.append(SectionView("What was found", withheld_word(scheme) if is_hidden(finding) else words))
        progress = line_of(entry.text("progress"), scheme)
        if progress:
            found.append(SectionView("Progress", progress))
        return found

    def _event(self, happening: Happening) -> EventView:
        who = self._content.person(happening.person_id)
        when = spell_day(happening.at.date())
        return EventView(happening.sentence, f"{when} · {shown(who.text('name'))}" if who else when)

    def _offers(self, row: ActionRow, action: Action) -> list[OfferView]:
        following = NEXT_STATES[action.state]
        offers = []
        for state in (ActionState.COMPLETED_BY_OWNER, ActionState.VERIFIED, ActionState.CLOSED):
            if state in following:
                is_enabled = state is not ActionState.VERIFIED or not self._obstacle(action)
                offers.append(OfferView(_STEPS[state], is_enabled=is_enabled))
        if action.state in FINISHED_STATES:
            offers.append(OfferView("reopen"))
        offers.append(OfferView("change"))
        offers.append(OfferView("progress", on_foot=action.state not in FINISHED_STATES))
        if action.completed_on is not None:
            offers.append(OfferView("evidence", on_foot=False))
        if action.state is ActionState.OPEN:
            offers.append(OfferView("start", on_foot=False))
        if ActionState.RISK_ACCEPTED in following:
            offers.append(OfferView("accept", on_foot=False))
        if action.sealed_id is None:
            offers.append(OfferView("withhold", on_foot=False))
        if row.item_ref:
            offers.append(OfferView("question", on_foot=False))
        return offers

    def _obstacle(self, action: Action) -> str:
        holdings = (entry.record for entry in self._content.holdings)
        return verification_obstacle(self._person_id, owners_of(action, holdings, self._today))

    def _note(self, row: ActionRow, action: Action, is_writable: bool) -> str:
        if row.is_hidden:
            return "Unlock the sealed store to read or change it."
        if is_writable and ActionState.VERIFIED in NEXT_STATES[action.state]:
            return self._obstacle(action)
        return ""


def _sources(content: PeriodContent) -> Iterator[tuple[str, str]]:
    """Yield what an action may come from beside findings and questions: its id, and what it is called."""
    for kind, entries in content.registers.items():
        one = BY_KIND[kind].one
        yield from ((e.record.id, f"{one[0].upper()}{one[1:]} {e.record.reference}") for e in entries)
    yield from ((entry.record.id, f"Query {entry.record.reference}") for entry in content.queries)
