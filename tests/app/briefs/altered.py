"""Briefs in which one visible thing was altered, and nothing else."""

import io
import re
import zipfile
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, ContentStream, NameObject

from app.briefs.writers.pdf_page import fonts_of, letters


def pdf(raw: bytes, alter: Callable[[object, dict], bool]) -> bytes:
    """Return a PDF of which one drawing step is altered: the first that can be."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    for page in writer.pages:
        codes = {name: letters(font) for name, font in fonts_of(page).items()}
        stream = ContentStream(page.get_contents(), writer)
        steps = stream.operations
        font = {}
        for place, (operands, operator) in enumerate(steps):
            if operator == b"Tf":
                font = codes[operands[0]]
            if alter((operands, operator), font):
                stream.operations = steps
                stream.operations[place] = (operands, operator)
                page[NameObject("/Contents")] = writer._add_object(stream)  # noqa: SLF001
                out = io.BytesIO()
                writer.write(out)
                return out.getvalue()
    msg = "nothing could be altered"
    raise AssertionError(msg)


def pdf_text(raw: bytes, was: str, now: str) -> bytes:
    """Return a PDF in which a text is drawn otherwise; both are of one length."""

    def alter(step, font):
        operands, operator = step
        if operator not in (b"Tj", b"TJ"):
            return False
        parts = operands[0] if operator == b"TJ" else operands
        for place, part in enumerate(parts):
            codes = getattr(part, "original_bytes", b"")
            pairs = [codes[n : n + 2] for n in range(0, len(codes), 2)]
            text = "".join(font.get(int.from_bytes(pair), "?") for pair in pairs)
            start = text.find(was)
            if start < 0 or len(text) != len(pairs):
                continue
            back = {letter: code for code, letter in font.items()}
            new = [back[letter].to_bytes(2) for letter in now]
            pairs[start : start + len(was)] = new
            parts[place] = ByteStringObject(b"".join(pairs))
            return True
        return False

    return pdf(raw, alter)


def pdf_bar(raw: bytes) -> bytes:
    """Return a PDF in which one corner of a bar in a chart has moved."""
    seen: list[bytes] = []

    def alter(step, _):
        operands, operator = step
        if operator == b"BDC":
            seen[:] = [b"figure"] if "/Alt" in operands[1] else []
        seen.append(operator)
        if seen[-4:] == [b"scn", b"m", b"l", b"l"] and b"figure" in seen:
            operands[1] = type(operands[1])(float(operands[1]) + 9)
            return True
        return False

    return pdf(raw, alter)


def zipped(raw: bytes, alter: Callable[[str, bytes], bytes]) -> bytes:
    """Return a zip file whose parts are altered by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, alter(name, old.read(name)))
    return out.getvalue()


def part(raw: bytes, pattern: str, was: str, now: str) -> bytes:
    """Return a zip file in which a text of one part stands otherwise, once."""
    done = []

    def alter(name: str, data: bytes) -> bytes:
        if done or not re.fullmatch(pattern, name) or was.encode() not in data:
            return data
        done.append(name)
        return data.replace(was.encode(), now.encode(), 1)

    changed = zipped(raw, alter)
    assert done, f"no {was!r} in {pattern}"
    return changed
