"""The library of scenarios, and the lab's rule sets and templates, as pages."""

import io
import re
import zipfile

import pytest
import requests
from browser import browser, session_browser  # noqa: F401
from hostile import IMAGE, QUOTES, SCRIPT
from selenium.webdriver.support.ui import Select

XML = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="{name}">
  <pause milliseconds="{pause}"/>
</scenario>
"""
RULES = 'rules: 1\nname: {name}\nmap:\n  - id: agent\n    at: user-agent\n    set: "{agent}"\n'


@pytest.fixture
def scenario(api):
    """Makes a scenario of the library, which is gone after the test."""
    made = []

    def make(id, pause=1, **more):
        answer = api.post("/scenarios", json={"id": id, "xml": XML.format(name="t", pause=pause), **more})
        assert answer.status_code == 201, answer.text
        made.append(id)
        return id

    yield make
    for id in made:
        api.delete(f"/scenarios/{id}")


def rows(browser):  # noqa: F811
    return [link.text for link in browser.all(".documents tbody td:first-child a")]


def test_import_from_a_job(browser, api, job):  # noqa: F811
    browser.open("/scenarios")
    browser.button("Import from pcap2scenario").click()
    choice = Select(browser.find("[name=job_id]"))
    choice.select_by_value(job["id"])
    assert browser.find("[name=scenario_id]").get_attribute("value") == "fixture"
    browser.type_into("[name=scenario_id]", "imported")
    browser.button("Import").click()
    browser.until(lambda: browser.path == "/scenarios/imported", "the scenario")
    assert browser.text("h1") == "imported"
    assert "gossipper" in browser.text(".commands")
    assert browser.text(".source li").startswith("<?xml")
    # A browser's download is a request with its cookie.
    link = browser.button("Download as zip").get_attribute("href")
    cookies = {cookie["name"]: cookie["value"] for cookie in browser.driver.get_cookies()}
    archive = zipfile.ZipFile(io.BytesIO(requests.get(link, cookies=cookies).content))
    assert {"imported/scenario_uac.xml", "imported/scenario_uas.xml", "imported/README.md"} <= set(archive.namelist())
    browser.button("imported_uas").click()
    browser.until(lambda: browser.path == "/scenarios/imported_uas", "the other side")
    assert browser.button("imported") and browser.text(".facts .badge").lower() == "uas"
    browser.open("/scenarios/-/import?job=" + job["id"])
    browser.find("[name=which][value=uas]").click()
    browser.until(lambda: not browser.all("[name=uas_scenario_id]")[0].is_displayed(), "one id is enough")
    for id in ("imported", "imported_uas"):
        assert api.delete(f"/scenarios/{id}").status_code == 204
    assert browser.complaints() == []


def test_search_tags_roles_and_parts_of_a_list(browser, scenario):  # noqa: F811
    for number in range(7):
        scenario(f"many-{number}", role=["uac", "uas"][number % 2], tags=["six & seven", f"n{number}"], name=f"No {number}")
    browser.open("/scenarios?q=many&limit=3")
    assert len(rows(browser)) == 3 and "1 to 3 of 7" in browser.text(".paging")
    browser.find(".paging [rel=next]").click()
    browser.until(lambda: "4 to 6 of 7" in browser.text(".paging"), "the next part")
    browser.open("/scenarios")
    browser.type_into("[name=q]", "many no")
    Select(browser.find("[name=role]")).select_by_value("uas")
    browser.button("Filter").click()
    browser.until(lambda: "role=uas" in browser.path, "the filtered list")
    assert sorted(rows(browser)) == ["many-1", "many-3", "many-5"]
    browser.button("six & seven").click()
    browser.until(lambda: "tag=" in browser.path, "all of a tag")
    assert len(rows(browser)) == 7
    browser.open("/scenarios?q=nothing-like-it")
    assert "Nothing fits" in browser.text(".empty")


def test_a_text_that_is_refused_is_not_lost(browser, scenario, api):  # noqa: F811
    id = scenario("refused")
    browser.open(f"/scenarios/{id}")
    browser.button("Edit").click()
    right = XML.format(name="t", pause=2)
    wrong = right.replace("/>", ">")
    browser.type_into("textarea", wrong)
    browser.type_into("[name=tags]", "one, two words ,")
    browser.type_into("[name=note]", "slower")
    browser.button("Save").click()
    browser.until_told(r"Line 3, column \d+")
    assert browser.text(".gutter .error").strip() == "3"
    assert browser.find("textarea").get_attribute("value") == wrong
    assert api.get(f"/scenarios/{id}").json()["version"] == 1
    browser.type_into("textarea", right)
    browser.button("Save").click()
    browser.until(lambda: browser.path == f"/scenarios/{id}", "the saved scenario")
    saved = api.get(f"/scenarios/{id}").json()
    assert saved["version"] == 2 and saved["xml"] == right and saved["tags"] == ["one", "two words"]
    assert "slower" in browser.text(".facts")


def test_what_an_engine_would_pass_over_is_told_after_the_save(browser, scenario, api):  # noqa: F811
    id = scenario("warned")
    browser.open(f"/scenarios/{id}/edit")
    text = XML.format(name="t", pause=2).replace("<pause", "<paws")
    browser.type_into("textarea", text)
    browser.button("Save").click()
    assert "Saved as version 2" in browser.until_told("Line 3, column 3 warning")
    assert browser.text(".gutter .warning").strip() == "3"
    # It is saved: the next save is of its next version, and nothing is asked when the page is left.
    browser.type_into("textarea", text.replace("paws", "pause"))
    browser.button("Save").click()
    browser.until(lambda: browser.path == f"/scenarios/{id}", "the scenario")
    assert api.get(f"/scenarios/{id}").json()["version"] == 3


def test_versions_what_differs_and_the_way_back(browser, scenario, api):  # noqa: F811
    id = scenario("turned", pause=1)
    for version, pause in ((1, 22), (2, 333)):
        body = {"xml": XML.format(name="t", pause=pause), "version": version}
        assert api.put(f"/scenarios/{id}", json=body).status_code == 200
    browser.open(f"/scenarios/{id}/diff")
    assert "version 2 to 3" in browser.text("h1")
    Select(browser.find("[name=from]")).select_by_visible_text("1")
    browser.button("Compare").click()
    browser.until(lambda: "version 1 to 3" in browser.text("h1"), "the other comparison")
    assert '<pause milliseconds="1"/>' in browser.text("tr.removed code")
    assert '<pause milliseconds="333"/>' in browser.text("tr.added code")
    browser.open(f"/scenarios/{id}/versions/1")
    assert "the newest is 3" in browser.text(".notice")
    browser.button("Restore version 1").click()
    browser.until(lambda: browser.path == f"/scenarios/{id}", "the newest version")
    restored = api.get(f"/scenarios/{id}").json()
    assert restored["version"] == 4 and 'milliseconds="1"' in restored["xml"]
    assert "version 1 restored" in browser.text(".facts")


def test_two_people_edit_one_scenario(browser, scenario, api):  # noqa: F811
    id = scenario("shared")
    browser.open(f"/scenarios/{id}/edit")
    body = {"xml": XML.format(name="t", pause=5), "version": 1}
    assert api.put(f"/scenarios/{id}", json=body).status_code == 200
    mine = XML.format(name="t", pause=6)
    browser.type_into("textarea", mine)
    browser.button("Save").click()
    browser.until_told("somebody has changed it meanwhile: the newest version is 2")
    assert browser.find("textarea").get_attribute("value") == mine
    assert 'milliseconds="5"' in api.get(f"/scenarios/{id}").json()["xml"]
    browser.button("Save mine over it").click()
    browser.until(lambda: browser.path == f"/scenarios/{id}", "the saved scenario")
    assert api.get(f"/scenarios/{id}").json()["xml"] == mine


def test_a_scenario_is_deleted_when_one_says_so(browser, scenario, api):  # noqa: F811
    id = scenario("unwanted")
    browser.open(f"/scenarios/{id}")
    browser.button("Delete").click()
    browser.find("dialog")
    browser.button("Cancel").click()
    browser.until(lambda: not browser.all("dialog"), "the dialog is closed")
    assert api.get(f"/scenarios/{id}").status_code == 200
    browser.button("Delete").click()
    browser.find("dialog .danger").click()
    browser.until(lambda: browser.path == "/scenarios", "the list")
    assert api.get(f"/scenarios/{id}").status_code == 404


def test_a_rule_set_begins_with_an_example_and_is_checked(browser, api):  # noqa: F811
    browser.open("/rules")
    browser.button("New rule set").click()
    assert "# Rules of our lab" in browser.find("textarea").get_attribute("value")
    browser.type_into("[name=id]", "begun")
    text = RULES.format(name="begun", agent="x").replace("user-agent", "user-agnet")
    browser.type_into("textarea", text)
    browser.button("Save").click()
    browser.until_told(r"Line 5, column \d+ error: .*user-agnet")
    assert browser.find("textarea").get_attribute("value") == text
    browser.type_into("textarea", text.replace("user-agnet", "user-agent"))
    browser.button("Save").click()
    browser.until(lambda: browser.path == "/rules/begun", "the rule set")
    assert api.delete("/rules/begun").status_code == 204


def test_a_template_begins_from_a_built_in_one(browser, api):  # noqa: F811
    browser.open("/templates")
    row = next(row for row in browser.all(".builtins tr") if row.text.startswith("pause.mustache"))
    row.find_element("tag name", "a").click()
    assert browser.find("[name=path]").get_attribute("value") == "pause.mustache"
    text = browser.find("textarea").get_attribute("value")
    assert "<pause" in text
    browser.type_into("[name=id]", "calm")
    browser.type_into("textarea", text + "{{nosuch}}\n")
    browser.button("Save").click()
    browser.until_told(r"Line \d+, column 3 error: .*nosuch")
    browser.type_into("textarea", text + "<!-- calm -->\n")
    browser.button("Save").click()
    browser.until(lambda: browser.path == "/templates/calm", "the template")
    assert api.get("/templates/calm").json()["mustache"].endswith("<!-- calm -->\n")
    assert api.delete("/templates/calm").status_code == 204


def test_names_tags_notes_and_texts_of_strangers_stay_text(browser, scenario, api):  # noqa: F811
    hostile = XML.format(name=SCRIPT.replace("<", "&lt;"), pause=1).replace("</scen", f"<!-- {SCRIPT}{IMAGE} --></scen")
    more = {"name": SCRIPT + "x" * 150, "tags": [IMAGE, QUOTES, "</textarea>"], "note": QUOTES}
    assert api.post("/scenarios", json={"id": "hostile", "xml": hostile, **more}).status_code == 201
    newer = hostile.replace("window.hacked", "window.hacked2")
    assert api.put("/scenarios/hostile", json={"xml": newer, "version": 1, "note": IMAGE}).status_code == 200
    rules = RULES.format(name=f"'{SCRIPT}'", agent="</textarea><script>window.hacked=5</script>")
    older = rules.replace("hacked=5", "hacked=4")
    assert api.post("/rules", json={"id": "hostile", "yaml": older, "name": IMAGE}).status_code == 201
    assert api.put("/rules/hostile", json={"yaml": rules, "version": 1, "note": SCRIPT}).status_code == 200
    for path in (
        "/scenarios",
        "/scenarios?q=%22%3E%3Cscript%3Ewindow.hacked=6%3C/script%3E",
        "/scenarios?tag=%22%3E%3Cscript%3Ewindow.hacked=6%3C/script%3E",
        "/scenarios/hostile",
        "/scenarios/hostile/edit",
        "/scenarios/hostile/diff",
        "/scenarios/hostile/versions/1",
        "/rules",
        "/rules/hostile",
        "/rules/hostile/edit",
        "/rules/hostile/diff",
        "/templates/-/new?from=%3Cscript%3Ewindow.hacked=6%3C/script%3E",
    ):
        for size in ((1280, 900), (360, 740)):
            browser.resize(*size)
            browser.open(path)
            browser.find("h1")
            assert browser.run("return window.hacked ?? window.hacked2") is None, path
            assert not browser.all("main script, main img, main svg"), path
            assert not browser.has_sideways_scroll(), (path, size)
    browser.resize(1280, 900)
    browser.open("/rules/hostile/edit")
    assert browser.find("textarea").get_attribute("value") == rules
    browser.open("/scenarios/hostile")
    assert f"<!-- {SCRIPT}".replace("window.hacked", "window.hacked2") in browser.text(".source")
    for path in ("/scenarios/hostile", "/rules/hostile"):
        assert api.delete(path).status_code == 204


def test_lines_keep_their_ends(browser, api):  # noqa: F811
    """A browser gives LF only; a text with CR LF, or one that begins with an empty line, is saved as it was."""
    text = "\n\n" + RULES.format(name="ends", agent="x")
    for id, own in (("ends-lf", text), ("ends-crlf", text.replace("\n", "\r\n"))):
        assert api.post("/rules", json={"id": id, "yaml": own}).status_code == 201
        browser.open(f"/rules/{id}/edit")
        browser.type_into("[name=name]", "named")
        browser.button("Save").click()
        browser.until(lambda: browser.path == f"/rules/{id}", "the rule set")
        saved = api.get(f"/rules/{id}").json()
        assert saved["name"] == "named" and saved["yaml"] == own and saved["version"] == 1
        assert api.delete(f"/rules/{id}").status_code == 204


def test_without_scripts_all_can_be_read_and_nothing_be_lost(browser, scenario):  # noqa: F811
    id = scenario("plain")
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        for path in (f"/scenarios/{id}/edit", "/rules/-/new", "/scenarios/-/import"):
            browser.open(path)
            assert "needs scripts" in browser.text("main")
            assert not browser.find("main form button").is_enabled()
            assert browser.find("main form").get_attribute("method") == "post"
        browser.open(f"/scenarios/{id}")
        assert "<pause" in browser.text(".source")
        browser.open("/scenarios")
        browser.find("[name=q]").send_keys("plain")
        browser.button("Filter").click()
        browser.until(lambda: rows(browser) == [id], "the filtered list")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_whoever_has_not_logged_in_sees_nothing(shared):
    for path in ("/scenarios", "/rules/x", "/templates", "/captures/x/calls/1/scenario", "/scenarios/-/import"):
        answer = requests.get(shared.url + path, allow_redirects=False)
        assert answer.status_code == 303 and re.match("/login", answer.headers["Location"]), path
    answer = requests.post(shared.url + "/api/v2/rules/preview", json={"capture": "x", "id": "x", "yaml": "x"})
    assert answer.status_code == 401


def test_no_document_is_called_what_the_api_has_at_its_path(api, job):
    assert api.post("/rules", json={"id": "preview", "yaml": RULES.format(name="x", agent="x")}).status_code == 400
    name = "import-from-pcap-job"
    assert api.post("/scenarios", json={"id": name, "xml": XML.format(name="x", pause=1)}).status_code == 400
    order = {"job_id": job["id"], "scenario_id": name}
    assert api.post(f"/scenarios/{name}", json=order).status_code == 400
