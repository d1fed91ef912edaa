"""The next period is told why the last answer helps or does not; Annex D leads every older intention on."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.carrying import Why, trace_words, traced_from, why
from app.domain.catalogue import ChecklistItem
from app.domain.records import Answer, Period, Result
from tests.unit.period_contents import builtin_pack

PERIOD = Period(
    name="2014-15, quarter 2", pack_id="p", starts=date(2014, 7, 1), ends=date(2014, 9, 30), due=date(2014, 10, 24)
)
ITEM = builtin_pack().item("1f-03")


@pytest.mark.parametrize(
    ("item", "said", "reason"),
    [
        (ITEM, {"result": Result.MET, "tested_on": date(2014, 5, 20)}, Why.UNCHANGED),
        (ITEM, {"result": Result.NOT_MET, "tested_on": date(2013, 6, 30)}, Why.EXPIRED),
        (ITEM.model_copy(update={"version": 2}), {"result": Result.MET, "tested_on": date(2014, 5, 20)}, Why.CHANGED),
        (ITEM, {"result": Result.NOT_APPLICABLE, "tested_on": date(2014, 5, 20)}, Why.RECONFIRM),
        (ITEM, {"result": Result.MET}, Why.RECONFIRM),
        (ITEM, {}, None),
    ],
)
def test_reason_is_given(item: ChecklistItem, said: dict[str, object], reason: Why | None) -> None:
    last = Answer.model_validate({"self_audit_id": "a", "item_ref": "1f-03", **said})
    assert why(item, last, PERIOD) is reason


def test_annex_d_traces_every_custodial_intention_on() -> None:
    pack = builtin_pack()
    for prior in pack.prior_intentions:
        assert all(prior in traced_from(pack, ref) for ref in prior.continued_in)
    assert "6a" in {prior.ref for intention in pack.intentions for prior in traced_from(pack, intention.ref)}
    assert trace_words(pack, "4(a)").startswith("It continues of 2013-14 (Annex D): 6 ")
