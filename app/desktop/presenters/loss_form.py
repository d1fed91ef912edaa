"""What is asked where an identity is lost, or its signer left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.desktop.presenters.trust_rows import TrustRow
from app.desktop.views.form_views import LossFormView, LossInput
from app.desktop.views.home_view import ScopeView
from app.domain.dates import spell_day
from app.domain.trust_records import SigningRole

ENDING = ".p12"
_LOST = ScopeView("lost", "Lost: the person stays, and gets a new identity")
_LEFT = ScopeView("left", "Left: it only ends")
_NOBODY = ScopeView("", "Nobody’s")
_UNDO = (
    "It cannot be undone: whoever was ended by mistake is entered anew.",
    "It cannot be undone: the key of the sealed store is changed and backups on this PC are renewed. Copies made "
    "before still open with the old passphrase.",
)


def loss_view(row: TrustRow, holders: Sequence[ScopeView], today: date, place: str) -> LossFormView:
    """Return the dialog for an entry. `holders` are the key slots with whose they are; the signer's own is chosen."""
    own = next((one.key for one in holders if one.title == row.entry.name), "")
    can_stay = row.entry.role != SigningRole.AUTHORITY
    detail = (
        f"{row.who}: every entry of this certificate ends. What was signed until that day stays trusted, what bears a "
        "later one is refused. What is to be handed over follows, to be printed."
    )
    way = _LOST.key if own and can_stay else _LEFT.key
    given = LossInput(way=way, day=spell_day(today), holder=own, place=place)
    return LossFormView(detail, (_LOST, _LEFT) if can_stay else (_LEFT,), (_NOBODY, *holders), _UNDO, given)
