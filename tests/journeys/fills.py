"""Fill files of different kinds for journeys, in words that are plainly invented."""

from __future__ import annotations

from typing import Any

SEALED = "Quiet zebra lanterns drift beyond the eastern sluice at midnight"
"""Words that stand nowhere else, to be looked for in what leaves."""


def small_fill() -> dict[str, Any]:
    """Return a fill of two intentions with everything a return can hold, ready to be signed off."""
    return {
        "posts": [
            {"title": "Governor", "head": True, "holder": "D. Marlowe"},
            {"title": "Head of Security", "holder": "J. Tranter", "since": "2014-04-01"},
            {"title": "Head of Drug Strategy", "holder": "M. Pryce", "since": "2014-04-01"},
        ],
        "owners": {"1(e)": "Head of Security", "1(f)": "Head of Drug Strategy"},
        "plans": [{"intention": "1(f)", "plan": "Searches follow intelligence within 48 hours."}],
        "answers": [
            {
                "item": "1f-01",
                "result": "Met",
                "tested_on": "2014-09-03",
                "by": "M. Pryce",
                "narrative": [
                    {"text": "The plan was reviewed in May. "},
                    {"text": SEALED, "marking": "RESTRICTED"},
                    {"text": " It names an owner for each measure."},
                ],
            },
            {"item": "1f-02", "result": "Not met", "narrative": "No test was taken in two weeks of August."},
            {"item": "1e-01", "result": "Met", "narrative": f"{SEALED} twice.", "withheld": True},
        ],
        "findings": [
            {
                "key": "weeks",
                "item": "1f-02",
                "grade": "major",
                "title": "Two weeks of August had no test.",
                "detail": "The testing officer was on leave and had no cover.",
            }
        ],
        "actions": [
            {
                "finding": "weeks",
                "title": "Cover testing during leave.",
                "owner": "Head of Drug Strategy",
                "due": "2014-10-15",
            }
        ],
        "evidence": [
            {
                "items": ["1f-02"],
                "title": "Test register, June to August",
                "seen": {"where": "Drug testing suite", "by": "M. Pryce", "on": "2014-09-03"},
            }
        ],
        "statements": [
            {"intention": "1(f)", "level": "Limited", "wording": "Testing stopped for two weeks."},
            {"intention": "1(e)", "level": "Moderate", "wording": "Reports are assessed each day."},
            {"level": "Moderate", "wording": "I give Moderate assurance for the whole."},
        ],
        "declarations": [],
    }
