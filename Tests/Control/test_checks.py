"""What is wrong with a text is told when it is saved, as the command line tells it, and nothing is stored."""

import sqlite3
import subprocess

import pytest

from conftest import WORKER

RULES = """rules: 1
name: {}
map:
  - id: who-calls
    at: from.user
    value: local.user
    hedaer: x
"""


@pytest.fixture(scope="module")
def xml(api, job):
    return api.get(f"/jobs/{job['id']}/artifacts/scenario_uac.xml").text


def findings(answer):
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"] in {finding["message"] for finding in answer.json()["findings"]}
    return answer.json()["findings"]


def told(folder, *arguments):
    """What the command line says of the same, a line each."""
    ran = subprocess.run([WORKER, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
    return [line for line in ran.stderr.splitlines() if "error: [" in line or "warning: [" in line]


def test_rules(api, tmp_path):
    text = RULES.format("lab")
    found = findings(api.post("/rules", json={"id": "lab", "yaml": text}))
    assert all(f["file"] == "lab.yaml" and f["line"] >= 1 and f["column"] >= 1 for f in found)
    (tmp_path / "lab.yaml").write_text(text)
    lines = told(tmp_path, "rules", "check", "lab.yaml")
    assert [f"{f['file']}:{f['line']}:{f['column']}: {f['severity']}: [{f['code']}] {f['message']}" for f in found] == lines
    assert api.get("/rules/lab").status_code == 404


def test_rules_that_extend_others_of_the_lab(api):
    base = "rules: 1\nname: base\n"
    assert api.post("/rules", json={"id": "base", "yaml": base}).status_code == 201
    child = "rules: 1\nname: child\nextends: base.yaml\n"
    answer = api.post("/rules", json={"id": "child", "yaml": child})
    assert answer.status_code == 201, answer.text
    found = findings(api.put("/rules/child", json={"yaml": child.replace("base.yaml", "nosuch.yaml")}))
    assert "nosuch.yaml" in str(found)
    assert api.get("/rules/child").json()["version"] == 1


def test_a_template(api):
    body = {"id": "send", "path": "send.mustache", "mustache": "{{#nosuch}}x{{/nosuch}}\n{{body"}
    found = findings(api.post("/templates", json=body))
    assert any(f["file"] == "send.mustache" and f["line"] >= 1 for f in found)
    assert api.get("/templates/send").status_code == 404
    for path in ("../send.mustache", "/send.mustache", "a/b/send.mustache", "send.txt", "a/../send.mustache", ""):
        assert api.post("/templates", json={**body, "path": path}).status_code == 400, path


def test_a_scenario(api, xml):
    assert api.post("/scenarios", json={"id": "right", "xml": xml}).status_code == 201
    for text in (xml.replace("</scenario>", ""), xml.replace("<send", "<sned", 1), "no scenario", "<html><script/></html>"):
        found = findings(api.post("/scenarios", json={"id": "wrong", "xml": text}))
        errors = [f for f in found if f["severity"] == "error"]
        assert errors and all(f["file"] == "wrong.xml" and f["line"] >= 1 for f in errors), found
    assert api.get("/scenarios/wrong").status_code == 404
    findings(api.put("/scenarios/right", json={"xml": xml.replace("</scenario>", "")}))
    assert (api.get("/scenarios/right").json()["version"], api.get("/scenarios/right").json()["xml"]) == (1, xml)


def test_a_name_alone_is_not_checked_again(api, shared, xml):
    """What another change has made wrong can still be renamed."""
    assert api.post("/scenarios", json={"id": "old", "xml": xml}).status_code == 201
    with sqlite3.connect(shared.folder / "control.sqlite") as database:
        database.execute("UPDATE version SET text = 'nothing' WHERE id = 'old'")
    database.close()
    assert api.put("/scenarios/old", json={"name": "An old one"}).status_code == 200
    findings(api.put("/scenarios/old", json={"xml": "nothing else"}))


def test_what_the_lab_keeps_is_used_by_jobs(api, job):
    assert api.post("/rules", json={"id": "lab-1", "yaml": "rules: 1\nname: lab-1\n"}).status_code == 201
    assert api.finished(api.convert("fixture.pcapng", rules=["lab-1"], target="sipp")["id"])["status"] == "succeeded"
    failed = api.finished(api.convert("fixture.pcapng", rules=["nosuch"])["id"])
    assert failed["status"] == "failed" and "nosuch" in failed["error"]
    failed = api.finished(api.convert("fixture.pcapng", templates=["nosuch"])["id"])
    assert failed["status"] == "failed" and "nosuch" in failed["error"]
