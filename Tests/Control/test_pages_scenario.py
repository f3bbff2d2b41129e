"""The page of a call beside what becomes of it, and the rule editor in it."""

import pytest
from browser import browser, session_browser  # noqa: F401
from conftest import CAPTURE
from hostile import call as hostile_call
from selenium.webdriver.common.keys import Keys

RULES = """rules: 1
name: {name}
map:
  - id: own-agent
    at: user-agent
    when: {{ message: request }}
    set: "{agent}"
"""


@pytest.fixture(scope="module")
def capture(api):
    assert api.upload("explained.pcapng").status_code == 201
    return "explained.pcapng"


@pytest.fixture
def page(browser, capture):  # noqa: F811
    def open(query=""):
        browser.open(f"/captures/{capture}/calls/1/scenario{query}")
        browser.find(".message")
        return browser

    return open


def test_every_replaced_part_is_marked_on_both_sides(page):
    page = page()
    captured = [mark.get_attribute("data-key") for mark in page.all(".captured .piece")]
    generated = [mark.get_attribute("data-key") for mark in page.all(".result .piece")]
    assert captured == generated and len(set(captured)) == len(captured) > 20
    # The sides without what is told about the marks are the captured message and the generated text.
    left, right = page.run(
        """return ["captured", "result"].map(side => [...document.querySelectorAll(".message .pair code." + side)]
        .slice(0, 3).map(line => { const copy = line.cloneNode(true);
        copy.querySelectorAll(".tip").forEach(tip => tip.remove()); return copy.textContent; }));"""
    )
    assert left[0].startswith("INVITE sip:") and left[0].endswith(" SIP/2.0") and "[" not in left[0]
    assert right[0] == "INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0"
    assert len(page.all(".message")) > 6
    assert page.complaints() == []


def test_a_mark_tells_value_rule_and_place_to_the_keyboard(page):
    page = page()
    mark = page.find(".result .piece")
    tip = mark.find_element("css selector", ".tip")
    assert not tip.is_displayed()
    # By the key that leads from control to control, from the one before.
    page.find(".reasons").send_keys(Keys.TAB)
    assert page.run("return document.activeElement") == mark
    assert tip.is_displayed()
    assert "dialed-user" in tip.text and "common.yaml:" in tip.text
    assert "captured " in tip.text and "[service]" in tip.text
    # Its other side is shown with it.
    assert "lit" in page.find(".captured .piece").get_attribute("class")
    page.run("return document.activeElement").send_keys(Keys.ESCAPE)
    page.until(lambda: not tip.is_displayed(), "the tip is closed")


def test_what_no_rule_touched_says_why(page):
    page = page()
    for line in page.all(".pair:not(.headings)"):
        text = line.find_element("css selector", ".captured").get_attribute("textContent")
        if text and not line.find_elements("css selector", ".piece"):
            assert line.find_element("css selector", ".reason").text.strip(), text
    page.find(".reasons").click()
    assert not any(reason.is_displayed() for reason in page.all(".reason"))


def test_one_side_alone_and_what_can_not_be_shown(page, capture):
    browser = page("?role=uas")
    assert {badge.get_attribute("textContent") for badge in browser.all(".message h2 .badge")} == {"UAS"}
    browser.open(f"/captures/{capture}/calls/1/scenario?leg=9")
    assert "no leg 9" in browser.text("[role=alert]")
    browser.open(f"/captures/{capture}/calls/1/scenario?rules=nosuch")
    assert "nosuch" in browser.text("[role=alert]")
    browser.open("/captures/nosuch.pcap/calls/1/scenario")
    assert "there is no capture 'nosuch.pcap'" in browser.text("h1")


