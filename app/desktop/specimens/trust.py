"""The trust register: signers of a return, a deputy, one who left; and a signer who is being entered."""

from __future__ import annotations

from datetime import date

from app.desktop.presenters.loss_form import loss_view
from app.desktop.presenters.trust_rows import ROLES, TrustRow, cells_of, detail_of
from app.desktop.views.form_views import LossFormView, SignerFormView, SignerInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView, RegisterView, RowsView
from app.domain.trust_records import SigningRole
from app.services.enrolling import Enrolled

_PRINT = "6A40 9D88 4277 0837 D043 9DBA 725B 04D0 AB67 C539 761A B9D9 CF0C 8D2E C5D1 335D"
_SIGNERS = (
    ("R. Adeyemi", "Audit lead", "author", date(2026, 4, 1), None, ""),
    ("D. Marlowe", "Governor", "approver", date(2025, 9, 1), None, ""),
    ("M. Okafor", "Deputy Governor", "approver", date(2026, 9, 1), date(2026, 12, 31), "Governor"),
    ("J. Whitcombe", "Controller", "reviewer", None, None, ""),
)


def _row(number: int) -> TrustRow:
    name, post, role, starts, ends, deputy = _SIGNERS[number]
    entry = Enrolled(name, post, "HMP Carrow Vale", _PRINT, role, "CVL", starts, ends, deputy)
    return TrustRow(str(number), entry, is_past=False)


def signers() -> tuple[RegisterView, RowsView]:
    """Return four entries in office."""
    scopes = (ScopeView("now", "In office", 4), ScopeView("past", "No longer", 1), ScopeView("all", "All", 5))
    view = RegisterView("4 entries are in office. Register confirmed.", scopes, "now", (), "", "")
    return view, RowsView([_row(number) for number in range(len(_SIGNERS))], cells_of)


def deputy() -> DetailView:
    """Return a deputy who was enrolled ahead."""
    return detail_of(_row(2), can_change=True, note="")


def signer() -> SignerFormView:
    """Return the dialog of a signer, as it opens."""
    roles = tuple(ScopeView(role.value, words) for role, words in ROLES.items() if role is not SigningRole.AUTHORITY)
    lines = (
        "D. Marlowe, Governor, HMP Carrow Vale",
        "Valid 28 September 2026 to 29 September 2029",
        f"Fingerprint (SHA-256)\n{_PRINT[:39]}\n{_PRINT[40:]}",
        "",
        "Compare the fingerprint with the sheet that the signer handed over in person, then type the code on it.",
    )
    return SignerFormView("\n".join(lines), roles, SignerInput("approver", "CVL", "29 September 2026"))


def loss() -> LossFormView:
    """Return the dialog of an identity that its signer lost, as it opens."""
    holders = (ScopeView("1", "D. Marlowe"), ScopeView("2", "R. Adeyemi"))
    return loss_view(_row(0), holders, date(2026, 9, 29), "C:\\Assurance\\identity-2026-09-29.p12")
