"""Captures and the calls in them, as a browser shows them."""

import struct

import pytest
from browser import browser, session_browser  # noqa: F401
from conftest import CAPTURE, ROOT

MANY = ROOT / "Fixtures/several-calls-tcp/call.pcap"
ENCRYPTED = ROOT / "Fixtures/encrypted/tls/call.pcap"
MEDIA = ROOT / "Fixtures/plain-udp/call.pcap"

# What a browser does when files are dropped on a page.
DROP = """
const carried = new DataTransfer();
carried.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
for (const kind of ["dragenter", "dragover", "drop"]) document.querySelector("#drop").dispatchEvent(
  new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
"""


def choose(browser, *paths):  # noqa: F811
    browser.open("/captures")
    browser.all("#files")[0].send_keys("\n".join(str(path) for path in paths))


@pytest.fixture
def stored(api, tmp_path):
    """Uploads a fixture under a name of its own, which is free again afterwards."""
    names = []

    def store(name, content):
        assert api.upload(name, content).status_code == 201
        names.append(name)
        return name

    yield store
    for name in names:
        api.delete(f"/media/pcap/{name}")


def test_chosen_files_are_uploaded_and_listed(browser, api, tmp_path):  # noqa: F811
    first, second = tmp_path / "chosen one (1).pcap", tmp_path / "chosen-two.pcap"
    first.write_bytes(MANY.read_bytes())
    second.write_bytes(MEDIA.read_bytes())
    choose(browser, first, second)
    browser.until(lambda: len(browser.all("#uploads a")) == 2, "both are uploaded")
    # The name is one that the API takes; the list shows it without being loaded anew.
    browser.until(lambda: len(browser.all("#list a[id^=capture-chosen-]")) == 2, "both are listed")
    assert browser.find("#capture-chosen-one-1-\\.pcap").get_attribute("href").endswith("/captures/chosen-one-1-.pcap")
    assert api.get("/media/pcap/chosen-one-1-.pcap").content == first.read_bytes()
    assert api.get("/media/pcap/chosen-two.pcap").content == second.read_bytes()
    assert browser.complaints() == []


def test_a_dropped_file_is_uploaded(browser, api):  # noqa: F811
    browser.open("/captures")
    browser.run(DROP, "dropped.pcap", list(MANY.read_bytes()))
    browser.find("#capture-dropped\\.pcap")
    assert api.get("/media/pcap/dropped.pcap").content == MANY.read_bytes()


def test_progress_is_shown_while_it_is_sent(browser, tmp_path):  # noqa: F811
    large = tmp_path / "large.pcap"
    large.write_bytes(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1) + bytes(64 << 20))
    browser.open("/captures")
    browser.run(
        """window.seen = [];
        const watch = () => { for (const bar of document.querySelectorAll("#uploads progress")) seen.push(bar.value);
          requestAnimationFrame(watch); };
        watch();"""
    )
    browser.all("#files")[0].send_keys(str(large))
    browser.until(lambda: browser.all("#uploads a"), "it is uploaded")
    seen = browser.run("return [...new Set(seen)]")
    assert seen == sorted(seen) and len(seen) > 2 and seen[-1] <= large.stat().st_size + 1


def test_a_name_that_is_taken_can_be_changed(browser, api, stored, tmp_path):  # noqa: F811
    stored("taken.pcap", MANY.read_bytes())
    path = tmp_path / "taken.pcap"
    path.write_bytes(MEDIA.read_bytes())
    choose(browser, path)
    assert "there is a capture 'taken.pcap'" in browser.text("#uploads .failure")
    browser.type_into("#uploads input", "taken-2.pcap")
    browser.button("Upload again").click()
    browser.find("#capture-taken-2\\.pcap")
    assert api.get("/media/pcap/taken.pcap").content == MANY.read_bytes()
    assert api.get("/media/pcap/taken-2.pcap").content == MEDIA.read_bytes()


def test_what_is_no_capture_is_refused_as_the_api_says(browser, api, tmp_path):  # noqa: F811
    path = tmp_path / "page.html"
    path.write_text("<script>window.hacked=1</script>")
    choose(browser, path)
    assert "this is no capture" in browser.text("#uploads .failure")
    assert api.get("/media/pcap/page.html").status_code == 404


def test_a_capture_is_deleted_after_a_question(browser, api, stored):  # noqa: F811
    name = stored("unwanted.pcap", MANY.read_bytes())
    browser.open(f"/captures/{name}")
    browser.button("Delete").click()
    assert "Delete the capture unwanted.pcap?" in browser.text("dialog")
    browser.button("Cancel").click()
    browser.until(lambda: not browser.all("dialog"), "the dialog is closed")
    assert api.get(f"/media/pcap/{name}").status_code == 200
    browser.button("Delete").click()
    browser.find("dialog .danger").click()
    browser.until(lambda: browser.path == "/captures", "back at the list")
    assert api.get(f"/media/pcap/{name}").status_code == 404


