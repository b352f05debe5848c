"""A comparison as a file: written, and made again of the scenarios inside."""

from collections.abc import Mapping
from typing import Any

from app.briefs import inside
from app.briefs.comparison.comparison import Comparison, checked
from app.briefs.comparison.content import content, title
from app.briefs.comparison.making import compared, stamped
from app.briefs.formats import file_of
from app.texts import language
from simulator import scenario as scenarios
from simulator.model import Model


def encoded(comparison: Comparison, form: str) -> bytes:
    """Return a comparison as a file.

    Parameters
    ----------
    comparison : Comparison
    form : str
        One of `app.briefs.formats.FORMATS`.
    """
    carried = data(comparison, form)
    return file_of(content(comparison), carried, form, title(comparison))


def data(comparison: Comparison, form: str) -> dict[str, Any]:
    """Return the plain data that a document carries: that of a brief, and the others.

    Where one scenario is opened, it is the first.

    Parameters
    ----------
    comparison : Comparison
    form : str
    """
    origin, plain = comparison.origin, [x.scenario.plain for x in comparison.sides]
    return {
        "contract": origin.contract,
        "format": form,
        "language": language(),
        "version": origin.version,
        "pack": origin.pack,
        "revised": comparison.revised,
        "made": origin.made,
        "digest": comparison.digest,
        "scenario": plain[0],
        inside.COMPARED: plain[1:],
    }


def again(
    plain: Mapping[str, Any], base: Model, stamp: Mapping[str, str], form: str
) -> tuple[bytes, str]:
    """Return the file as it is now, with the stamp that it bears, and the digests now.

    Parameters
    ----------
    plain : mapping
        What the file carries.
    base : Model
    stamp : mapping of str to str
    form : str

    Raises
    ------
    ValueError
        If its scenarios cannot be compared.
    """
    carried = checked(inside.every(plain))
    given = [scenarios.from_plain(each, base) for each in carried]
    made = compared(base, given, stamp["made"])
    return encoded(stamped(made, stamp), form), made.revised
