"""What survives if all the money is spent anew: whole portfolios."""

from app.briefs.blocks import Block, Heading, Paragraph, Table
from app.briefs.comparison.comparison import Comparison
from app.briefs.comparison.spending import Spending
from app.briefs.comparison.words import called, heads, letters, table
from app.briefs.sections.numbers import number
from app.sentences import portfolio_name
from app.texts import say

DIGITS = 3
"""Of a value between 0 and 1."""


def spent(comparison: Comparison) -> list[Block]:
    """Return which portfolio survives best, and the regret of those that matter.

    Parameters
    ----------
    comparison : Comparison
    """
    heading = Heading(say("comparison.spent"), 3)
    spending = comparison.spending
    if spending is None:
        return [heading, Paragraph(say("comparison.spent.apart"))]
    return [
        heading,
        Paragraph(say("comparison.spent.lead")),
        Paragraph(_survivor(comparison, spending)),
        _regrets(comparison, spending),
    ]


def _survivor(comparison: Comparison, spending: Spending) -> str:
    row = spending.survivor
    name = _name(comparison, spending, row)
    column = int(spending.regret[row].argmax())
    regret = float(spending.regret[row, column])
    if not regret:
        return say("comparison.spent.each", name=name)
    leads = row in spending.best
    return say(
        "comparison.spent.first" if leads else "comparison.spent.other",
        name=name,
        regret=number(regret, DIGITS),
        error=number(spending.regret_error(row, column), DIGITS),
        scenario=called(comparison, column),
    )


def _regrets(comparison: Comparison, spending: Spending) -> Table:
    rows = list(dict.fromkeys([spending.survivor, *spending.best, 0]))
    worst = spending.regret.argmax(axis=1).tolist()
    columns = range(len(comparison.sides))
    told = [
        (
            _name(comparison, spending, row),
            letters(n for n in columns if spending.best[n] == row),
            *(_regret(spending, row, n) for n in [*columns, worst[row]]),
        )
        for row in sorted(rows, key=lambda row: float(spending.regret[row].max()))
    ]
    header = heads(
        comparison, say("comparison.spent.portfolio"), say("comparison.spent.best")
    )
    return table(
        comparison,
        say("comparison.spent.table"),
        (*header, say("comparison.survives.worst")),
        told,
        texts=2,
    )


def _regret(spending: Spending, row: int, column: int) -> str:
    return say(
        "comparison.estimate",
        value=number(float(spending.regret[row, column]), DIGITS),
        error=number(spending.regret_error(row, column), DIGITS),
    )


def _name(comparison: Comparison, spending: Spending, row: int) -> str:
    return portfolio_name(comparison.sides[0].model, spending.choices[row])