def test_the_list_has_a_filter_and_parts(browser, stored):  # noqa: F811
    for number in range(3):
        stored(f"part-{number}.pcap", MANY.read_bytes())
    browser.open("/captures?q=PART-&limit=2")
    names = [link.text for link in browser.all("tbody td:first-child a")]
    assert "1 to 2 of 3" in browser.text(".paging")
    browser.find("a[rel=next]").click()
    browser.until(lambda: "3 to 3 of 3" in browser.text(".paging"), "the second part")
    names += [link.text for link in browser.all("tbody td:first-child a")]
    assert sorted(names) == ["part-0.pcap", "part-1.pcap", "part-2.pcap"]
    browser.open("/captures?q=nothing+is+called+so")
    assert "No capture has such a name" in browser.text(".empty")


def test_calls_are_told_with_parties_outcome_and_media(browser, stored):  # noqa: F811
    browser.open("/captures/" + stored("calls.pcap", MANY.read_bytes()))
    rows = [[cell.text for cell in row.find_elements("css selector", "td")] for row in browser.all("tbody tr")]
    assert [row[4:6] for row in rows] == [["OPTIONS", "answered"], ["INVITE", "cancelled"], ["INVITE", "answered"]]
    assert rows[2][2:4] == ["sip:+15551230001@example.com", "sip:+15551230002@example.com"]
    assert rows[2][1] == "2026-11-22 23:29:08 UTC"
    assert rows[2][6:8] == ["1.17 s", "7"]
    assert rows[2][8].startswith("audio ") and rows[2][9] == "1"


def test_calls_are_filtered(browser, stored):  # noqa: F811
    name = stored("filtered.pcap", MANY.read_bytes())
    browser.open(f"/captures/{name}")
    browser.type_into("[name=outcome]", "cancelled")
    browser.type_into("[name=from]", "*+1555*")
    browser.find("form.filters button").click()
    browser.until(lambda: "outcome=cancelled" in browser.path, "the filter")
    assert [row.text.split()[0] for row in browser.all("tbody tr")] == ["2"]
    assert browser.find("[name=from]").get_attribute("value") == "*+1555*"
    # The number is that of all calls: its link leads to the same call.
    browser.find("tbody a").click()
    assert "Call 2: INVITE, cancelled" in browser.text("h1")
    browser.open(f"/captures/{name}?method=MESSAGE")
    assert "No call is as asked for" in browser.text(".empty")
    browser.open(f"/captures/{name}?limit=1&offset=1")
    assert [row.text.split()[0] for row in browser.all("tbody tr")] == ["2"]
    assert "2 to 2 of 3" in browser.text(".paging")
    browser.open(f"/captures/{name}?outcome=nonsense")
    assert "nonsense" in browser.text("[role=alert]")


def test_a_capture_that_can_not_be_read_says_so(browser, shared, stored):  # noqa: F811
    broken = stored("broken.pcap", b"\xd4\xc3\xb2\xa1garbage")
    browser.open(f"/captures/{broken}")
    told = browser.text("[role=alert]")
    assert "broken.pcap: error: [not-a-capture]" in told and "its header can't be read" in told
    # No folder of the server's is told, and the capture can still be deleted.
    assert str(shared.folder) not in told and browser.button("Delete").is_enabled()


def test_what_the_program_told_is_shown(browser, stored):  # noqa: F811
    browser.open("/captures/" + stored("encrypted.pcap", ENCRYPTED.read_bytes()))
    assert "SIP over TLS can't be read" in browser.text("[role=alert]")
    assert "is encrypted by TLS" in browser.text(".findings .warning")
    cut = CAPTURE.read_bytes()[:-20]
    browser.open("/captures/" + stored("cut.pcapng", cut))
    assert browser.all("tbody tr") and "[cut-off]" in browser.text(".findings")


def test_what_is_not_there_is_said_on_a_page(browser, api):  # noqa: F811
    browser.open("/captures/nosuch.pcap")
    assert browser.text("h1") == "there is no capture 'nosuch.pcap'"
    browser.open("/captures/..%2f..%2fetc%2fpasswd")
    assert "there is no such capture" in browser.text("h1")
    browser.open("/nothing/is/here")
    assert browser.text("h1") == "there is no such page" and browser.text("nav").startswith("Captures")
    # The API says so in its own way.
    for path in ("/nothing", "/jobs/x/y/z", "/captures/x"):
        answer = api.get(path)
        assert answer.status_code == 404 and "error" in answer.json(), path
