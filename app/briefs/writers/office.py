"""Files of an office: zip files of XML, which carry a brief's scenario in a part.

They are written with no time of day in them, and read without trust: nothing outside a
file is fetched, no entity is filled in, and a file that grows too large is refused.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Element = Any

SPACE = "urn:tenlevels:brief"
LARGEST = 64_000_000
"""Bytes of all parts of a file that is looked into."""

_DAY = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_ITEM = re.compile(r"customXml/item\d+\.xml")
_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{{7B0A5C51-4C1E-4A86-9D0B-7E6C3A3D9A10}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    '<ds:schemaRefs><ds:schemaRef ds:uri="{space}"/></ds:schemaRefs>'
    "</ds:datastoreItem>"
)
_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

MakePart = Callable[[str, str, bytes], Any]
"""From a name, a type and bytes to a part of a package."""


def carry(main: Any, make: MakePart, carried: Mapping[str, Any]) -> None:
    """Put what a brief carries into a package, as a part that an office keeps.

    Parameters
    ----------
    main : part
        Of python-docx or python-pptx: that of the document itself.
    make : callable
    carried : mapping
        See `inside.data`.
    """
    from lxml import etree  # noqa: PLC0415  only where such a file is written

    root = etree.Element(f"{{{SPACE}}}brief", nsmap={None: SPACE})
    root.text = json.dumps(carried)
    item = make("/customXml/item9.xml", "application/xml", etree.tostring(root))
    described = _PROPERTIES.format(space=SPACE).encode()
    properties = make("/customXml/itemProps9.xml", _TYPE, described)
    item.relate_to(properties, f"{_RELATION}customXmlProps")
    main.relate_to(item, f"{_RELATION}customXml")


def steady(raw: bytes, made: str) -> bytes:
    """Return a zip file, and those in it, with no other time than the day it was made.

    Parameters
    ----------
    raw : bytes
    made : str
        The day, as YYYY-MM-DD.
    """
    stamp = f"{made}T00:00:00Z".encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xlsx"):
                data = steady(data, made)
            if name == "docProps/core.xml":
                data = _TIME.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return out.getvalue()


class Parts:
    """The parts of a file of an office.

    Raises
    ------
    ValueError
        If it is no such file, or too large.
    """

    def __init__(self, raw: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(raw))
            self.names = self._file.namelist()
            size = sum(entry.file_size for entry in self._file.infolist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            msg = "a brief must be a whole file of an office"
            raise ValueError(msg) from None
        if size > LARGEST or len(set(self.names)) < len(self.names):
            msg = f"a brief must unpack to at most {LARGEST} bytes, each part once"
            raise ValueError(msg)

    def data(self, name: str) -> bytes:
        """Return a part as it is; of one that is not there, nothing."""
        if name not in self.names:
            return b""
        try:
            return self._file.read(name)
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError):
            msg = f"a brief must be a whole file of an office, got {name} broken"
            raise ValueError(msg) from None
        except Exception as error:  # what an unpacker says of broken data
            msg = f"{name} must be readable ({type(error).__name__})"
            raise ValueError(msg) from None

    def xml(self, name: str) -> Element:
        """Return the root of a part, and None if it is not there."""
        from lxml import etree  # noqa: PLC0415  only where such a file is read

        if name not in self.names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(self.data(name), parser)
        except etree.XMLSyntaxError:
            msg = f"{name} must be XML"
            raise ValueError(msg) from None

    def related(self, name: str) -> dict[str, str]:
        """Return the names of the parts that a part refers to, by their ids."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels")
        return {
            relation.get("Id", ""): _resolved(folder, relation.get("Target", ""))
            for relation in ([] if root is None else root)
            if relation.get("TargetMode") != "External"
        }

    def outside(self, name: str) -> Iterator[str]:
        """Yield the addresses outside that a part leads to."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels")
        for relation in [] if root is None else root:
            if relation.get("TargetMode") == "External":
                yield relation.get("Target", "")


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.removeprefix("/")
    parts = folder.split("/")
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(part for part in parts if part and part != ".")


def item(raw: bytes) -> str:
    """Return the text that a file of an office carries.

    Raises
    ------
    ValueError
        If it cannot be read or carries none.
    """
    parts = Parts(raw)
    names = [name for name in parts.names if _ITEM.fullmatch(name)]
    roots = [parts.xml(name) for name in names]
    found = [root.text or "" for root in roots if root.tag == f"{{{SPACE}}}brief"]
    if len(found) != 1:
        msg = f"a brief must hold its scenario, got a file with {len(found)} of them"
        raise ValueError(msg)
    text: str = found[0]
    return text
