"""Home in the middle of a period, and on its first day."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.views.home_view import (
    RESULT_WORDS,
    CellView,
    GroupView,
    HomeView,
    ResultKey,
    ScopeView,
    TileView,
    WholeView,
)

_KEYS: dict[str, ResultKey] = {
    "?": "not_answered",
    "n": "not_met",
    "p": "partly_met",
    "m": "met",
    "t": "not_tested",
    "a": "not_applicable",
}

_GROUPS = """
1 Safe, decent, rehabilitative
1(a)|Shared sense of purpose|7m|substantial
1(b)|Staff who support change|8m|moderate
1(c)|Feeling safe|2p 7m|moderate
1(d)|Risk, security and victims|10m|substantial
1(e)|Intelligence|1p 7m|moderate
1(f)|Drugs and mobile phones|2? 1n 1p 5m|
1(g)|Crime from custody|8m|moderate
2 Joined-up services
2(a)|Coordinated services|8m|substantial
2(b)|Work Programme, day one|6m|substantial
2(c)|Health, substance misuse|2p 7m|moderate
2(d)|Adult social care|2? 5m|
2(e)|Families|6m 1a|moderate
2(f)|Personality disorder|6m|moderate
2(g)|Learning and skills|2n 1p 6m|limited
2(h)|Routes to employment|7m|moderate
2(i)|Partners in Wales|Not applicable: Wales only|
3 Efficient, quality service
3(a)|Evidence-informed|8m|moderate
3(b)|Quality assurance|3p 5m|moderate
3(c)|Above the minimum|6m|substantial
4 Matched to population
4(a)|Targeting by risk, need|3? 1p 5m|
4(b)|Best use of places|5m|substantial
5 Individual needs
5(a)|Needs found and shared|1p 7m|moderate
5(b)|Services adapted|2? 7m|
6 National and specialist
6(a)|Extremism|1? 7m|
6(b)|Restorative justice|5m 1t|moderate
6(c)|Bail and home curfew|6m|substantial
6(d)|Work in prison|1n 1p 5m|limited
6(e)|Video links|2? 4m|
"""


def home() -> HomeView:
    """Return Home in the middle of a period."""
    groups = _groups()
    answered, total = sum(g.answered for g in groups), sum(g.total for g in groups)
    return HomeView(
        headline="31 things left to do",
        due="Return due Wednesday 30 September 2026, in 8 days",
        answered=answered,
        total=total,
        cells=(
            CellView("not_answered", 12, "Not answered", "In 6 intentions"),
            CellView("no_action", 3, "Not met, no action", "2(g), 6(d)"),
            CellView("no_evidence", 4, "Evidence missing", "1(e), 2(c), 3(b)"),
            CellView("overdue", 3, "Actions overdue", "Oldest by 12 days", "bad"),
            CellView("markings", 2, "Markings to decide", "1(f), 6(a)"),
            CellView("statements", 7, "Statements to sign", "6 and the whole"),
        ),
        groups=groups,
        whole=WholeView("Establishment statement", "Not signed", "Waits for 6", _sum(groups)),
        next_ref="1f-03",
        scopes=(ScopeView("mine", "Mine", 9), ScopeView("all", "All", 31)),
        scope="all",
    )


def _groups() -> tuple[GroupView, ...]:
    found: list[GroupView] = []
    for line in _GROUPS.strip().splitlines():
        if "|" not in line:
            ref, title = line.split(" ", 1)
            found.append(GroupView(ref, title, 0, 0, ()))
            continue
        tile = _tile(*line.split("|"))
        group = found[-1]
        total = sum(n for _, n in tile.counts)
        answered = total - dict(tile.counts).get("not_answered", 0)
        found[-1] = GroupView(
            group.ref, group.title, group.answered + answered, group.total + total, (*group.tiles, tile)
        )
    return tuple(found)


def _tile(ref: str, title: str, counts: str, level: str) -> TileView:
    if counts.startswith("Not"):
        return TileView(ref, title, note=counts, is_applicable=False)
    pairs = tuple((_KEYS[part[-1]], int(part[:-1])) for part in counts.split())
    return TileView(ref, title, pairs, level=level, level_word=level.capitalize())


def _sum(groups: tuple[GroupView, ...]) -> tuple[tuple[ResultKey, int], ...]:
    totals: dict[ResultKey, int] = {}
    for key, count in (pair for group in groups for tile in group.tiles for pair in tile.counts):
        totals[key] = totals.get(key, 0) + count
    return tuple((key, totals[key]) for key in RESULT_WORDS if key in totals)


_FIRST_DAY = (
    CellView("not_answered", 204, "Not answered", "In 27 intentions"),
    CellView("no_action", 0, "Not met, no action", "None"),
    CellView("no_evidence", 0, "Evidence missing", "None"),
    CellView("overdue", 0, "Actions overdue", "None"),
    CellView("markings", 0, "Markings to decide", "None"),
    CellView("statements", 28, "Statements to sign", "27 and the whole"),
)


def fresh_home() -> HomeView:
    """Return Home on the first day of a period: nothing answered."""
    return HomeView(
        headline="232 things left to do",
        due="Return due Wednesday 30 September 2026, in 92 days",
        answered=0,
        total=204,
        cells=_FIRST_DAY,
        groups=tuple(_unanswered(group) for group in _groups()),
        whole=WholeView("Establishment statement", "Not signed", "Waits for 27", (("not_answered", 204),)),
        next_ref="1a-01",
        scopes=(ScopeView("mine", "Mine", 9), ScopeView("all", "All", 232)),
        scope="all",
    )


def _unanswered(group: GroupView) -> GroupView:
    tiles = tuple(
        replace(tile, counts=(("not_answered", sum(n for _, n in tile.counts)),) if tile.counts else (), level="")
        for tile in group.tiles
    )
    return replace(group, answered=0, tiles=tiles)