def test_a_long_call_is_shown_in_parts(browser, api):  # noqa: F811
    assert api.upload("long.pcap", hostile_call(pings=20)).status_code == 201
    browser.open("/captures/long.pcap/calls/1/scenario?role=uac&rules=anonymise")
    # INVITE, ACK, 20 OPTIONS, BYE of the caller, and 46 of both.
    assert "1–23 of 23 messages" in browser.text("#explanation .summary")
    browser.open("/captures/long.pcap/calls/1/scenario?rules=anonymise")
    assert "1–30 of 46 messages" in browser.text("#explanation .summary") and len(browser.all(".message")) == 30
    browser.find(".paging [rel=next]").click()
    browser.until(lambda: "31–46 of 46 messages" in browser.text("#explanation .summary"), "the next part")
    assert "rules=anonymise" in browser.path and len(browser.all(".message")) == 16
    # What is tried is shown of the same part.
    browser.type_into("textarea", RULES.format(name="long", agent="Long 1"))
    browser.until(lambda: "Long 1" in browser.text("#explanation"), "the result")
    assert "31–46 of 46 messages" in browser.text("#explanation .summary")


def test_a_rule_is_tried_before_it_is_saved(page, api):
    page = page()
    assert "# Rules of our lab" in page.find("textarea").get_attribute("value")
    assert "Tried Phone" not in page.text("#explanation")
    page.type_into(".rule-form [name=id]", "tried")
    page.type_into("textarea", RULES.format(name="tried", agent="Tried Phone 1"))
    # While one types, without a button.
    page.until(lambda: "Tried Phone 1" in page.text("#explanation"), "the result of what was typed")
    page.type_into("textarea", RULES.format(name="tried", agent="Tried Phone 2"))
    page.button("Try").click()
    page.until(lambda: "Tried Phone 2" in page.text("#explanation"), "the result of what was tried")
    assert "nothing is saved" in page.until_told("nothing is saved")
    assert api.get("/rules/tried").status_code == 404
    places = page.run("""return [...document.querySelectorAll(".result .piece")].map(p => p.dataset.place)""")
    assert any(place.startswith("lab/rules/tried.yaml:4:") for place in places)
    # What is told of the mark leads to the rule: in the editor while it stands there, else to its page.
    mark = next(mark for mark in page.all(".result .piece") if "tried.yaml:4:" in (mark.get_attribute("data-place") or ""))
    mark.send_keys(Keys.TAB)
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    caret = page.run("return document.activeElement.selectionStart")
    assert page.find("textarea").get_attribute("value")[:caret].count("\n") == 3
    page.button("Save as the lab's").click()
    page.until_told("Saved as version 1")
    assert "Tried Phone 2" in api.get("/rules/tried").json()["yaml"]
    # Once more, as its next version; the address shows the same again.
    page.type_into("textarea", RULES.format(name="tried", agent="Tried Phone 3"))
    page.button("Save as the lab's").click()
    page.until_told("Saved as version 2")
    assert not page.asks_before_it_leaves()
    page.driver.refresh()
    assert "Tried Phone 3" in page.text("#explanation")
    assert "Tried Phone 3" in page.find("textarea").get_attribute("value")
    page.open(page.path.replace("edit=tried", "edit="))
    mark = next(mark for mark in page.all(".result .piece") if "tried.yaml:4:" in (mark.get_attribute("data-place") or ""))
    mark.send_keys(Keys.TAB)
    page.driver.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: page.path == "/rules/tried#L4", "the page of the rule set")
    assert "own-agent" in page.text(".source li:target")
    assert page.complaints() == []


def test_what_is_wrong_is_told_at_its_line_and_nothing_is_lost(page, api):
    page = page()
    assert not page.asks_before_it_leaves()
    shown = page.text("#explanation")
    wrong = RULES.format(name="wrong", agent="x").replace("set:", "sett:")
    page.type_into(".rule-form [name=id]", "wrong")
    page.type_into("textarea", wrong)
    page.until_told("Line 7, column 5")
    assert [mark.text.strip() for mark in page.all(".gutter .error")] == ["4", "7"]
    assert page.text("#explanation") == shown
    page.button("Save as the lab's").click()
    page.until_told("Line 7, column 5")
    assert page.find("textarea").get_attribute("value") == wrong
    assert api.get("/rules/wrong").status_code == 404
    page.button("Line 7, column 5").click()
    caret = page.run("return document.activeElement.selectionStart")
    assert wrong[:caret].count("\n") == 6
    assert page.asks_before_it_leaves()


