"""Every register on a real file: which one is shown is chosen, what it can do comes from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.desktop.aim import Aim
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.pages.registers_page import OF_THE_WHOLE, REGISTERS_PAGE, RegistersPage
from app.desktop.presenters.action_beginner import ActionBeginner
from app.desktop.presenters.entry_forms import EntryForms, read_entry
from app.desktop.presenters.entry_rows import EntryRow, EntryRows
from app.desktop.presenters.form_prose import FormProse
from app.desktop.presenters.grid_asker import GRIDS, GridAsker
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import ActionInput, EntryInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.record import Entry
from app.domain.registers.every import BY_KIND, CHILDREN, REGISTERS
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.register import Register
from app.domain.steps import Step
from app.services import registering
from app.services.registering import EntryContent
from app.services.reversing import step_of

Job = Callable[[], Entry[RegisterRecord]]


class RegistersPresenter(RegisterPresenter[EntryRow]):
    """Lists one register at a time; its entries are added, changed, withheld and taken out."""

    key = "registers"
    SCOPES = (("left", "To see to"), ("all", "All"))
    FIRST_SORT = "state"

    def __init__(self, session: Session, page: RegistersPage, shell: Shell) -> None:
        self._made: EntryRows | None = None
        super().__init__(session, page, shell)
        self._scope, self._group = "all", REGISTERS[0].kind
        self._actions = ActionBeginner(session, shell, self.asking)
        self._grids = GridAsker(session, shell, self.asking)

    @property
    def register(self) -> Register:
        """The register that is shown."""
        return BY_KIND[self._group]

    def aim(self, aim: Aim) -> None:
        """Show one entry, or the first register that has something to see to."""
        if aim.record_id:
            self.select(aim.record_id)
        elif aim.task:
            rows = self._all or self.read_rows()
            wanted = [each.register for each in rows if each.is_left and aim.intention in ("", each.intention)]
            self._group, self._scope = (wanted[0].kind if wanted else self._group), "left"
        self.refresh()

    def refresh(self) -> None:
        """Read the rows anew; of an entry that was asked for, show its register."""
        self._all = self.read_rows()
        row = self.row(self.chosen)
        if self._is_wanted and row is not None:
            self._group = row.register.kind
        super().refresh()

    @property
    def can_write(self) -> bool:
        """Whether entries may be added and changed: in a closed period those of the registers that stand."""
        return self.session.is_writable and (self.register.is_standing or self.session.can_change)

    def read_rows(self) -> Sequence[EntryRow]:
        """Return every entry of every register."""
        self._made = EntryRows(self.session.content(), self.session.today())
        return self._made.all()

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of the register that is shown."""
        return OF_THE_WHOLE if self.register.intention == "none" else REGISTERS_PAGE.columns

    def cells(self, row: EntryRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._rows().cells(row)

    def is_in(self, row: EntryRow, scope: str) -> bool:
        """Tell whether an entry of this register is in a scope."""
        return row.register.kind == self._group and (scope == "all" or row.is_left)

    def group_of(self, row: EntryRow) -> str:
        """Return an entry's register."""
        return row.register.kind

    def words_of(self, row: EntryRow) -> str:
        """Return what the filter searches."""
        return row.words

    def order_of(self, row: EntryRow, column: str) -> Any:
        """Return what a column sorts an entry by."""
        return self._rows().order(row, column)

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the registers to choose from."""
        return tuple(ScopeView(each.kind, each.title) for each in REGISTERS)

    def detail(self, row: EntryRow) -> DetailView:
        """Return what is known of an entry."""
        return self._rows().detail(row, is_writable=self.can_write)

    def summary(self, rows: Sequence[EntryRow]) -> str:
        """Return how many entries the register has, and how many of them want someone."""
        own = [row for row in rows if row.register is self.register]
        begun, left = sum(not row.option for row in own), sum(row.is_left for row in own)
        to_fill_in = f", {len(own) - begun} still to fill in" if len(own) > begun else ""
        return f"{begun} entr{'y' if begun == 1 else 'ies'}, {left or 'none'} to see to{to_fill_in}."

    def nothing_yet(self) -> EmptyView:
        """Return the page without an entry in any register."""
        way = WayView(
            "add", "plus", "Begin with a risk", "What could keep an intention from being delivered", "New risk…"
        )
        figures = WayView(
            GRIDS[0], "sheet", "Fill in the delivery requirements", "All of Annex C: figures agreed and delivered",
            "Fill them in…",
        )  # fmt: skip
        needs = WayView(
            GRIDS[1], "person", "Go through individual needs", "Each need and characteristic in each service",
            "Go through them…",
        )  # fmt: skip
        ways = (way, figures, needs) if self.session.is_writable else ()
        words = "Risks, checks, delivery requirements and all else that is assured beside the checklists."
        return EmptyView("risks", "Nothing is registered yet", words, ways)

    def add(self) -> None:
        """Ask for a new entry of the register that is shown."""
        self._ask_new(self.register, {})

    def _on_way_chosen(self, key: str) -> None:
        if key in GRIDS:
            self._grids.ask(key)
        else:
            self.add()

    def command(self, key: str, row: EntryRow) -> None:
        """Do a command to an entry."""
        if key == "grid":
            self._grids.ask(row.register.kind)
        elif key == "change" and row.option:
            self._ask_new(row.register, {row.register.each_of: row.option})
        elif key == "change":
            self._ask_change(row)
        elif key == "child":
            for child in CHILDREN[row.register.kind][:1]:
                self._ask_new(child, {child.fields[0].key: row.key})
        elif key == "action":
            self._actions.ask(ActionInput(intention=row.intention), row.key)
        elif key == "question":
            self.shell.go(CHECKLIST, Aim(intention=row.intention))
        elif key == "withhold":
            self.session.require_unlocked(lambda: self._withhold(row))
        elif key == "remove":
            session = self.session
            self._change("Take an entry out", row, lambda: registering.remove_entry(
                session.file, row.register, row.key, person_id=session.person_id))  # fmt: skip

    def _uncover(self) -> None:
        row = self.row(self.chosen)
        if self._is_wanted and row is not None and not self._passes(row):
            self._scope, self._words = "all", ""
            self.page.clear_filter()
        self._is_wanted = False

    def _rows(self) -> EntryRows:
        assert self._made is not None
        return self._made

    def _forms(self) -> EntryForms:
        return EntryForms(self.session.content(), self._rows())

    def _ask_new(self, register: Register, given: Mapping[str, str]) -> None:
        session = self.session
        dialog = EntryDialog(self.shell.loader, self._forms().new(register, given), self.shell.window())
        prose = FormProse(session, self.shell, dialog)

        def begin(content: EntryContent) -> Entry[RegisterRecord]:
            entry = registering.add_entry(
                session.file, register, session.period_id, content, session.content().pack, person_id=session.person_id
            )
            self.select(entry.record.id)
            return entry

        words = f"New {register.one}"
        self.asking.ask_form(dialog, lambda typed: self._take(prose, register, typed, words, None, begin))

    def _ask_change(self, row: EntryRow) -> None:
        session, register = self.session, row.register
        entry = self._rows().entry(row.key)
        dialog = EntryDialog(self.shell.loader, self._forms().change(register, entry), self.shell.window())
        prose = FormProse(
            session, self.shell, dialog, lambda name: self._rows().entry(row.key).text(name),
            is_whole=entry.record.sealed_id is not None,
        )  # fmt: skip

        def change(content: EntryContent) -> Entry[RegisterRecord]:
            return registering.change_entry(
                session.file, register, row.key, content, session.content().pack, person_id=session.person_id
            )

        words = f"Change {register.one}"
        self.asking.ask_form(dialog, lambda typed: self._take(prose, register, typed, words, row.key, change))

    def _take(
        self,
        prose: FormProse,
        register: Register,
        typed: EntryInput,
        words: str,
        key: str | None,
        job: Callable[[EntryContent], Entry[RegisterRecord]],
    ) -> None:
        content, faults = read_entry(register, typed, prose.changed_texts())
        if faults:
            prose.dialog.show_faults(faults)
            return
        self.page.show_notice(None)
        prose.take(self.asking, words, lambda: self._step(register, key, lambda: prose.wrote(job(content))))

    def _step(self, register: Register, key: str | None, job: Job) -> Step | None:
        return step_of(self.session.file, register.record_type, key, job, self.session.person_id)

    def _change(self, words: str, row: EntryRow, job: Job) -> None:
        self.act(words, lambda: self._step(row.register, row.key, job))

    def _withhold(self, row: EntryRow) -> None:
        session = self.session

        def withhold() -> None:
            registering.withhold_entry(session.file, row.register, row.key, person_id=session.person_id)
            session.raise_barrier()

        self.act("Withhold an entry", withhold)
