"""A rich return for tests, made from the catalogue that comes with the program and from nothing random."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.reader import read_pack
from app.domain.catalogue import CataloguePack, ChecklistItem, Country, Intention, Sector
from app.domain.catalogue_terms import Holds
from app.domain.records import ActionState, Grade, Level, Result
from app.domain.registers.every import REGISTERS
from app.domain.release_registers import empty_register
from app.domain.released import (
    CatalogueUsed,
    Contradiction,
    EarlierReturn,
    LevelMeaning,
    ReleasedAction,
    ReleasedAnswer,
    ReleasedDeclaration,
    ReleasedEstablishment,
    ReleasedEvidence,
    ReleasedFinding,
    ReleasedGroup,
    ReleasedIntention,
    ReleasedItem,
    ReleasedPassMarks,
    ReleasedPeriod,
    ReleasedPost,
    ReleasedReturn,
    ReleasedSample,
    ReleasedSigner,
    ReleasedStatement,
    ReleasedText,
    ResultMeaning,
    WithheldPlace,
)
from app.domain.score import count, sample_result, score, suggested_level
from tests.returns.sample_registers import WITHHELD, sample_registers, shown

MADE_ON = date(2014, 10, 20)
NAME = "HMP Llwyn-y-dŵr"

_POSTS = (
    ("Head of Safer Custody", "Rhŷs Adeyemi"), ("Head of Security and Intelligence", "Jo Tranter"),
    ("Head of Drug Strategy and Health Partnership", "Mair Pryce"), ("Head of Reducing Reoffending", "Cerys Ŵynne"),
    ("Head of Residence and Equality", "Amrit Sandhu"), ("Deputy Governor", "Siân Whitcombe"),
)  # fmt: skip
_OPENINGS = (
    "The record for the quarter was read from its first entry to its last",
    "Three wings were visited on two mornings, and the practice was the same on each",
    "Staff on duty were asked without notice, and six of seven described it correctly",
    "The current version was found at each of the nine points where it is used",
    "Two supervisors were watched at work, one on a weekday and one on a Sunday",
    "The papers were compared with the diary of the person who owns them",
)
_MIDDLES = (
    "The one gap fell in the week of 11 August 2014, when the post was empty and nobody had been named to cover it.",
    "What was promised in July has been done, and the minutes of 4 September 2014 show who checked it.",
    "Prisoners gave the same account as staff; two of eleven did not know whom to ask.",
    "Entries are signed and dated. Four of 52 had no time, all of them made at night.",
    "The figure a year ago was 71 of 90. It is now 84 of 90, and the six that remain have owners.",
)
_LONG = (
    "We looked behind the figure as well. The late cases fall on two units, and on both the supervisor changed in the "
    "period; where the same person held the post throughout, none was late. The handover note does not mention the "
    "task. It will from now on, and the next sample will be drawn from those two units alone.",
    "The number that matters to prisoners is how long they wait. It was nine days in July, seven in August and five "
    "in September, against our own standard of five. We have not changed how we count.",
)
_HEADLINES = (
    "{few} of {size} cases were late, by between one and {few} days.",
    "Nobody has owned this since the post fell vacant on 28 July.",
    "The list is kept, and {few} of the {size} entries say nothing that could be used.",
    "Two units follow the older instruction, withdrawn in April.",
)
_ACTIONS = (
    "Give the duty manager the daily list of open cases, to assign the same day.",
    "Name one owner for each check, and report what is open at the Monday meeting.",
    "Repeat the sample in December, drawn from the two units where cases were late.",
    "Withdraw the older instruction, brief both units, and have the custodial manager test it after four weeks.",
)
_EVIDENCE = (
    "Register for July to September 2014, extract of 3 October",
    "Working sheet of the sample, names removed",
    "Minutes of the meeting of 4 September 2014, item 6",
    "Interview notes, eleven prisoners on three wings",
)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pick(choices: Sequence[str], key: str) -> str:
    return choices[int(_digest(key)[:8], 16) % len(choices)]


def _share(key: str) -> int:
    return int(_digest(f"share {key}")[:8], 16) % 100


def _reference(letter: str, key: str) -> str:
    alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ"
    digits = _digest(f"{letter} {key}")
    return f"{letter}-" + "".join(alphabet[int(digits[at : at + 4], 16) % len(alphabet)] for at in (0, 4, 8, 12))


@dataclass
class _Sample:
    pack: CataloguePack
    country: Country
    sector: Sector
    is_blank: bool = False
    actions: list[ReleasedAction] = field(default_factory=list)
    evidence: list[ReleasedEvidence] = field(default_factory=list)
    withheld: list[WithheldPlace] = field(default_factory=list)

    def intention(self, intention: Intention) -> ReleasedIntention:
        common = intention.model_dump(include={"ref", "title", "short", "summary"}) | {"group": int(intention.ref[0])}
        if not intention.applies_to.covers(self.country, self.sector, Holds.MEN):
            countries = " and ".join(country.value.capitalize() for country in intention.applies_to.countries)
            return ReleasedIntention(**common, does_not_apply=f"{countries} only")
        title, holder = _POSTS[_share(intention.ref) % len(_POSTS)]
        owner = ReleasedPost(title=shown(title), holder=shown(holder))
        items = tuple(self.item(item, intention, owner) for item in self.items_of(intention))
        reached = score(items, self.pack.scales)
        level = suggested_level(reached, self.pack.scales)
        if self.is_blank:
            return ReleasedIntention(**common, counts=count(items), score=reached, items=items)
        return ReleasedIntention(
            **common,
            owner=owner,
            plan=self.plan(intention),
            counts=count(items),
            score=reached,
            suggested_level=level,
            statement=self.statement(intention, level, owner),
            items=items,
            findings=tuple(self.findings(intention, items, owner)),
            findings_withheld=intention.ref == "1(e)",
            actions_withheld=intention.ref == "1(d)",
            evidence_withheld=intention.ref == "1(e)",
            last_level=_last_level(intention.ref, level),
            last_score=None
            if reached.value is None
            else max(0, min(100, reached.value + _share(intention.ref) % 13 - 8)),
        )

    def items_of(self, intention: Intention) -> list[ChecklistItem]:
        return [item for item in intention.items if item.applies_to.covers(self.country, self.sector, Holds.MEN)]

    def plan(self, intention: Intention) -> ReleasedText:
        own = (
            f"The function head owns delivery and reports to the senior team on the second Tuesday of each month. "
            f"{_pick(_MIDDLES, intention.ref)}"
        )
        if intention.ref in ("1(e)", "6(a)"):
            self.withheld.append(WithheldPlace(intention=intention.ref, place="plan"))
            return shown(own, "", "The rest of the plan stands in the business plan for 2014-15.")
        return shown(own)

    def statement(self, intention: Intention, level: Level | None, owner: ReleasedPost) -> ReleasedStatement:
        if intention.ref == "6(b)":
            self.withheld.append(WithheldPlace(intention=intention.ref, place="statement"))
            return ReleasedStatement(withheld=WITHHELD)
        if intention.ref == "5(b)":
            return ReleasedStatement(level=level, wording=shown("I have read the answers and agree with them."))
        wording = (
            f"I give this level because the answers under {intention.ref} bear it out: what works has worked for the "
            f"whole quarter, and what does not is known, small in number and in hand.\n\n{_pick(_LONG, intention.ref)} "
            f"{_pick(_MIDDLES, f'statement {intention.ref}')}"
        )
        cannot = shown("I cannot speak for August, when nobody kept the log.") if _share(intention.ref) % 3 == 0 else ()
        signer = ReleasedSigner(name=owner.holder, post=owner.title, on=date(2014, 10, 3 + _share(intention.ref) % 6))
        return ReleasedStatement(level=level, wording=shown(wording), cannot_assure=cannot, signed_off=signer)

    def item(self, item: ChecklistItem, intention: Intention, owner: ReleasedPost) -> ReleasedItem:
        marks = item.pass_marks
        return ReleasedItem(
            **item.model_dump(include={"ref", "version", "title", "question", "method", "duty", "weight"}),
            pass_marks=ReleasedPassMarks(met=marks.met, partly_met=marks.partly_met) if marks else None,
            is_due=item.ref != "3a-02",
            answer=None if self.is_blank else self.answer(item, intention, owner),
        )

    def answer(self, item: ChecklistItem, intention: Intention, owner: ReleasedPost) -> ReleasedAnswer | None:
        if item.ref in ("1e-03", "6a-02"):
            self.withheld.append(WithheldPlace(intention=intention.ref, place="answer"))
            return ReleasedAnswer(withheld=WITHHELD)
        if item.ref == "2a-05":
            return None
        sample = self.sample(item)
        result = _result(item.ref)
        if sample and item.pass_marks:
            result = sample_result(sample.size, sample.compliant, item.pass_marks) or result
        is_reasoned = result in (Result.NOT_APPLICABLE, Result.NOT_TESTED)
        return ReleasedAnswer(
            result=result,
            reason=shown("Nobody of this description was held here in the quarter.") if is_reasoned else (),
            tested_on=date(2014, 8, 18) + timedelta(days=_share(item.ref) % 45),
            narrative=() if result is Result.NOT_APPLICABLE else self.narrative(item, intention),
            sample=None if is_reasoned else sample,
            evidence=self.cite(item, intention, owner),
            last_result=_result(f"last {item.ref}") if _share(f"was {item.ref}") < 25 else result,
        )

    def sample(self, item: ChecklistItem) -> ReleasedSample | None:
        if item.pass_marks is None:
            return None
        size = item.pass_marks.size
        compliant = size - min(size, _share(item.ref) % (2 + size // 4))
        return ReleasedSample(population=size * 3 + _share(item.ref), method="Random", size=size, compliant=compliant)

    def narrative(self, item: ChecklistItem, intention: Intention) -> ReleasedText:
        text = f"{_pick(_OPENINGS, item.ref)}, for {item.title.lower()}. {_pick(_MIDDLES, f'middle {item.ref}')}"
        if item.ref in ("1d-02", "1f-06", "1g-04", "6a-03", "1e-05"):
            self.withheld.append(WithheldPlace(intention=intention.ref, item=item.ref, place="narrative"))
            return shown(text, "", "The supervisor has been told.")
        if _share(f"long {item.ref}") < 18:
            return shown(f"{text}\n\n{_pick(_LONG, item.ref)}")
        return shown(text)

    def cite(self, item: ChecklistItem, intention: Intention, owner: ReleasedPost) -> tuple[str, ...]:
        if _share(f"evidence {item.ref}") >= 28:
            return ()
        reference, is_attached = _reference("E", item.ref), _share(f"attached {item.ref}") < 65
        self.evidence.append(
            ReleasedEvidence(
                reference=reference,
                intention=intention.ref,
                items=(item.ref,),
                title=shown(_pick(_EVIDENCE, item.ref)),
                kind="Record",
                dated=date(2014, 9, 30),
                is_attached=is_attached,
                place=() if is_attached else shown("Cabinet 4, security office"),
                seen_by=() if is_attached else owner.holder,
                seen_on=None if is_attached else date(2014, 9, 18),
                commitment=_digest(f"file {item.ref}") if is_attached else None,
            )
        )
        return (reference,)

    def findings(
        self, intention: Intention, items: Sequence[ReleasedItem], owner: ReleasedPost
    ) -> Iterator[ReleasedFinding]:
        for item in items:
            result = item.answer.result if item.answer else None
            grade = _grade(item.ref, result)
            if grade is None:
                continue
            reference = _reference("F", item.ref)
            headline = _pick(_HEADLINES, item.ref).format(few=3 + _share(item.ref) % 5, size=30)
            detail = shown(_pick(_MIDDLES, f"detail {item.ref}"))
            yield ReleasedFinding(reference=reference, grade=grade, item=item.ref, title=shown(headline), detail=detail)
            if result in (Result.NOT_MET, Result.PARTLY_MET):
                self.act(item, intention, owner, reference)

    def act(self, item: ReleasedItem, intention: Intention, owner: ReleasedPost, finding: str) -> None:
        for number in range(2 if _share(f"two {item.ref}") < 30 else 1):
            key = f"{item.ref} {number}"
            state = list(ActionState)[_share(key) % 6] if _share(key) < 40 else ActionState.IN_PROGRESS
            due = date(2014, 9, 30) + timedelta(days=(_share(f"due {key}") * 3) % 150)
            is_finished = state not in (ActionState.OPEN, ActionState.IN_PROGRESS)
            is_done = state in (ActionState.VERIFIED, ActionState.COMPLETED_BY_OWNER)
            self.actions.append(
                ReleasedAction(
                    reference=_reference("A", key),
                    intention=intention.ref,
                    item=item.ref,
                    finding=finding,
                    title=shown(_pick(_ACTIONS, key)),
                    progress=shown("Begun on 6 October 2014; the first list went out that day.") if number else (),
                    owner=owner,
                    due=due,
                    state=state,
                    completed_on=date(2014, 10, 10) if is_done else None,
                    verified_on=date(2014, 10, 14) if state is ActionState.VERIFIED else None,
                    is_overdue=not is_finished and due < MADE_ON,
                )
            )


def _result(key: str) -> Result:
    share = _share(key)
    bounds = ((6, Result.NOT_MET), (25, Result.PARTLY_MET), (29, Result.NOT_APPLICABLE), (33, Result.NOT_TESTED))
    return next((result for bound, result in bounds if share < bound), Result.MET)


def _grade(item_ref: str, result: Result | None) -> Grade | None:
    if result is Result.NOT_MET:
        return Grade.MAJOR if _share(f"grade {item_ref}") < 70 else Grade.MINOR
    if result is Result.PARTLY_MET and _share(f"grade {item_ref}") < 85:
        return Grade.MAJOR if _share(f"grade {item_ref}") < 10 else Grade.MINOR
    return Grade.GOOD_PRACTICE if result is Result.MET and _share(f"good {item_ref}") < 5 else None


def _last_level(ref: str, level: Level | None) -> Level | None:
    if level is None or ref == "6(d)":
        return None
    levels = list(Level)
    return levels[max(0, min(3, levels.index(level) + (_share(f"last {ref}") % 5 == 0) - (_share(ref) % 7 == 0)))]


def sample_return(
    country: Country = Country.ENGLAND, sector: Sector = Sector.PUBLIC, *, signers: int = 1, is_blank: bool = False
) -> ReleasedReturn:
    """Return a full return; with `is_blank` that of a file in which nothing has been written yet."""
    pack = read_pack(locate_builtin_pack())
    sample = _Sample(pack, country, sector, is_blank)
    intentions = tuple(sample.intention(intention) for intention in pack.intentions)
    items = [item for intention in intentions for item in intention.items]
    head = "Governor" if sector is Sector.PUBLIC else "Director"
    places = {(place.intention, place.item, place.place): place for place in sample.withheld}
    return ReleasedReturn(
        number="LYD/2014-15 Q2/1",
        made_on=MADE_ON,
        marking="PROTECT",
        withheld_marking=WITHHELD,
        signers_required=signers,
        establishment=ReleasedEstablishment(name=shown(NAME), code="LYD", sector=sector, country=country),
        period=ReleasedPeriod(
            name="2014-15, quarter 2", starts=date(2014, 7, 1), ends=date(2014, 9, 30), due=date(2014, 10, 24)
        ),
        catalogue=CatalogueUsed(name=pack.name, version=pack.version, digest=_digest("pack")),
        previous=None if is_blank else EarlierReturn(number="LYD/2014-15 Q1/1", digest=_digest("the return before")),
        prepared_by=ReleasedSigner(name=shown("Pryce Llŷr"), post=shown("Audit lead"), on=date(2014, 10, 20)),
        head=ReleasedPost(title=shown(head), holder=shown("Carŷs Llŵyd")),
        groups=tuple(ReleasedGroup(**group.model_dump(include={"number", "title", "short"})) for group in pack.groups),
        level_meanings=tuple(
            LevelMeaning(**step.model_dump(exclude={"suggested_from"})) for step in pack.scales.levels
        ),
        result_meanings=tuple(ResultMeaning(**step.model_dump(exclude={"mark"})) for step in pack.scales.results),
        counts=count(items),
        score=score(items, pack.scales),
        statement=None if is_blank else _own_statement(head),
        last_level=None if is_blank else Level.LIMITED,
        last_score=None if is_blank else 71,
        declarations=() if is_blank else tuple(_declarations(pack)),
        intentions=intentions,
        actions=tuple(sorted(sample.actions, key=lambda each: (each.due or date.max, each.intention, each.reference))),
        evidence=tuple(sorted(sample.evidence, key=lambda each: (each.intention, each.reference))),
        withheld=tuple(sorted(places.values(), key=lambda p: (p.intention or "", p.item or "", p.place))),
        contradictions=None if is_blank else (Contradiction(intention="1(a)", level=Level.LIMITED, items=("1a-02",)),),
        registers=tuple(map(empty_register, REGISTERS)) if is_blank else tuple(sample_registers()),
    )


def _own_statement(head: str) -> ReleasedStatement:
    return ReleasedStatement(
        level=Level.MODERATE,
        wording=shown(
            "I give Moderate assurance for the establishment as a whole, for the period from 1 July to 30 September "
            "2014. Most of what we promised is being delivered, is safe and is legal. In some respects, set out below, "
            "it is not yet reliable enough for me to say more.\n\nThe level is the same as in our last return. The "
            "picture beneath it has changed, and the rises come from work that was planned.\n\nI have read every "
            "exception and agreed every action."
        ),
        cannot_assure=shown(
            "Drugs, 1(f). I expect the drug dog team, which returns on 10 November 2014, to show in the figures for "
            "January and not before.\n\n",
            "",
            "\n\nIndividual needs, 5(a). We ask, and we do not always pass on what we learn.",
        ),
        signed_off=ReleasedSigner(name=shown("Carŷs Llŵyd"), post=shown(head), on=date(2014, 10, 17)),
    )


def _declarations(pack: CataloguePack) -> Iterator[ReleasedDeclaration]:
    for expectation in pack.expectations:
        is_declared = _share(expectation.key) >= 25
        comment = () if is_declared else shown("Not in full: see the exceptions under 3(b).")
        yield ReleasedDeclaration(
            key=expectation.key, title=expectation.title, is_declared=is_declared, comment=comment
        )
