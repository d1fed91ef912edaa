"""The loop between an establishment and its reviewer, closed with files alone."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.commands import command, fill_file, secret
from tests.journeys.two_homes import (
    NUMBER,
    PERIOD,
    Home,
    carry,
    export,
    receive,
    respond,
    sign_off,
    take_in,
)

SECRET = "Grey herons count the lamps along the northern sluice"


def test_a_return_is_reviewed_answered_returned_again_and_accepted(homes: tuple[Home, Home, Path]) -> None:
    home, reviewer, first = homes
    taken = take_in(reviewer, home.certificate, carry(first, reviewer))
    assert taken.code == 0, taken.out
    assert taken.json["returns"][0]["number"] == NUMBER

    response = respond(
        reviewer, NUMBER, "response-1.pdf", "changes_requested",
        {
            "return": NUMBER, "level": "Limited", "opinion": "Testing stopped and nobody noticed for a fortnight.",
            "opinions": [{"intention": "1(f)", "level": "Unsatisfactory", "wording": [
                {"text": "The gap was not reported. "}, {"text": SECRET, "marking": "RESTRICTED"}]}],
            "queries": [{"item": "1f-02", "question": "Who covers testing during leave?", "reply_due": "2027-01-15"}],
            "marks": [{"item": "1f-01", "result": "Partly met", "note": "The plan names no deputy."}],
            "inspections": [{"intention": "1(e)", "on": "2014-10-20", "by": "R. Viewer", "satisfied": True}],
        },
    )  # fmt: skip
    assert SECRET.encode() not in response.read_bytes()
    received = receive(home, reviewer, carry(response, home))
    assert received.code == 0, received.out
    assert (received.json["outcome"], received.json["queries"]) == ("changes_requested", 1)
    listed = command("response", "list", home.file, "--json").json
    query = listed["queries"][0]
    assert (query["item"], query["state"]) == ("1f-02", "open")

    words = home.write("reply.txt", "A second officer was trained on 3 November.")
    assert command("response", "reply", home.file, query["reference"], "--text-file", words).code == 0
    assert fill_file(home.folder, home.file, {
        "answers": [{"item": "1f-02", "result": "Partly met", "narrative": "Cover is in place since November."}],
        "actions": [{"item": "1f-02", "title": "Train a second officer.", "due": "2014-11-30"}],
    }).code == 0  # fmt: skip
    sign_off(home)
    second = export(home, "return-2.pdf")
    again = take_in(reviewer, home.certificate, carry(second, reviewer))
    assert again.code == 0, again.out
    number = again.json["returns"][0]["number"]
    assert number == "CVL/2014-15-Q2/2"

    compared = command("review", "compare", reviewer.file, NUMBER, number, "--json").json["differences"]
    assert ("result_up", "1f-02") in {(one["change"], one["place"]) for one in compared}
    asked = command("review", "queries", reviewer.file, "--json").json["queries"][0]
    assert (asked["state"], asked["reply"]) == ("replied", "A second officer was trained on 3 November.")

    early = command("respond", reviewer.file, number, "--outcome", "accepted", "--pdf", reviewer.folder / "x.pdf",
                    *reviewer.signing)  # fmt: skip
    assert early.code == 1
    assert "Close them" in early.err
    assert command("review", "close", reviewer.file, asked["reference"]).code == 0
    accepted = respond(reviewer, number, "response-2.pdf", "accepted")
    final = receive(home, reviewer, carry(accepted, home))
    assert final.code == 0, final.out
    assert (final.json["closed"], final.json["is_period_closed"]) == (1, True)
    assert command("response", "list", home.file, "--json").json["queries"][0]["state"] == "closed"
    third = command("export", home.file, "--period", PERIOD, "--pdf", home.folder / "y.pdf", *home.signing)
    assert third.code == 1
    assert "closed" in third.err
    late = {"answers": [{"item": "1f-02", "result": "Met"}]}
    refused = fill_file(home.folder, home.file, late)
    assert refused.code == 1
    assert "closed" in refused.err
    assert command("period", "reopen", home.file, "--period", PERIOD).code == 0
    assert fill_file(home.folder, home.file, late).code == 0
    rows = command("review", "list", reviewer.file, "--json").json["returns"]
    assert [row["outcome"] for row in rows] == ["accepted", "changes_requested"]
    assert secret(home.folder).exists()
