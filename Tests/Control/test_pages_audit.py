"""The audit, as a browser shows it."""

from browser import browser, session_browser  # noqa: F401


def test_changes_are_listed_and_filtered(browser, api):  # noqa: F811
    assert api.upload("audited.pcapng").status_code == 201
    assert api.delete("/media/pcap/audited.pcapng").status_code == 204
    assert api.delete("/media/pcap/audited.pcapng").status_code == 404
    browser.open("/audit?path=audited.pcapng&user=admin")
    rows = [[cell.text for cell in row.find_elements("css selector", "td")] for row in browser.all("tbody tr")]
    assert [row[1:] for row in rows] == [
        ["admin", "127.0.0.1", "DELETE /api/v2/media/pcap/audited.pcapng", "404"],
        ["admin", "127.0.0.1", "DELETE /api/v2/media/pcap/audited.pcapng", "204"],
        ["admin", "127.0.0.1", "POST /api/v2/media/pcap/audited.pcapng", "201"],
    ]
    browser.open("/audit?path=audited.pcapng&limit=2")
    assert "1 to 2 of 3" in browser.text(".paging")
    browser.find("a[rel=next]").click()
    browser.until(lambda: "3 to 3 of 3" in browser.text(".paging"), "the second part")
    browser.open("/audit?user=nobody-is-called-so")
    assert "No entry is as asked for" in browser.text(".empty")
