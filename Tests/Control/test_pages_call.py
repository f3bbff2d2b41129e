"""One call as a ladder, and its way to a job."""

import pytest
from browser import browser, session_browser  # noqa: F401
from conftest import CAPTURE, ROOT
from selenium.webdriver.common.keys import Keys

TWO_LEGS = ROOT / "Fixtures/proxy-two-phones-udp/call.pcap"


@pytest.fixture(scope="module")
def capture(api):
    assert api.upload("ladder.pcapng").status_code == 201
    return "ladder.pcapng"


@pytest.fixture
def page(browser, capture):  # noqa: F811
    browser.open(f"/captures/{capture}/calls/1")
    browser.find("svg.ladder")
    return browser


def shown(page):
    return [message for message in page.all(".message") if message.is_displayed()]


def test_the_call_is_told_above_its_ladder(page):
    assert "INVITE, answered" in page.text("h1")
    facts = page.text(".facts")
    assert "sip:+15551230001@example.com" in facts and "Leg 1" in facts and "audio " in facts
    assert len(page.all(".lane")) == 2 and len(page.all(".arrow")) > 6 and page.all(".band")
    # Nothing of it was stopped by the policy: no style stands in the page.
    assert page.complaints() == []
    assert not page.all("main style, main [style]")


def test_the_drawing_has_the_colours_of_its_style_sheet(page):
    colour = "return getComputedStyle(document.querySelector('.arrow.success path')).stroke"
    light = page.run(colour)
    page.prefer("dark")
    assert page.run(colour) != light
    assert light == "rgb(19, 115, 51)"


def test_a_click_opens_a_message(page):
    assert shown(page) == []
    page.all(".arrow")[0].click()
    [message] = page.until(lambda: shown(page), "a message")
    assert message.find_element("css selector", "pre").text.startswith("INVITE sip:")
    assert page.find("#a1").get_attribute("aria-current") == "true"
    page.find("#m1 a[aria-label='Next message']").click()
    page.until(lambda: [m.get_attribute("id") for m in shown(page)] == ["m2"], "the next message")
    assert page.find("#a1").get_attribute("aria-current") is None
    page.find("#m2 a[aria-label=Close]").click()
    page.until(lambda: shown(page) == [], "it is closed")


def test_the_keyboard_opens_and_closes_a_message(page):
    page.run("document.querySelector('#a3').focus()")
    page.run("return document.activeElement").send_keys(Keys.ENTER)
    page.until(lambda: [m.get_attribute("id") for m in shown(page)] == ["m3"], "the message")
    page.find("body").send_keys(Keys.ESCAPE)
    page.until(lambda: shown(page) == [], "it is closed")


def test_a_conversion_becomes_a_job(page, api, capture):
    page.find("[name='args.target']").send_keys("sipp")
    page.find("[value=anonymise]").click()
    page.find("#convert button").click()
    page.until(lambda: page.path.startswith("/jobs/"), "the page of the job")
    page.until(lambda: page.text("h1").startswith("● succeeded") or "succeeded" in page.text("h1"), "it succeeds")
    job = api.job(page.path.removeprefix("/jobs/"))
    assert job["args"] == {
        "pcap": capture, "sip_port": 0, "call": "1", "leg": 1, "target": "sipp", "rules": ["anonymise"], "templates": []
    }
    files = [link.text for link in page.all(".narrow a")]
    assert "scenario_uac.xml" in files and "scenario_uas.xml" in files and "log.txt" in files
    assert "sipp" in page.text(".commands") and "scenario_uac.xml" in page.text(".commands")
    page.button("Import into the library").click()
    page.until(lambda: page.path == f"/scenarios/-/import?job={job['id']}", "the form to import by")


def test_what_can_not_be_converted_says_why(page):
    page.run("document.querySelector('[name=\"args.leg\"]').options[0].value = 65")
    page.find("#convert button").click()
    assert "'args.leg' is no whole number from 1 to 64" in page.text("#convert [role=alert]")
    assert page.find("#convert button").is_enabled()


def test_the_legs_of_a_call_can_be_chosen(browser, api):  # noqa: F811
    assert api.upload("two-legs.pcap", TWO_LEGS.read_bytes()).status_code == 201
    browser.open("/captures/two-legs.pcap/calls/1")
    legs = [option.text for option in browser.all("[name='args.leg'] option")]
    assert len(legs) == 2 and legs[0].startswith("1: ") and legs[1].startswith("2: ")
    assert [leg.text for leg in browser.all(".facts div")][-2:] == [f"Leg {leg[0]}\n{leg[3:]}" for leg in legs]


def test_a_call_leads_to_its_scenario_and_to_the_next(browser, api):  # noqa: F811
    assert api.upload("neighbours.pcap", (ROOT / "Fixtures/several-calls-tcp/call.pcap").read_bytes()).ok
    browser.open("/captures/neighbours.pcap/calls/2?sip_port=5060")
    browser.button("Next call ▶").click()
    browser.until(lambda: browser.path == "/captures/neighbours.pcap/calls/3?sip_port=5060", "the next call")
    assert not [link for link in browser.all(".actions a") if link.text == "Next call ▶"]
    browser.button("See its scenarios").click()
    browser.until(lambda: browser.path.startswith("/captures/neighbours.pcap/calls/3/scenario"), "its scenario")
    browser.open("/captures/neighbours.pcap/calls/4")
    assert "there is no call '4'" in browser.text("h1")
