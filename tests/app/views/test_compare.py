"""The page that sets two scenarios side by side."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import cached, documents
from app.briefs.inside import scenarios_in
from app.briefs.verify import verify
from app.files import as_yaml
from app.texts import say
from levels.credence import Credence
from levels.evidence import YES
from simulator import scenario as scenarios
from simulator.choice.hybrid import under
from simulator.model import load

MAIN = Path(__file__).parents[3] / "app" / "main.py"


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def compare():
    """Open the page on a scenario, after it was opened."""

    def run(scenario=None):
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        if scenario is not None:
            page.query_params["s"] = scenario.link
        page.run()
        return page.switch_page("views/compare.py").run()

    return run


def firm(model):
    """Return a scenario on the hardest level."""
    p = np.zeros(len(model.belief.ladder))
    p[-1] = 1
    return replace(scenarios.new(model), credence=Credence(p, 10.0))


def put(page, scenario):
    """Make a scenario the current one of the session, as another page would."""
    page.session_state["history"] = [scenario.plain]
    page.session_state["place"] = 0
    return page.run()


def tables(page):
    return [frame.value for frame in [*page.table, *page.dataframe]]


def test_a_scenario_is_the_same_as_what_was_opened_until_something_changes(compare):
    page = compare()

    assert not page.exception
    assert say("compare.same") in [info.value for info in page.info]


def test_what_differs_from_what_was_opened_is_listed(compare, model):
    item = model.belief.evidence[0]
    page = put(compare(), replace(scenarios.new(model), observations={item.id: YES}))

    (row,) = tables(page)[0].to_dict("records")
    assert row[say("compare.name")] == item.name
    assert row[say("compare.here")] == "yes"
    assert row[say("compare.there")] == say("compare.none")


def test_an_amount_with_a_date_is_told_by_its_name_and_month(compare, model):
    one = model.means.interventions[0]
    parts = [{"from_month": n, "amounts": {one.id: 5.0 + n}} for n in (0, 12)]
    start = scenarios.new(model)
    dated, even = (
        scenarios.from_plain({**start.plain, "portfolio": portfolio}, model)
        for portfolio in (parts, {one.id: 5.0})
    )
    page = put(compare(even), dated)

    (row,) = tables(page)[0].to_dict("records")
    assert row[say("compare.name")] == f"{one.name} (from month 12)"
    assert row[say("compare.here")] == "17"


@pytest.mark.usefixtures("remembered_runs")
def test_both_rankings_are_those_of_the_command_line(compare, model):
    hard, start = firm(model), scenarios.new(model)
    page = put(compare(), hard)

    ranks = tables(page)[-1]
    ids = {i.name: i.id for i in model.means.interventions}
    for column, scenario in (("compare.here", hard), ("compare.there", start)):
        rows = documents.rank_document(model, scenario)["ranking"]
        told = {ids[r[say("compare.intervention")]]: r[say(column)]
                for r in ranks.to_dict("records")}  # fmt: skip
        assert told == {row["id"]: n for n, row in enumerate(rows, 1)}


def test_the_present_scenario_can_be_kept_and_compared_with_later(compare, model):
    page = compare()
    page.button[[b.label for b in page.button].index(say("compare.keep"))].click().run()
    page = put(page, firm(model))

    assert page.radio[0].value == "saved"
    assert say("compare.same") not in [info.value for info in page.info]
    assert len(tables(page)[0]) == len(model.belief.ladder)


def test_a_kept_scenario_stays_when_another_page_was_seen(compare):
    page = compare()
    page.button[[b.label for b in page.button].index(say("compare.keep"))].click().run()
    page.switch_page("views/explore.py").run()
    page.switch_page("views/compare.py").run()

    assert page.radio[0].value == "saved"


def test_a_file_can_be_brought(compare, model):
    page = compare()
    text = as_yaml(replace(firm(model), title="Firm *view*").plain)
    page.file_uploader(key="compare.upload").upload("firm.yaml", text.encode()).run()

    assert page.radio[0].value == "saved"
    assert any("Firm \\*view\\*" in m.value for m in page.markdown)
    assert len(tables(page)[0]) == len(model.belief.ladder)


def test_a_file_that_holds_no_scenario_changes_nothing(compare):
    page = compare()
    page.file_uploader(key="compare.upload").upload("x.yaml", b"nothing: here").run()

    assert "a scenario must have a credence" in page.error[0].value
    assert not page.exception


def test_a_brief_on_both_scenarios_and_on_presets_can_be_downloaded(compare, model):
    few = replace(scenarios.new(model), worlds=2, months=1)
    other = replace(few, title="Other", seed=1)
    page = put(compare(few), other)

    labels = [button.proto.label for button in page.get("download_button")]
    assert say("brief.download.pptx") in labels
    first, second, *_ = model.belief.priors
    page.multiselect(key="compare.presets").set_value([second.id]).run()
    assert not page.exception
    raw = cached.comparison_of((other, few, under(other, model, second.id)), "md")
    assert verify(raw, model) == ()
    titles = [plain["title"] for plain in scenarios_in(raw)]
    assert titles == ["Other", "", second.name]
    assert first.name not in raw.decode()
