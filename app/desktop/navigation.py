"""The pages that there are, in the order of the side bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.page_entry import PageEntry
from app.desktop.pages.page import Page
from app.domain.roles import Role

if TYPE_CHECKING:
    from app.desktop.pages.actions_page import ActionsPage
    from app.desktop.pages.audits_page import AuditsPage
    from app.desktop.pages.checklist_page import ChecklistPage
    from app.desktop.pages.evidence_page import EvidencePage
    from app.desktop.pages.history_page import HistoryPage
    from app.desktop.pages.home_page import HomePage
    from app.desktop.pages.map_page import MapPage
    from app.desktop.pages.observations_page import ObservationsPage
    from app.desktop.pages.packs_page import PacksPage
    from app.desktop.pages.people_page import PeoplePage
    from app.desktop.pages.queries_page import QueriesPage
    from app.desktop.pages.reading_page import ReadingPage
    from app.desktop.pages.registers_page import RegistersPage
    from app.desktop.pages.return_page import ReturnPage
    from app.desktop.pages.review_page import ReviewPage
    from app.desktop.pages.sealed_page import SealedPage
    from app.desktop.pages.statement_page import StatementPage
    from app.desktop.pages.trust_page import TrustPage
    from app.desktop.presenters.presenter import Presenter
    from app.desktop.session import Session
    from app.desktop.shell import Shell


@dataclass(frozen=True)
class PageSpec(PageEntry):
    """A page, and how it is presented on a file; both are imported when first needed."""

    present: Callable[[Session, Page, Shell], Presenter] | None = None


def _make_home(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.home_page import HomePage

    return HomePage(loader, parent)


def _present_home(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.home_presenter import HomePresenter

    return HomePresenter(session, cast("HomePage", page), shell)


def _make_checklist(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.checklist_page import ChecklistPage

    return ChecklistPage(loader, parent)


def _make_evidence(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.evidence_page import EvidencePage

    return EvidencePage(loader, parent)


def _present_evidence(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.evidence_presenter import EvidencePresenter

    return EvidencePresenter(session, cast("EvidencePage", page), shell)


def _make_actions(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.actions_page import ActionsPage

    return ActionsPage(loader, parent)


def _present_actions(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.actions_presenter import ActionsPresenter

    return ActionsPresenter(session, cast("ActionsPage", page), shell)


def _make_registers(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.registers_page import RegistersPage

    return RegistersPage(loader, parent)


def _present_registers(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.registers_presenter import RegistersPresenter

    return RegistersPresenter(session, cast("RegistersPage", page), shell)


def _make_statement(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.statement_page import StatementPage

    return StatementPage(loader, parent)


def _present_statement(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.statement_presenter import StatementPresenter

    return StatementPresenter(session, cast("StatementPage", page), shell)


def _present_checklist(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.checklist_presenter import ChecklistPresenter

    return ChecklistPresenter(session, cast("ChecklistPage", page), shell)


def _make_return(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.return_page import ReturnPage

    return ReturnPage(loader, parent)


def _present_return(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.return_presenter import ReturnPresenter

    return ReturnPresenter(session, cast("ReturnPage", page), shell)


def _make_people(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.people_page import PeoplePage

    return PeoplePage(loader, parent)


def _present_people(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.people_presenter import PeoplePresenter

    return PeoplePresenter(session, cast("PeoplePage", page), shell)


def _make_packs(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.packs_page import PacksPage

    return PacksPage(loader, parent)


def _present_packs(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.packs_presenter import PacksPresenter

    return PacksPresenter(session, cast("PacksPage", page), shell)


def _make_sealed(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.sealed_page import SealedPage

    return SealedPage(loader, parent)


def _present_sealed(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.sealed_presenter import SealedPresenter

    return SealedPresenter(session, cast("SealedPage", page), shell)


def _make_history(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.history_page import HistoryPage

    return HistoryPage(loader, parent)


def _present_history(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.history_presenter import HistoryPresenter

    return HistoryPresenter(session, cast("HistoryPage", page), shell)


def _make_review(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.review_page import ReviewPage

    return ReviewPage(loader, parent)


def _present_review(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.review_presenter import ReviewPresenter

    return ReviewPresenter(session, cast("ReviewPage", page), shell)


def _make_reading(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.reading_page import ReadingPage

    return ReadingPage(loader, parent)


def _present_reading(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.reading_presenter import ReadingPresenter

    return ReadingPresenter(session, cast("ReadingPage", page), shell)


def _make_map(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.map_page import MapPage

    return MapPage(loader, parent)


def _present_map(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.map_presenter import MapPresenter

    return MapPresenter(session, cast("MapPage", page), shell)


def _make_observations(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.observations_page import ObservationsPage

    return ObservationsPage(loader, parent)


def _present_observations(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.observations_presenter import ObservationsPresenter

    return ObservationsPresenter(session, cast("ObservationsPage", page), shell)


def _make_audits(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.audits_page import AuditsPage

    return AuditsPage(loader, parent)


def _present_audits(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.audits_presenter import AuditsPresenter

    return AuditsPresenter(session, cast("AuditsPage", page), shell)


def _make_asked(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.queries_page import ASKED, QueriesPage

    return QueriesPage(loader, parent, ASKED)


def _present_asked(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.asked_presenter import AskedPresenter

    return AskedPresenter(session, cast("QueriesPage", page), shell)


def _make_queries(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.queries_page import QueriesPage

    return QueriesPage(loader, parent)


def _present_queries(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.queries_presenter import QueriesPresenter

    return QueriesPresenter(session, cast("QueriesPage", page), shell)


_BOTH = frozenset(Role)
_REVIEWER = frozenset({Role.REVIEWER})


def _make_trust(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.trust_page import TrustPage

    return TrustPage(loader, parent)


def _present_trust(session: Session, page: Page, shell: Shell) -> Presenter:
    from app.desktop.presenters.trust_presenter import TrustPresenter

    return TrustPresenter(session, cast("TrustPage", page), shell)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "H&ome", "home", _make_home, _present_home),
    PageSpec("checklist", "&Checklist", "checklist", _make_checklist, _present_checklist),
    PageSpec("evidence", "Evi&dence", "evidence", _make_evidence, _present_evidence),
    PageSpec("actions", "&Actions", "actions", _make_actions, _present_actions),
    PageSpec("registers", "Risks a&nd checks", "risks", _make_registers, _present_registers),
    PageSpec("statement", "&Statement", "statement", _make_statement, _present_statement),
    PageSpec("return", "&Return", "return", _make_return, _present_return),
    PageSpec("people", "&People and plan", "person", _make_people, _present_people),
    PageSpec("packs", "Pac&ks and forms", "folder", _make_packs, _present_packs),
    PageSpec("sealed", "S&ealed store", "lock", _make_sealed, _present_sealed),
    PageSpec("review", "Re&view desk", "desk", _make_review, _present_review, roles=_REVIEWER, digit=9),
    PageSpec("reading", "Rea&ding", "book", _make_reading, _present_reading, roles=_REVIEWER),
    PageSpec("map", "Heat &map", "grid", _make_map, _present_map, roles=_REVIEWER),
    PageSpec("asked", "&Queries", "query", _make_asked, _present_asked, roles=_REVIEWER),
    PageSpec("observations", "&Observations", "pen", _make_observations, _present_observations, roles=_REVIEWER),
    PageSpec("audits", "E&xternal audits", "shield", _make_audits, _present_audits, roles=_REVIEWER),
    PageSpec("history", "H&istory", "history", _make_history, _present_history, roles=_BOTH),
    PageSpec("queries", "&Queries", "query", _make_queries, _present_queries),
    PageSpec("trust", "&Trusted signers", "key", _make_trust, _present_trust, roles=_BOTH),
)
"""A new page is one line here, its form, its class, its presenter, its test."""


def presenter_of(key: str, session: Session, page: Page, shell: Shell) -> Presenter | None:
    """Return the presenter of a page on a file; None for a page that has none."""
    present = next(spec.present for spec in PAGES if spec.key == key)
    return None if present is None else present(session, page, shell)
