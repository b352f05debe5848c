"""The page, its files and the code to scan."""

import gzip
import json
import re

import pytest

from app.components.bundling import bundled
from app.room import assets, page
from app.room.assets import APP, SCRIPT, STYLES, digest
from app.room.files import svg
from app.texts import catalog

MOST_BYTES = 150_000


def test_the_page_is_the_same_for_every_code_and_no_script_stands_in_it(client, held):
    pages = [client.get(path) for path in ("/join", f"/join/{held.code}", "/join/x")]

    assert len({one.text for one in pages}) == 1
    scripts = re.findall(r"<script\b([^>]*)>", pages[0].text)
    assert [("src=" in one) or ("application/json" in one) for one in scripts] == [
        True
    ] * 2
    assert "style=" not in pages[0].text
    assert not re.search(r"\bon\w+=", pages[0].text.split("<script", 1)[0])


def test_the_page_may_load_nothing_from_elsewhere_nor_be_framed(client):
    headers = client.get("/join").headers

    policy = dict(
        part.split(" ", 1) for part in headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_page_that_one_has_is_not_sent_again(client):
    tag = client.get("/join").headers["etag"]

    again = client.get("/join", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert "Accept-Language" in again.headers["Vary"]


def test_all_of_it_weighs_little_and_may_be_kept_for_ever(client):
    text = client.get("/join").text
    paths = re.findall(r'(?:href|src)="(/room/[^"]+)"', text)
    files = {path: client.get(path) for path in paths}

    assert len(files) == 2
    assert sum(len(one.content) for one in files.values()) + len(text) < MOST_BYTES
    assert all("immutable" in one.headers["cache-control"] for one in files.values())
    assert all("Language" not in one.headers["Vary"] for one in files.values())
    assert {one.headers["content-type"].split(";")[0] for one in files.values()} == {
        "text/css",
        "text/javascript",
    }


def test_a_file_is_packed_for_who_can_unpack_it(client):
    path = f"/room/assets/{digest()}/{SCRIPT}"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert gzip.decompress(assets.assets()[SCRIPT].packed) == plain.content
    assert client.get(path).headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("address", "liked", "spoken"),
    [
        ("/join", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("/join", "zh;q=0.9", "zh"),
        ("/join", "tlh", "en"),
        ("/join", "", "en"),
        ("/join?lang=zh", "en", "zh"),
        ("/join?lang=en", "zh", "en"),
        ("/join?lang=../en", "en", "en"),
    ],
)
def test_the_address_else_the_browser_decides_which_language_is_spoken(
    client, address, liked, spoken
):
    answer = client.get(address, headers={"Accept-Language": liked})

    assert f'<html lang="{spoken}">' in answer.text
    assert catalog(spoken)["room.join.title"] in answer.text
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/room/assets/0123/{SCRIPT}", 410),
        (f"/room/assets/{digest()}/other.js", 404),
        (f"/room/assets/{digest()}/..%2Fservice.py", 404),
    ],
)
def test_what_is_no_file_of_this_version_is_refused(client, path, status):
    assert client.get(path).status_code == status


def test_under_a_proxy_every_address_begins_with_its_path():
    text = page.document("/tool").plain.decode()

    assert 'data-root="/tool"' in text
    assert all(
        one.startswith("/tool/") for one in re.findall(r'(?:href|src)="(/[^"]+)"', text)
    )


def test_texts_cannot_end_the_element_that_they_stand_in(monkeypatch):
    hostile = {"room.title": "</script><script>alert(1)</script>"}
    monkeypatch.setattr(page, "texts", lambda _: hostile)
    page.document.cache_clear()
    text = page.document("/x").plain.decode()
    page.document.cache_clear()

    inert = re.search(r'id="texts">(.*?)</script>', text, re.DOTALL)
    assert inert
    assert json.loads(inert.group(1)) == hostile


def test_the_page_uses_every_text_and_has_every_text_that_it_uses():
    phone = APP / "room" / "phone"
    code = "\n".join(path.read_text() for path in phone.glob("*.js"))
    used = set(re.findall(r'"(room\.[a-z_.]+)"', code))
    built = {"room.status.", "room.measures.", "room.likelihoods.", "room.seeds."}
    built |= {f"room.{name}." for name in ("prediction", "utilities", "reveal")}
    keys = {key for key in catalog("en") if key.startswith("room.")}

    assert used <= keys
    unused = keys - used - {"room.title", "room.noscript"}
    assert [key for key in unused if not key.startswith(tuple(built))] == []


@pytest.mark.parametrize("code", ["ABCD-EFGH", "abcdefgh"])
def test_the_code_to_scan_leads_to_the_page(client, code):
    answered = client.get(f"/room/qr/{code}.svg")

    assert answered.headers["content-type"] == "image/svg+xml"
    assert answered.content == svg("http://testserver/join/ABCD-EFGH")


@pytest.mark.parametrize("code", ["short", "ABCD-EFG!", "A" * 40, "%3Csvg%3E"])
def test_what_can_be_no_code_is_not_drawn(client, code):
    assert client.get(f"/room/qr/{code}.svg").status_code == 404


def test_modules_become_one_without_imports():
    made = bundled(
        [
            "// First.\nexport const a = 1;\n",
            'import {\n  a,\n} from "./a.js";\n\n/** Two. */\n'
            "export function b() {\n  return a;\n}\n",
        ]
    )

    assert "import" not in made
    assert "export" not in made
    assert made.index("const a") < made.index("function b")


def test_styles_come_before_the_script():
    assert list(assets.assets()) == [STYLES, SCRIPT]