def test_two_people_change_one_rule_set(page, api):
    assert api.post("/rules", json={"id": "both", "yaml": RULES.format(name="both", agent="First")}).status_code == 201
    browser = page("?edit=both&rules=both")
    assert "First" in browser.text("#explanation")
    theirs = {"yaml": RULES.format(name="both", agent="Theirs"), "version": 1}
    assert api.put("/rules/both", json=theirs).status_code == 200
    mine = RULES.format(name="both", agent="Mine")
    browser.type_into("textarea", mine)
    browser.button("Save as the lab's").click()
    assert "the newest version is 2" in browser.until_told("somebody has changed it")
    assert browser.find("textarea").get_attribute("value") == mine
    assert "Theirs" in api.get("/rules/both").json()["yaml"]
    browser.button("Save mine over it").click()
    browser.until_told("Saved as version 3")
    assert "Mine" in api.get("/rules/both").json()["yaml"]
    assert "Theirs" in api.get("/rules/both/versions/2").json()["version"]["text"]


def test_texts_of_strangers_stay_text(browser, api):  # noqa: F811
    assert api.upload("hostile.pcap", hostile_call()).status_code == 201
    browser.open("/captures/hostile.pcap/calls/1/scenario")
    assert 'From: "<script>window.hacked=1</script>"' in browser.text("#explanation")
    hostile = RULES.format(name="'<script>window.hacked=7</script>'", agent="<img src=x onerror=window.hacked=8>")
    browser.type_into(".rule-form [name=id]", "hostile")
    browser.type_into("textarea", hostile)
    browser.until(lambda: "onerror=window.hacked=8" in browser.text("#explanation"), "what was typed")
    wrong = hostile + "  - id: '<img src=x onerror=window.hacked=9>'\n    at: '<svg onload=window.hacked=10>'\n    drop: true\n"
    browser.type_into("textarea", wrong)
    browser.until_told("svg onload")
    assert browser.run("return window.hacked") is None
    assert not browser.all("main script, main img, main svg, .verdict img, .verdict svg")
    assert browser.complaints() == []


def test_a_preview_by_the_api(api, capture):
    """What the page asks: the explanation, or what is wrong and where; nothing of it is a change."""
    asked = {"capture": capture, "call": 1, "id": "asked", "yaml": RULES.format(name="asked", agent="Asked 1")}
    before = api.get("/audit").json()["total"]
    answer = api.post("/rules/preview", json=asked)
    assert answer.status_code == 200, answer.text
    first = answer.json()["messages"][0]
    line = next(line for line in first["lines"] if line["captured"].startswith("User-Agent"))
    assert line["result"] == "User-Agent: Asked 1"
    assert "".join(piece["captured"] for piece in line["pieces"]) == line["captured"]
    wrong = api.post("/rules/preview", json={**asked, "yaml": asked["yaml"] + "colour: red\n"})
    assert wrong.status_code == 422
    assert [(f["line"], f["column"]) for f in wrong.json()["findings"]] == [(8, 1)]
    for change, status in (
        ({"capture": "nosuch.pcap"}, 404),
        ({"capture": "../x"}, 400),
        ({"call": 99}, 422),
        ({"leg": 0}, 400),
        ({"id": "../x"}, 400),
        ({"rules": ["../x"]}, 400),
        ({"rules": ["nosuch"]}, 422),
        ({"target": "nosuch"}, 422),
        ({"yaml": ""}, 400),
        ({"colour": "red"}, 400),
    ):
        assert api.post("/rules/preview", json={**asked, **change}).status_code == status, change
    assert api.get("/rules/asked").status_code == 404
    assert api.get("/audit").json()["total"] == before
