"""The fixed words of a review: where a query stands, what a response comes to, how deeply an intention is looked at."""

from __future__ import annotations

from enum import StrEnum


class QueryState(StrEnum):
    """Where a query stands. Only whoever asked it closes it."""

    OPEN = "open"
    REPLIED = "replied"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a response says of a return: being read, to be returned again, or accepted."""

    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    ACCEPTED = "accepted"


class Standing(StrEnum):
    """What was found of a return's signatures when it was taken in; an invalid one never is."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    MISSING_SIGNATURE = "missing_signature"


class Depth(StrEnum):
    """How deeply a reviewer looks at an intention, lightest first."""

    NONE = "none"
    READ = "read"
    SAMPLE = "sample"
    FULL = "full"


OUTCOME_WORDS = {
    Outcome.IN_REVIEW: "In review",
    Outcome.CHANGES_REQUESTED: "Changes requested",
    Outcome.ACCEPTED: "Accepted",
}
QUERY_WORDS = {QueryState.OPEN: "Open", QueryState.REPLIED: "Replied", QueryState.CLOSED: "Closed"}
STANDING_WORDS = {
    Standing.TRUSTED: "Verified",
    Standing.UNTRUSTED: "Intact; a signer is not trusted here",
    Standing.MISSING_SIGNATURE: "Intact; a signature is missing",
}
DEPTH_WORDS = {
    Depth.NONE: "Not this time",
    Depth.READ: "Read the return",
    Depth.SAMPLE: "Test a sample",
    Depth.FULL: "Look at everything on site",
}
