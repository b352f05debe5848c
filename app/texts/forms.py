"""Forms of numbers and days, by Unicode's rules for each language.

Digits are made by Python, so that they are the same in every language; Babel says which
signs stand between and around them. English is as Python writes it.
"""

from datetime import date
from functools import cache

ENGLISH = "en"


def plural(count: int, tongue: str) -> str:
    """Return the plural category of a count: one, few, many, other and so on.

    Examples
    --------
    >>> plural(1, "en"), plural(2, "en"), plural(1, "zh"), plural(3, "pl")
    ('one', 'other', 'other', 'few')
    """
    from babel import Locale  # noqa: PLC0415  English needs none of it

    return Locale.parse(tongue, sep="-").plural_form(count)


def decimal(text: str, tongue: str) -> str:
    """Return a number that Python wrote, with the signs of a language.

    Examples
    --------
    >>> decimal("-1.50", "en"), decimal("-1.50", "zh"), decimal("1.5", "de")
    ('-1.50', '-1.50', '1,5')
    """
    minus, point = _signs(tongue)
    return text.translate({ord("-"): minus, ord("."): point})


def percent(text: str, tongue: str) -> str:
    r"""Return a number of percent with its sign.

    Examples
    --------
    >>> percent("12.3", "en"), percent("12.3", "zh"), percent("50", "de")
    ('12.3%', '12.3%', '50\xa0%')
    """
    before, after = _around(tongue)
    return f"{before}{decimal(text, tongue)}{after}"


def day(made: str, tongue: str) -> str:
    """Return a day, given as YYYY-MM-DD, as it is written; in English so too.

    Examples
    --------
    >>> day("2026-03-01", "en"), day("2026-03-01", "zh")
    ('2026-03-01', '2026年3月1日')
    """
    if tongue == ENGLISH:
        return made
    from babel.dates import format_date  # noqa: PLC0415  English needs none of it

    locale = tongue.replace("-", "_")
    return format_date(date.fromisoformat(made), "long", locale=locale)


@cache
def _signs(tongue: str) -> tuple[str, str]:
    if tongue == ENGLISH:
        return "-", "."
    from babel import numbers  # noqa: PLC0415  English needs none of it

    locale = tongue.replace("-", "_")
    minus = numbers.get_minus_sign_symbol(locale)
    return minus, numbers.get_decimal_symbol(locale)


@cache
def _around(tongue: str) -> tuple[str, str]:
    if tongue == ENGLISH:
        return "", "%"
    from babel.numbers import format_percent  # noqa: PLC0415  English needs none of it

    written = format_percent(0.01, locale=tongue.replace("-", "_"))
    before, after = written.split("1")
    return before, after
