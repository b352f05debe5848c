"""The formats in which a brief can be written, one writer each."""

from app.briefs import inside
from app.briefs.brief import Brief
from app.briefs.content import content, title
from app.briefs.html import article, html
from app.briefs.markdown import markdown
from app.texts import language, say

FORMATS = ("md", "html")


def written(brief: Brief, form: str) -> str:
    """Return a brief as a document of a format.

    Parameters
    ----------
    brief : Brief
    form : str
        One of `FORMATS`.
    """
    blocks, plain = content(brief), inside.data(brief, form)
    if form == "md":
        return markdown(blocks, plain, say("brief.inside"))
    return html(blocks, plain, title=title(brief), language=language())


def shown(brief: Brief, scheme: str) -> str:
    """Return a brief as a part of a page that has a title of its own.

    Parameters
    ----------
    brief : Brief
    scheme : str
        `light` or `dark`.
    """
    return article(content(brief), language=language(), scheme=scheme)
