"""Trusted signers on a real file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from app.desktop.choosing import choose_file
from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.dialogs.signer_dialog import SignerDialog
from app.desktop.pages.trust_page import TrustPage
from app.desktop.presenters.asking import renamed
from app.desktop.presenters.form_values import FormValues
from app.desktop.presenters.list_signer import ListSigner
from app.desktop.presenters.loss_asker import LossAsker
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.presenters.trust_rows import ROLES, TrustRow, cells_of, detail_of, order_of
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import SignerFormView, SignerInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.records import Role
from app.domain.trust_records import SigningRole
from app.services.enrolling import (
    Enrolment,
    describe_entry,
    describe_signer,
    enrol,
    enrol_all,
    read_any_signer,
    read_list,
    strike,
)
from app.services.signer_list import list_signers
from app.services.trust_register import NOT_CONFIRMED, read_register

_NO_STORE = "This file has no sealed store, which is what confirms the register. Set one up, then enter signers."
_HALF = re.compile(r": ((?:[0-9A-F]{4} ){7}[0-9A-F]{4}) ")
"""Half a fingerprint, which takes a line of its own, to be compared group by group."""
_COMPARE = "Compare the fingerprint with the sheet that the signer handed over in person, then type the code on it."
_FAULTS = renamed({"deputy_for": "deputy"})


class TrustPresenter(RegisterPresenter[TrustRow]):
    """Lists the trust register; enters, ends and removes signers, and takes lists in."""

    key = "trust"
    SCOPES = (("now", "In office"), ("past", "No longer"), ("all", "All"))
    FIRST_SORT = ""

    def __init__(self, session: Session, page: TrustPage, shell: Shell) -> None:
        self._is_confirmed = False
        super().__init__(session, page, shell)
        self.losses = LossAsker(session, shell)
        self.signer = ListSigner(session, shell)
        self.lists = SheetKeeper(session, shell, "list of signers")
        page.files_given.connect(self._on_files_given)
        session.lock_changed.connect(self.refresh)

    def read_rows(self) -> Sequence[TrustRow]:
        """Return every entry; that the register was forged is said above the table."""
        today = self.session.today()
        try:
            register = read_register(self.session.file)
        except UserError as error:
            self._is_confirmed = False
            self.say(error)
            return []
        self._is_confirmed = register.is_confirmed
        return [
            TrustRow(entry.record.id, describe_entry(entry), bool(entry.record.ends and entry.record.ends < today))
            for entry in register.signers
        ]

    def cells(self, row: TrustRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return cells_of(row)

    def is_in(self, row: TrustRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        return scope == "all" or row.is_past is (scope == "past")

    def scope_of(self, row: TrustRow) -> str:
        """Return the list that a row is in."""
        return "past" if row.is_past else "now"

    def groups(self) -> tuple[ScopeView, ...]:
        """Return nothing: signers belong to no intention."""
        return ()

    def group_of(self, row: TrustRow) -> str:
        """Return no intention."""
        return ""

    def words_of(self, row: TrustRow) -> str:
        """Return what the filter searches."""
        return f"{row.who} {row.beside} {row.role} {row.entry.establishment} {row.entry.deputy_for}".casefold()

    def order_of(self, row: TrustRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        return order_of(row, column)

    def detail(self, row: TrustRow) -> DetailView:
        """Return what is known of a row."""
        note = "" if self._is_confirmed else NOT_CONFIRMED
        return detail_of(row, can_change=self.session.is_writable, note=note)

    def summary(self, rows: Sequence[TrustRow]) -> str:
        """Return how many are in office, and whether the register can be relied on."""
        number = sum(not row.is_past for row in rows)
        count = f"{number} {'entry is' if number == 1 else 'entries are'} in office."
        return f"{count} Register confirmed." if self._is_confirmed else f"{count} {NOT_CONFIRMED}"

    def nothing_yet(self) -> EmptyView:
        """Return the page without an entry."""
        detail = (
            "Whose signature counts is entered here, with the sheet that they handed over. Drop a certificate here."
        )
        one = WayView(
            "add", "person", "Enter a signer", "Their certificate, and the code on their sheet", "Enter a signer…"
        )
        many = WayView("list", "list", "Take in a list", "What headquarters signed for every desk", "Take in a list…")
        return EmptyView("key", "Nobody is trusted here yet", detail, (one, many) if self.session.is_writable else ())

    def add(self) -> None:
        """Ask for a signer's certificate."""
        self._ask_file("Choose the signer’s certificate", "Certificates (*.pem)")

    def command(self, key: str, row: TrustRow) -> None:
        """Do a command to an entry."""
        if key == "left":
            self._unlocked(lambda: self.losses.ask(row))
        elif key == "remove":
            self._unlocked(
                lambda: self.act("Remove a trusted signer", lambda: strike(self._file, row.entry.fingerprint))
            )
        elif key == "list":
            self._ask_list()
        elif key == "sign":
            self._unlocked(self.signer.open)
        elif key in ("print", "save"):
            self.lists.sheet = list_signers(self._file, self.session.today())
            (self.lists.ask_printer if key == "print" else self.lists.ask_place)()

    def take(self, paths: Sequence[Path]) -> None:
        """Show a certificate or a signed list, and enter it once its code was typed."""
        self.page.show_notice(None)
        if len(paths) != 1 or paths[0].suffix.casefold() not in (".pem", ".json"):
            self.say(UserError("Give one file: a signer's certificate (.pem) or a signed list (.json)."))
        elif paths[0].suffix.casefold() == ".json":
            self._unlocked(lambda: self._take_list(paths[0]))
        else:
            self._unlocked(lambda: self._take_certificate(paths[0]))

    @property
    def _file(self) -> Any:
        return self.session.file

    def _unlocked(self, then: Any) -> None:
        if not self._file.has_sealed_store:
            self.say(UserError(_NO_STORE))
        else:
            self.session.require_unlocked(then)

    def _take_certificate(self, path: Path) -> None:
        try:
            certificate, roles = read_any_signer(path)
        except UserError as error:
            self.say(error)
            return
        own = self.session.content().establishment.record
        code = "" if own.role is Role.REVIEWER else own.code
        view = SignerFormView(
            "\n".join([*(_HALF.sub(r"\n\1\n", line) for line in describe_signer(certificate)), "", _COMPARE]),
            tuple(ScopeView(role.value, ROLES[role]) for role in roles),
            SignerInput(roles[0].value, code, spell_day(self.session.today())),
        )
        dialog = SignerDialog(self.shell.loader, view, self.shell.window())
        self.asking.ask_form(dialog, lambda typed: self._enter(dialog, certificate, typed))

    def _enter(self, dialog: SignerDialog, certificate: Any, typed: SignerInput) -> None:
        values = FormValues()
        starts, ends = values.day("starts", typed.starts), values.day("ends", typed.ends)
        code = values.words("code", typed.code, "Type the code on the signer’s sheet, or the whole fingerprint.")
        if values.faults:
            dialog.show_faults(values.faults)
            return

        def work() -> object:
            wanted = Enrolment(SigningRole(typed.role), typed.establishment or None, starts, ends, typed.deputy)
            return enrol(self._file, certificate, wanted, code, now=self.session.now().astimezone(UTC))

        self.asking.take_form(dialog, "Enter a trusted signer", work, _FAULTS)

    def _take_list(self, path: Path) -> None:
        now = self.session.now().astimezone(UTC)
        try:
            signed = read_list(path, now=now)
        except UserError as error:
            self.say(error)
            return
        number = len(signed.offices)
        detail = [f"It enters {number} signer{'' if number == 1 else 's'}, issued {spell_day(signed.issued_at)} by:"]
        detail += [*describe_signer(signed.certificate), "Type the code on headquarters’ own sheet."]
        view = PromptView("Take in a signed list", "\n".join(detail), "Code on the sheet", "Enter them all")
        self.ask(view, lambda code: enrol_all(self._file, signed, code, now=now))

    def _ask_list(self) -> None:
        self._ask_file("Choose the signed list", "Signed lists (*.json)")

    def _ask_file(self, title: str, kinds: str) -> None:
        folder = self._file.path.parent
        choose_file(self.shell.window(), title, lambda path: self.take([path]), kinds=kinds, folder=folder)

    def _on_way_chosen(self, key: str) -> None:
        if key == "list":
            self._ask_list()
        else:
            self.add()

    def _on_files_given(self, paths: object) -> None:
        if isinstance(paths, list):
            self.take(paths)
