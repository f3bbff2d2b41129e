"""Pages on a phone and on a desk, in light and dark."""

import os
import pathlib

import pytest
from browser import browser, session_browser  # noqa: F401
from conftest import ROOT

PATHS = {
    "captures": "/captures",
    "calls": "/captures/layout.pcap",
    "call": "/captures/layout.pcap/calls/3",
    "message": "/captures/layout.pcap/calls/3#m1",
    "jobs": "/jobs",
    "job": "/jobs/{job}",
    "audit": "/audit",
    "account": "/account",
    "scenario": "/captures/layout.pcap/calls/3/scenario?rules=layout&edit=layout",
    "scenarios": "/scenarios",
    "document": "/scenarios/layout",
    "old": "/scenarios/layout/versions/1",
    "diff": "/scenarios/layout/diff",
    "editor": "/scenarios/layout/edit",
    "import": "/scenarios/-/import",
    "rules": "/rules",
    "rule-set": "/rules/layout",
    "templates": "/templates",
    "template": "/templates/-/new?from=send.mustache",
}


@pytest.fixture(scope="module")
def job_id(api, job):
    assert api.upload("layout.pcap", (ROOT / "Fixtures/several-calls-tcp/call.pcap").read_bytes()).status_code == 201
    order = {"job_id": job["id"], "which": "both", "scenario_id": "layout"}
    assert api.post("/scenarios/import-from-pcap-job", json=order).status_code == 201
    xml = api.get("/scenarios/layout").json()["xml"].replace("Max-Forwards: 70", "Max-Forwards: 7")
    change = {"xml": xml, "version": 1, "tags": ["trunk", "a tag that is much longer than it needs to be"]}
    assert api.put("/scenarios/layout", json=change).status_code == 200
    rules = "rules: 1\nname: x\nmap:\n  - id: agent\n    at: user-agent\n    set: 'x'\n"
    rules += "  - id: privacy\n    at: from\n    add: 'Privacy: id'\n  - id: gone\n    at: header.Allow\n    drop: true\n"
    assert api.post("/rules", json={"id": "layout", "yaml": rules}).status_code == 201
    yield job["id"]
    for path in ("/scenarios/layout", "/scenarios/layout_uas", "/rules/layout"):
        assert api.delete(path).status_code == 204


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(360, 740), (1280, 900)])
def test_a_page_fits(browser, job_id, name, scheme, size, tmp_path):  # noqa: F811
    browser.prefer(scheme)
    browser.resize(*size)
    browser.open(PATHS[name].format(job=job_id))
    assert not browser.has_sideways_scroll()
    # Text that can hardly be told from its paper is what a dark page forgets.
    assert browser.run(CONTRAST) == []
    folder = pathlib.Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(exist_ok=True)
    browser.screenshot(folder / f"{name}-{scheme}-{size[0]}.png")


def test_counts_of_long_calls_fit_a_phone(browser, job_id):  # noqa: F811
    browser.resize(360, 740)
    browser.open("/captures/layout.pcap/calls/3")
    for count in ("audio 4821000 / 4817000", "video 48210000 / 48170000"):
        browser.run("document.querySelector('.facts .count').firstChild.textContent = arguments[0]", count)
        assert not browser.has_sideways_scroll()


# Texts with a contrast of less than 4.5 (WCAG 2.2, 1.4.3), by the paper that is behind them.
CONTRAST = """
const channels = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const paper = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const c = channels(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [0, 0, 0] : [255, 255, 255];
};
return [...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest("svg, :disabled") &&
    [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => {
  const [one, two] = [light(channels(getComputedStyle(e).color)), light(paper(e))].sort((a, b) => b - a);
  return [Math.round((one + 0.05) / (two + 0.05) * 10) / 10, e.outerHTML.slice(0, 80)];
}).filter(([contrast]) => contrast < 4.5);
"""
