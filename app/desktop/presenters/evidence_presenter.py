"""Evidence on a real file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.desktop.aim import Aim
from app.desktop.choosing import choose_place
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.pages.evidence_page import EvidencePage
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.evidence_asker import EvidenceAsker
from app.desktop.presenters.evidence_forms import question_refs, words_form
from app.desktop.presenters.evidence_rows import EvidenceRow, EvidenceRows
from app.desktop.presenters.form_prose import FormProse
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryInput, EvidenceInput
from app.desktop.views.register_view import DetailView, NoticeView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.record import Entry
from app.domain.records import Evidence
from app.domain.references import intention_of
from app.domain.steps import Step
from app.domain.text import shown
from app.services import evidencing
from app.services.evidence_files import attached_size
from app.services.evidence_steps import linking_step, removing_step
from app.services.reversing import step_of

_LINK = PromptView(
    "Choose the questions that cite it", "Write their references, with commas between them.", "Questions", "Save"
)


class EvidencePresenter(RegisterPresenter[EvidenceRow]):
    """Lists the period's evidence; adds to it, cites it, withholds it."""

    key = "evidence"
    SCOPES = (("all", "All"), ("attached", "Attached"), ("seen", "Seen"), ("stays", "Stays here"))
    FIRST_SORT = "cited"

    def __init__(self, session: Session, page: EvidencePage, shell: Shell) -> None:
        self._made: EvidenceRows | None = None
        super().__init__(session, page, shell)
        self._asker = EvidenceAsker(session, shell, self)
        self._asker.added.connect(self.select)
        self._asker.told.connect(self._on_told)
        page.files_given.connect(self._on_files_given)

    def aim(self, aim: Aim) -> None:
        """Show one item, or one intention's; for a question, ask for the evidence that it is to cite."""
        if aim.item:
            self.choose_filter("all", intention_of(aim.item))
            self._asker.ask(EvidenceInput(items=aim.item, intention=intention_of(aim.item)))
        elif aim.record_id:
            self.select(aim.record_id)
            self.refresh()
        else:
            self.choose_filter("all", aim.intention)

    @property
    def can_write(self) -> bool:
        """Whether rows may be added and changed here: not in a closed period."""
        return self.session.can_change

    def read_rows(self) -> Sequence[EvidenceRow]:
        """Return every evidence item of the period."""
        self._made = EvidenceRows(self.session.content())
        return self._made.all()

    def cells(self, row: EvidenceRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._rows().cells(row)

    def is_in(self, row: EvidenceRow, scope: str) -> bool:
        """Tell whether an item is attached, was seen, or stays here."""
        return {
            "all": True,
            "attached": row.is_attached and not row.is_hidden,
            "seen": not row.is_attached and not row.is_hidden,
            "stays": not row.does_leave,
        }[scope]

    def group_of(self, row: EvidenceRow) -> str:
        """Return an item's intention."""
        return row.intention

    def words_of(self, row: EvidenceRow) -> str:
        """Return what the filter searches."""
        return f"{row.reference} {row.title} {row.detail} {' '.join(row.cited)}".casefold()

    def order_of(self, row: EvidenceRow, column: str) -> Any:
        """Return what a column sorts an item by."""
        return self._rows().order(row, column)

    def detail(self, row: EvidenceRow) -> DetailView:
        """Return what is known of an item."""
        kept = self._rows().entry(row.key).record.attachment_id
        size = None
        if kept is not None and not row.is_sealed:
            with self.session.file.reading() as work:
                size = attached_size(work, kept)
        return self._rows().detail(row, size, is_writable=self.session.can_change)

    def summary(self, rows: Sequence[EvidenceRow]) -> str:
        """Return how many there are, and what leaves."""
        return f"{len(rows)} in this period. Titles leave with the return, files stay here."

    def nothing_yet(self) -> EmptyView:
        """Return the page without evidence."""
        way = WayView("add", "plus", "Add evidence", "A file, or what was seen and not attached", "Add evidence…")
        ways = (way,) if self.session.can_change else ()
        return EmptyView(
            "evidence", "No evidence yet", "It shows that an answer is so. Drop or paste files here.", ways
        )

    def add(self) -> None:
        """Ask for new evidence, for the intention that is filtered by."""
        self._asker.ask(EvidenceInput(intention=self._group))

    def command(self, key: str, row: EvidenceRow) -> None:
        """Do a command to an item."""
        if key == "link":
            self.ask(_LINK, lambda words: self._link(row, words), ", ".join(row.cited))
        elif key == "reword":
            self._ask_words(row.key)
        elif key == "copy":
            self._ask_copy(row)
        elif key == "withhold":
            self.session.require_unlocked(lambda: self._withhold(row.key))
        elif key == "remove":
            self._remove(row)
        elif key == "question":
            self.shell.go(CHECKLIST, Aim(item=row.cited[0]))

    def _rows(self) -> EvidenceRows:
        assert self._made is not None
        return self._made

    def _on_files_given(self, files: list[Path]) -> None:
        self._asker.take_files(files, EvidenceInput(intention=self._group))

    def _on_told(self, view: object) -> None:
        self.page.show_notice(view if isinstance(view, NoticeView) else None)

    def _link(self, row: EvidenceRow, words: str) -> Step:
        session = self.session
        refs = question_refs(words)
        evidencing.link_evidence(session.file, session.period_id, row.key, refs, person_id=session.person_id)
        return linking_step(session.file, session.period_id, row.key, row.cited, refs, session.person_id)

    def _ask_words(self, key: str) -> None:
        self.page.show_notice(None)
        session, entry = self.session, self._rows().entry(key)
        dialog = EntryDialog(self.shell.loader, words_form(session.content(), entry), self.shell.window())
        prose = FormProse(
            session, self.shell, dialog, lambda name: self._rows().entry(key).text(name),
            is_whole=entry.record.sealed_id is not None,
        )  # fmt: skip

        def reword() -> Entry[Evidence]:
            texts = prose.changed_texts()
            return prose.wrote(evidencing.reword_evidence(session.file, key, texts, person_id=session.person_id))

        def take(_: EntryInput) -> None:
            words = "Change the words of evidence"
            prose.take(self.asking, words, lambda: step_of(session.file, Evidence, key, reword, session.person_id))

        self.asking.ask_form(dialog, take)

    def _remove(self, row: EvidenceRow) -> None:
        session, entry = self.session, self._rows().entry(row.key)

        def remove() -> Step | None:
            evidencing.remove_evidence(session.file, row.key, person_id=session.person_id)
            return removing_step(session.file, entry, row.cited, session.person_id)

        self.act("Take evidence out", remove)

    def _withhold(self, key: str) -> None:
        session = self.session

        def withhold() -> None:
            evidencing.withhold_evidence(session.file, key, person_id=session.person_id)
            session.raise_barrier()
            CopyOffer(session, self.shell).look(Evidence, key)

        self.act("Withhold evidence", withhold)

    def _ask_copy(self, row: EvidenceRow) -> None:
        name = shown(self._rows().entry(row.key).text("file_name"))
        choose_place(self.shell.window(), "Save a copy", lambda place: self.copy_to(row.key, place), name=name)

    def copy_to(self, key: str, place: Path) -> None:
        """Write a copy of an attached file to a place."""
        session = self.session

        def copy() -> None:
            evidencing.copy_out(session.file, key, place, now=session.now())
            self.shell.announce("The copy was saved.")

        self.act("", copy)
