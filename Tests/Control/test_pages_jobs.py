"""Jobs, live in a browser."""

import signal

import pytest
from browser import Browser, browser, session_browser  # noqa: F401


def status(browser, id):  # noqa: F811
    found = browser.all(f"#job-{id}")
    return found[0].text.removeprefix("● ") if found else None


def test_a_job_comes_and_ends_while_one_looks(browser, api, job):  # noqa: F811
    browser.open("/jobs")
    browser.run("window.isSamePage = true")
    new = api.convert("fixture.pcapng", call=1)
    browser.until(lambda: status(browser, new["id"]) == "succeeded", "the job in the list")
    assert browser.run("return window.isSamePage")
    assert browser.complaints() == []


def test_jobs_are_filtered(browser, api, job):  # noqa: F811
    failed = api.finished(api.convert("fixture.pcapng", call=99)["id"])
    browser.open("/jobs?status=failed")
    assert status(browser, failed["id"]) == "failed" and status(browser, job["id"]) is None
    assert failed["error"] in browser.text("tbody")
    browser.open("/jobs?status=succeeded&pcap=fixture.pcapng&limit=1")
    assert len(browser.all("tbody tr")) == 1 and browser.all(".paging")
    browser.open("/jobs?pcap=nosuch.pcap")
    assert "No job is as asked for" in browser.text(".empty")


def test_a_failed_job_says_why(browser, shared, api, job):  # noqa: F811
    failed = api.finished(api.convert("fixture.pcapng", call=99)["id"])
    browser.open(f"/jobs/{failed['id']}")
    assert failed["error"] in browser.text("[role=alert]")
    assert "[no-such-call]" in browser.text(".log .error")
    assert str(shared.folder) not in browser.text("main")
    assert not [link for link in browser.all("a") if link.text.startswith("Import")]


def test_artefacts_are_downloaded_as_they_are(browser, api, job):  # noqa: F811
    browser.open(f"/jobs/{job['id']}")
    for row in browser.all(".narrow tbody tr"):
        link = row.find_element("css selector", "a")
        text = browser.driver.execute_async_script(
            """const done = arguments[1];
            fetch(arguments[0]).then(async (answer) => done([answer.headers.get("Content-Disposition"),
              (await answer.arrayBuffer()).byteLength]));""",
            link.get_attribute("href"),
        )
        assert text[0] == f'attachment; filename="{link.text}"'
        entry = next(a for a in api.get(f"/jobs/{job['id']}/artifacts").json()["artifacts"] if a["name"] == link.text)
        assert text[1] == entry["size"]


def test_a_job_is_deleted_after_a_question(browser, api, job):  # noqa: F811
    unwanted = api.finished(api.convert("fixture.pcapng")["id"])
    browser.open(f"/jobs/{unwanted['id']}")
    browser.button("Delete").click()
    browser.find("dialog .danger").click()
    browser.until(lambda: browser.path == "/jobs", "back at the list")
    assert api.get(f"/jobs/{unwanted['id']}").status_code == 404
    browser.open(f"/jobs/{unwanted['id']}")
    assert "there is no job" in browser.text("h1")


@pytest.fixture
def lab(start, program, request):
    """A server of its own, and a browser that has logged in there."""
    browsers = []

    def begin(script):
        server = start(program=program(script))
        browsers.append(Browser(server.url))
        browsers[-1].log_in()
        return server, browsers[-1]

    yield begin
    for one in browsers:
        one.quit()


def test_a_running_job_shows_progress_and_is_stopped(lab):
    # It reads some of the capture, and then waits to be ended.
    server, browser = lab('echo "call.pcapng: note: [reading] it is read" >&2; cat "$2" > /dev/null; exec sleep 600')  # noqa: F811
    api = server.client()
    browser.open("/jobs")
    assert "No job yet" in browser.text(".empty")
    assert api.upload("call.pcapng").status_code == 201
    job = api.convert("call.pcapng")
    browser.until(lambda: status(browser, job["id"]) == "running", "it runs")
    browser.until(lambda: browser.all("progress[value]"), "its progress")
    browser.find(f"#job-{job['id']}").click()
    browser.until(lambda: "[reading]" in browser.text(".log"), "what it tells while it runs")
    # Progress alone puts nothing in the place of a button that somebody is about to press.
    button = browser.button("Stop")
    browser.run("window.seen = 0; events.addEventListener('progress', () => window.seen++)")
    browser.until(lambda: browser.run("return window.seen") > 2, "more progress")
    assert button.is_enabled()
    button.click()
    browser.until(lambda: "stopped" in browser.text("h1"), "it is stopped")
    assert api.job(job["id"])["status"] == "stopped"
    assert browser.button("Delete").is_enabled()
    assert server.end(signal.SIGTERM) == 0
