"""Turns what was found about a period's return into what the Return page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desktop.presenters.home_views import due_words
from app.desktop.presenters.texts import in_groups
from app.desktop.views.return_view import BlockerView, GateView, IssuedView, ReturnView, StayingView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.readiness import Obstacle, ObstacleKind
from app.domain.records import PeriodState
from app.domain.released import WithheldPlace
from app.domain.scan import Outcome
from app.domain.staying import Staying, count_staying
from app.domain.text import shown
from app.services.issued import Issued
from app.services.readying import Readied
from app.services.sending import name_files

_NOUNS = (
    ("passages", "passage", "passages"),
    ("answers", "whole answer", "whole answers"),
    ("findings", "finding", "findings"),
    ("actions", "action", "actions"),
    ("evidence", "evidence item", "evidence items"),
    ("statements", "statement", "statements"),
    ("registers", "register entry", "register entries"),
)
_CHECKING = "Everything that would leave is being read."
_CLEAR = "Nothing. Every statement is signed off, and the scan asks nothing."


@dataclass(frozen=True)
class Standing:
    """What the page is made from: `found` is None while it is being found out, `fault` says why it could not be."""

    content: PeriodContent
    found: Readied | None
    issued: Sequence[Issued]
    now: datetime
    is_writable: bool
    fault: str = ""


def return_view(standing: Standing) -> ReturnView:
    """Return the whole page."""
    content, found = standing.content, standing.found
    period = content.period.record
    due, _ = due_words(period.due, standing.now.date(), standing.issued[0] if standing.issued else None)
    is_clear = found is not None and found.is_clear and standing.is_writable
    return ReturnView(
        title=f"Return for {period.name}",
        due=_due(due, found),
        reason=_reason(standing),
        is_clear=is_clear,
        can_sign=is_clear,
        can_print=found is not None and found.pages is not None,
        blockers=tuple(_blockers(content, found, standing.now)) if found else (),
        cleared=standing.fault or _cleared(found),
        staying=_staying(content, found),
        gates=_gates(content, found),
        checked=f"Checked {found.checked_at:%H:%M}" if found else "",
        files=_files(found),
        signers=_signers(found),
        issued=tuple(_issued(one) for one in standing.issued),
        no_pages=_no_pages(standing),
    )


def _cleared(found: Readied | None) -> str:
    if found is None:
        return _CHECKING
    return " ".join(found.refused) or _CLEAR


def _due(due: str, found: Readied | None) -> str:
    if found is None:
        return f"{due}."
    if due.startswith("Returned"):
        return f"{due}. The next is {found.number}."
    when = due.removeprefix("Return ")
    return f"Return {found.number}. {when[:1].upper()}{when[1:]}."


def _reason(standing: Standing) -> str:
    found = standing.found
    if standing.content.period.record.state is PeriodState.CLOSED:
        return "This period is closed"
    if not standing.is_writable:
        return "Read-only file"
    if found is None:
        return "Not checked" if standing.fault else "Checking"
    number = len(found.obstacles) or bool(found.refused)
    if number:
        return f"{number} thing{'' if number == 1 else 's'} to clear first"
    return "Ready to sign"


def _no_pages(standing: Standing) -> str:
    found = standing.found
    if standing.fault:
        return standing.fault
    if found is None:
        return "Drawing the pages…"
    if found.refused:
        return f"The pages are not shown. {found.refused[0]}"
    if found.pages is None:
        return "The pages are drawn once the marking scan has nothing more to ask."
    return ""


def _blockers(content: PeriodContent, found: Readied, now: datetime) -> Iterator[BlockerView]:
    for key, obstacle in enumerate(found.obstacles):
        if obstacle.kind is ObstacleKind.MARKING:
            yield _marking(key, obstacle)
        else:
            yield _sign_off(key, obstacle, content, found, now)


def _marking(key: int, obstacle: Obstacle) -> BlockerView:
    sentence = obstacle.sentence.removeprefix(f"{obstacle.place.words}: ")
    if is_question(obstacle):
        return BlockerView(key, "decide", f"A marking is to be decided in {obstacle.place.words}", sentence, "Decide")
    return BlockerView(key, "refused", f"Something must be sealed or taken out of {obstacle.place.words}", sentence,
                       "Open")  # fmt: skip


def is_question(obstacle: Obstacle) -> bool:
    """Tell whether a reason clears an obstacle: the scan asks, and does not refuse."""
    return obstacle.finding is not None and obstacle.finding.outcome is Outcome.WARN


def _sign_off(key: int, obstacle: Obstacle, content: PeriodContent, found: Readied, now: datetime) -> BlockerView:
    ref = obstacle.place.intention_ref
    if ref is not None:
        post = content.owner_post(ref)
        title = f"The statement of {ref} is not signed off"
        return BlockerView(key, "refused", title, _who_signs(content, post.record.id if post else None, now),
                           "Open statement")  # fmt: skip
    head = next((post.record.id for post in content.posts if post.record.is_head), None)
    others = sum(one.kind is ObstacleKind.SIGN_OFF for one in found.obstacles) - 1
    rest = "All others are signed off." if not others else f"{others} of the others come first."
    detail = f"{_who_signs(content, head, now)} {rest}"
    return BlockerView(key, "refused", "The establishment’s statement is not signed off", detail, "Open statement")


def _who_signs(content: PeriodContent, post_id: str | None, now: datetime) -> str:
    post = content.post(post_id)
    if post is None:
        return "Nobody owns it yet."
    holder = content.holder(post.record.id, now.date())
    words = [shown(holder.text("name"))] if holder is not None else []
    return f"{', '.join([*words, shown(post.text('title'))])}, signs it off."


def _staying(content: PeriodContent, found: Readied | None) -> StayingView:
    word = content.scheme.level(content.scheme.sealed_from).word
    if found is None:
        return StayingView(tuple(_counts(count_staying(content))), word)
    places = tuple(enumerate(place_words(place) for place in found.withheld))
    return StayingView(tuple(_counts(found.staying)), word, places)


def _counts(staying: Staying) -> Iterator[tuple[int, str]]:
    for name, one, many in _NOUNS:
        count: int = getattr(staying, name)
        if count:
            yield count, one if count == 1 else many


def place_words(place: WithheldPlace) -> str:
    """Return where something is withheld: "1(f), 1f-03: narrative"."""
    where = ", ".join(part for part in (place.intention, place.item) if part) or "The establishment"
    return f"{where}: {place.register_title or place.place}"


def _gates(content: PeriodContent, found: Readied | None) -> tuple[GateView, ...]:
    return (_first_gate(found), _second_gate(found), _third_gate(found), _fourth_gate(found))


def _first_gate(found: Readied | None) -> GateView:
    name = "Marking scan"
    if found is None:
        return GateView(1, name, _CHECKING, "in_progress", "Checking")
    made = f"{found.decisions or 'No'} decision{'' if found.decisions == 1 else 's'} recorded"
    to_make = len(found.markings)
    words = f"{found.texts_read:,} texts read. {made}, {to_make or 'none'} to make."
    return GateView(1, name, words, "decide", "Decide") if to_make else GateView(1, name, words, "passed", "Passed")


def _third_gate(found: Readied | None) -> GateView:
    name = "Nothing else inside"
    if found is not None and found.refused and found.proof is None:
        return GateView(3, name, found.refused[0], "refused", "Refused")
    if found is None or found.proof is None:
        words = "Every word of the finished files comes from the return, its form or its signature."
        return GateView(3, name, words, "waiting", "Waiting")
    words = "Every word of the draft comes from the return or its form. The signed files are read again."
    return GateView(3, name, words, "passed", "Passed")


def _fourth_gate(found: Readied | None) -> GateView:
    name = "Proof of absence"
    if found is None or found.proof is None:
        words = "Searches the finished files for sealed text, while the store is unlocked."
        return GateView(4, name, words, "waiting", "Waiting")
    if found.proof.outcome == "found":
        return GateView(4, name, found.refused[0], "refused", "Refused")
    if found.proof.outcome == "not_run":
        words = "Not run: the sealed store was locked. Unlock it, then check again."
        return GateView(4, name, words, "waiting", "Not run")
    words = "Nothing sealed is in the draft. The signed files are searched again."
    return GateView(4, name, words, "passed", "Passed")


def _second_gate(found: Readied | None) -> GateView:
    name = "Nothing to infer"
    if found is None or found.pages is None:
        return GateView(2, name, "The return is made without reach to the sealed items.", "waiting", "Waiting")
    words = "The return was made without reach to the sealed items: it is the same with and without them."
    return GateView(2, name, words, "passed", "Passed")


def _files(found: Readied | None) -> tuple[str, ...]:
    if found is None:
        return ()
    name = name_files(found.number)
    return f"{name}.pdf", f"{name}.xlsx"


def _signers(found: Readied | None) -> str:
    if found is None:
        return ""
    who = "the author, then by the approver" if found.signers_required > 1 else "the author"
    return f"Signed by {who}. Written only when every gate has passed."


def _issued(one: Issued) -> IssuedView:
    two = ", two signatures asked for" if one.signers_required > 1 else ""
    return IssuedView(one.number, f"{spell_day(one.made_on)}{two}", in_groups(one.digest))
