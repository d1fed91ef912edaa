"""The registers at the end: actions by date, what is withheld, the evidence index."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.dates import MONTHS
from app.domain.records import ActionState
from app.domain.released import ReleasedAction, ReleasedEvidence
from app.returns.pdf import theme
from app.returns.pdf.context import Context, intention_key, labelled
from app.returns.pdf.cover import digest_lines
from app.returns.pdf.flowables import PageNumber
from app.returns.pdf.prose import Text, blocks, escaped, grey, inline, link, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import STATES, counted, long_date, place_words, post_words, sentence, short_date

_FINISHED = (ActionState.COMPLETED_BY_OWNER, ActionState.VERIFIED, ActionState.CLOSED, ActionState.RISK_ACCEPTED)


def action_register(context: Context) -> list[Flowable]:
    """Return the actions by date; their words stand with the finding, on the page named."""
    actions = context.released.actions
    story = [CondPageBreak(300), *context.section("actions", "Actions by date")]
    if not actions:
        return [*story, Text("No action has been recorded.", theme.LEAD)]
    to_do = [each for each in actions if each.state not in _FINISHED]
    done = [each for each in actions if each.state in _FINISHED]
    story.append(Text(_actions_lead(to_do, done), theme.LEAD))
    for title, chosen in (("To be finished", to_do), ("Finished or accepted", done)):
        if chosen:
            story.append(_action_table(context, title, chosen))
    return story


def _actions_lead(to_do: Sequence[ReleasedAction], done: Sequence[ReleasedAction]) -> str:
    overdue = sum(each.is_overdue for each in to_do)
    late = f", of which {counted(overdue, 'is', 'are').split()[0]} {'is' if overdue == 1 else 'are'} overdue"
    first = f"{sentence(counted(len(to_do), 'action'))} {'is' if len(to_do) == 1 else 'are'} to be finished"
    second = f"{counted(len(done), 'action')} {'is' if len(done) == 1 else 'are'} finished or accepted"
    return f"{first}{late if overdue else ''}; {second}. The page says where each stands in full."


def _action_table(context: Context, title: str, actions: Sequence[ReleasedAction]) -> Flowable:
    state = 142 if any(each.completed_on or each.verified_on for each in actions) else 96
    columns = (
        Column("Due", 84), Column("Action", 46), Column("For", 38), Column("Owner", 289 - state),
        Column("State", state), Column("Page", 30, is_right=True),
    )  # fmt: skip
    table = Register(columns, Caption(title, str(len(actions))))
    for heading, members in groupby(actions, key=lambda each: _month(context, each)):
        table.group(heading)
        for action in members:
            _add_action(context, table, action)
    return table.build()


def _month(context: Context, action: ReleasedAction) -> str:
    if action.is_overdue:
        return f"Overdue on {long_date(context.released.made_on)}"
    return f"{MONTHS[action.due.month - 1]} {action.due.year}" if action.due else "No date"


def _add_action(context: Context, table: Register, action: ReleasedAction) -> None:
    key = intention_key(action.intention)
    ended = action.verified_on or action.completed_on
    state = f"{STATES[action.state]}{f', {short_date(ended)}' if ended else ''}"
    table.row(
        long_date(action.due) if action.due else "–", link(key, strong(escaped(action.reference))),
        escaped(action.item or action.intention), escaped(post_words(action.owner)) or "No owner", state,
        PageNumber(context.marks, key, 24),
    )  # fmt: skip


def withheld_list(context: Context) -> list[Flowable]:
    """Return where something is withheld, in the fixed words."""
    released = context.released
    story = [CondPageBreak(220), *context.section("withheld", "Withheld references")]
    fixed = strong(f"Withheld: {escaped(released.withheld_marking)}")
    if not released.withheld:
        return [*story, Text("Nothing is withheld from this return.", theme.LEAD)]
    titles = {each.ref: each.short for each in released.intentions}
    lead = f"Each place holds content marked {escaped(released.withheld_marking)}, which stays at the establishment."
    table = Register((Column("Item", 50), Column("Intention", 170), Column("Place", 130), Column("Content", 137)))
    for place in released.withheld:
        ref = place.intention or ""
        where = link(intention_key(ref), f"{ref}  {escaped(titles[ref])}") if ref in titles else "The return"
        table.row(escaped(place.item or "–"), where, place_words(place), fixed)
    note = (
        "The fixed words stand where content is withheld, however much that is. Scores, order, links and counts are "
        "worked out from released content alone. To see what is withheld, arrange a visit to the establishment; do "
        "not ask for it by electronic mail. Nothing more sensitive than this is held in the program at all."
    )
    return [*story, Text(lead, theme.LEAD), table.build(after=11), labelled("What this means", note)]


REPLIES = "Replies to queries"


def reply_list(context: Context) -> list[Flowable]:
    """Return what is replied to the reviewer's queries; nothing where no reply is written."""
    replies = context.released.replies
    if not replies:
        return []
    story = [CondPageBreak(220), *context.section("replies", REPLIES)]
    columns = Column("Query", 60), Column("For", 44), Column("Reply", 293), Column("Replied on", 90)
    table = Register(columns, Caption(REPLIES, str(len(replies))))
    for each in replies:
        said = [Text(markup, theme.CELL) for markup in blocks(each.reply)]
        where = link(intention_key(each.intention), escaped(each.item or each.intention))
        table.row(strong(escaped(each.query)), where, said, long_date(each.on) if each.on else "–")
    return [*story, table.build()]


def evidence_index(context: Context) -> list[Flowable]:
    """Return every item of evidence with its commitment."""
    evidence = context.released.evidence
    story = [CondPageBreak(220), *context.section("evidence", "Evidence index")]
    if not evidence:
        return [*story, Text("No evidence has been recorded.", theme.LEAD)]
    held = sum(each.is_attached for each in evidence)
    lead = (
        f"{sentence(counted(held, 'file'))} {'is' if held == 1 else 'are'} held at the establishment, which can show "
        f"on site that a file fits its commitment; {counted(len(evidence) - held, 'item')} "
        f"{'was' if len(evidence) - held == 1 else 'were'} seen and not kept."
    )
    table = Register(
        (Column("Ref", 42), Column("For", 62), Column("Evidence", 214), Column("Commitment, or where seen", 169)),
        Caption("Evidence and commitments", f"{len(evidence)} items, spaces are for reading"),
    )
    for each in evidence:
        table.row(strong(escaped(each.reference)), _for(each), _titled(each), _held(each))
    return [*story, Text(lead, theme.LEAD), table.build()]


def _for(evidence: ReleasedEvidence) -> str:
    items = ", ".join(evidence.items) or evidence.intention
    return link(intention_key(evidence.intention), escaped(items))


def _titled(evidence: ReleasedEvidence) -> str:
    parts = [evidence.kind or "", _on(evidence.dated)]
    note = grey(escaped(", ".join(filter(None, parts))))
    return f"{inline(evidence.title)} {note}"


def _on(day: date | None) -> str:
    return long_date(day) if day else ""


def _held(evidence: ReleasedEvidence) -> Flowable | str:
    if evidence.commitment:
        lines = digest_lines(evidence.commitment)
        return Text("<br/>".join(lines), theme.DIGEST)
    if evidence.is_attached:
        return "Held."
    seen = [inline(evidence.place), f"by {inline(evidence.seen_by)}" if evidence.seen_by else "", _on(evidence.seen_on)]
    return f"Seen: {', '.join(filter(None, seen))}" if any(seen) else "Seen, not attached."
