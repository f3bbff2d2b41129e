"""What strangers wrote stays text on every page that shows it, in a real browser."""

import pytest
from browser import browser, session_browser  # noqa: F401
from hostile import IMAGE, QUOTES, SCRIPT
from hostile import call as hostile_call
from urllib.parse import quote

# Elements that only an unescaped text can have brought; scripts of ours are files of this server.
INTRUDERS = """
const own = (script) => script.src.startsWith(location.origin + "/static/") && !script.textContent;
return [...document.querySelectorAll("script, img, iframe, object, embed, base, svg:not(.ladder), [style]")]
  .filter((element) => element.localName !== "script" || !own(element))
  .concat([...document.querySelectorAll("*")].filter((element) =>
    [...element.attributes].some(({ name, value }) => /^on/i.test(name) || /^\\s*javascript:/i.test(value))))
  .map((element) => element.outerHTML);
"""


@pytest.fixture(scope="module")
def capture(api):
    assert api.upload("strangers.pcap", hostile_call()).status_code == 201
    return "strangers.pcap"


@pytest.fixture
def visit(browser):  # noqa: F811
    """Opens a page, and says what came of it."""

    def open(path, *texts):
        browser.open(path)
        # The page is shown whole, with the text in it, and nothing of it ran.
        content = browser.run("return document.body.textContent")
        for text in texts:
            assert text in content, (path, text)
        assert browser.run("return window.hacked") is None, path
        assert browser.run(INTRUDERS) == [], path
        assert not browser.has_sideways_scroll(), path
        return browser

    return open


def test_the_calls_of_a_capture(visit, capture):
    visit(f"/captures/{capture}", "sip:alice@example.com")


def test_every_message_of_a_ladder(visit, capture):
    page = visit(f"/captures/{capture}/calls/1", "c1<script>window.hacked=4</script>@192.0.2.10", SCRIPT, IMAGE, QUOTES)
    for number in range(1, 7):
        visit(f"/captures/{capture}/calls/1#m{number}")
        assert page.find(f"#m{number} pre").text.count(SCRIPT) >= 1
    page.resize(360, 740)
    visit(f"/captures/{capture}/calls/1#m1")


@pytest.mark.parametrize("call", [1, "c1<script>window.hacked=4</script>@192.0.2.10"])
def test_a_job_of_the_call(visit, api, capture, call):
    job = api.finished(api.convert(capture, call=call)["id"])
    assert job["status"] == "succeeded", job
    visit(f"/jobs/{job['id']}", str(call))
    visit("/jobs", str(call))


def test_a_job_that_fails_with_it(visit, api, capture):
    for call in (SCRIPT, IMAGE, QUOTES):
        job = api.finished(api.convert(capture, call=call)["id"])
        assert job["status"] == "failed"
        visit(f"/jobs/{job['id']}", call)
        visit("/jobs?status=failed", call)


def test_what_was_asked_for(visit, capture):
    for text in (SCRIPT, IMAGE, QUOTES, "</title>" + SCRIPT, "</textarea>" + SCRIPT):
        asked = quote(text, safe="")
        for field in ("from", "to", "method", "outcome", "since", "until", "sip_port"):
            page = visit(f"/captures/{capture}?{field}={asked}")
            assert page.all(f"[name={field}]")[0].get_attribute("value") == text
        visit(f"/captures?q={asked}")
        visit(f"/jobs?pcap={asked}&status={asked}")
        visit(f"/audit?user={asked}&path={asked}")
        visit(f"/captures/{asked}", "there is no such capture")
        visit(f"/captures/{capture}/calls/{asked}")
        visit(f"/jobs/{asked}")
        visit(f"/captures?limit={asked}", "'limit' is no whole number")


def test_the_audit_of_hostile_paths(visit, api):
    for text in (SCRIPT, IMAGE, QUOTES):
        assert api.post(f"/media/pcap/{quote(text, safe='')}", data=b"x").status_code in (400, 404)
    visit("/audit", "/api/v2/media/pcap/")


def test_a_file_name_at_the_upload(visit):
    page = visit("/captures")
    name = IMAGE + SCRIPT + ".pcap"
    page.run(
        """const carried = new DataTransfer();
        carried.items.add(new File(["no capture"], arguments[0]));
        document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: carried }));""",
        name,
    )
    assert "this is no capture" in page.text("#uploads .failure")
    assert page.run("return window.hacked") is None
    assert page.run(INTRUDERS) == []


def test_an_upload_is_never_shown_as_a_page(api, capture):
    answer = api.get(f"/media/pcap/{capture}")
    assert answer.headers["Content-Type"] == "application/vnd.tcpdump.pcap"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{capture}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
