"""The steps that results, levels, grades and states of actions have."""

from __future__ import annotations

from enum import StrEnum


class Result(StrEnum):
    """The result of an answer. None means not answered: nobody has answered."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTED = "not_tested"


class Level(StrEnum):
    """An assurance level, best first."""

    SUBSTANTIAL = "substantial"
    MODERATE = "moderate"
    LIMITED = "limited"
    UNSATISFACTORY = "unsatisfactory"


class Grade(StrEnum):
    """The grade of a finding, worst first."""

    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    OPPORTUNITY = "opportunity"
    GOOD_PRACTICE = "good_practice"


class ActionState(StrEnum):
    """Where a management action stands. Overdue is derived from its date, never kept."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    COMPLETED_BY_OWNER = "completed_by_owner"
    VERIFIED = "verified"
    CLOSED = "closed"
    RISK_ACCEPTED = "risk_accepted"
