"""What scripts do with the API, as the reference documents it, and how it says no."""

import io
import json
import pathlib
import socket
import sqlite3
import subprocess
import zipfile

import pytest

from conftest import CAPTURE, PASSWORD, Client

REFERENCE = pathlib.Path(__file__).parent / "reference.txt"
NOWHERE = "00000000-0000-4000-8000-000000000000"


def imports(api, **fields):
    return api.post("/scenarios/import-from-pcap-job", json=fields)


def refused(answer, status, *words):
    """The one form of every refusal, and what it names."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    for word in words:
        assert word in answer.json()["error"]
    return answer.json()


def test_the_documented_curl_works_verbatim(start):
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", 8080)) == 0:
            pytest.skip("port 8080, which the documented command names, is another program's")
    server = start(listen="localhost:8080")
    api = server.client()
    job = api.succeeded()
    command = REFERENCE.read_text().replace("<succeeded-job-uuid>", job["id"])
    token = api.headers["Authorization"].split()[1]
    ran = subprocess.run(
        ["bash", "-c", command],
        env={"PATH": "/usr/bin:/bin", "NO_PROXY": "localhost", "TOKEN": token},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == {
        "imported": [
            {"id": "my_call_uac", "role": "uac", "file": "scenario_uac.xml"},
            {"id": "my_call_uac_uas", "role": "uas", "file": "scenario_uas.xml"},
        ],
        "out_dir": f"artifacts/jobs/{job['id']}/scenarios",
        "job_id": job["id"],
    }
    for role in ("uac", "uas"):
        wrote = api.get(f"/jobs/{job['id']}/artifacts/scenario_{role}.xml").text
        assert api.get(f"/scenarios/my_call_uac{'_uas' if role == 'uas' else ''}").json()["xml"] == wrote


class TestImport:
    def test_without_which_it_is_the_callers(self, api, job):
        answer = imports(api, job_id=job["id"], scenario_id="only-uac")
        assert answer.status_code == 201
        assert answer.json()["imported"] == [{"id": "only-uac", "role": "uac", "file": "scenario_uac.xml"}]

    def test_the_called_sides_alone_takes_the_id_that_was_given(self, api, job):
        answer = imports(api, job_id=job["id"], which="uas", scenario_id="only-uas")
        assert answer.json()["imported"] == [{"id": "only-uas", "role": "uas", "file": "scenario_uas.xml"}]

    def test_both_have_ids_of_their_own(self, api, job):
        answer = imports(api, job_id=job["id"], which="both", scenario_id="both", uas_scenario_id="other")
        assert [one["id"] for one in answer.json()["imported"]] == ["both", "other"]
        assert api.get("/scenarios/both").json()["partner"] == "other"

    def test_again_it_is_another_version_and_keeps_its_name(self, api, job):
        imports(api, job_id=job["id"], scenario_id="twice")
        assert api.put("/scenarios/twice", json={"name": "A call", "tags": ["x"]}).status_code == 200
        imports(api, job_id=job["id"], scenario_id="twice")
        scenario = api.get("/scenarios/twice").json()
        assert (scenario["version"], scenario["name"], scenario["tags"]) == (2, "A call", ["x"])

    @pytest.mark.parametrize(
        "fields, word",
        [
            ({"scenario_id": "x"}, "job_id"),
            ({"job_id": NOWHERE}, "scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": "x", "which": "all"}, "which"),
            ({"job_id": NOWHERE, "scenario_id": "../x"}, "scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": 7}, "scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": "x" * 129}, "scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": "x" * 126, "which": "both"}, "uas_scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": "x", "which": "both", "uas_scenario_id": "x"}, "uas_scenario_id"),
            ({"job_id": NOWHERE, "scenario_id": "x", "wich": "uac"}, "did you mean 'which'?"),
        ],
    )
    def test_bad_fields_are_400_and_named(self, api, fields, word):
        refused(imports(api, **fields), 400, word)

    def test_an_unknown_job_is_404(self, api):
        refused(imports(api, job_id=NOWHERE, scenario_id="x"), 404, NOWHERE)
        refused(imports(api, job_id="../" + NOWHERE, scenario_id="x"), 404)

    def test_a_file_that_is_gone_is_404(self, api, shared):
        job = api.succeeded("gone.pcapng")
        (shared.folder / "artifacts/jobs" / job["id"] / "scenarios/scenario_uas.xml").unlink()
        refused(imports(api, job_id=job["id"], which="both", scenario_id="gone"), 404, "scenario_uas.xml")
        refused(api.get("/scenarios/gone"), 404)

    def test_a_job_that_did_not_succeed_is_409(self, api):
        api.upload("call.pcapng")
        job = api.finished(api.convert("call.pcapng", call=99)["id"])
        assert job["status"] == "failed" and "99" in job["error"]
        refused(imports(api, job_id=job["id"], scenario_id="x"), 409, "failed")


class TestBodies:
    @pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "null", "\xff"])
    def test_what_is_no_object_is_400(self, api, text):
        answer = api.post("/scenarios", data=text.encode("latin-1"), headers={"Content-Type": "application/json"})
        refused(answer, 400, "JSON object")

    def test_only_json_is_read(self, api):
        refused(api.post("/scenarios", data={"id": "x"}), 415, "application/json")
        refused(api.post("/scenarios", data="{}", headers={"Content-Type": "text/plain"}), 415)

    def test_depth_is_no_way_to_harm(self, api):
        text = '{"id":' + "[" * 100_000 + "]" * 100_000 + "}"
        refused(api.post("/scenarios", data=text, headers={"Content-Type": "application/json"}), 400)


class TestJobsOfCaptures:
    def test_what_ran_is_told(self, api, job):
        assert job["profile_id"] == "pcap2scenario" and job["profile_kind"] == "tool"
        assert job["created_at"] <= job["started_at"] <= job["finished_at"]
        assert job["exit_code"] == 0 and "error" not in job
        names = {entry["name"]: entry["size"] for entry in api.get(f"/jobs/{job['id']}/artifacts").json()["artifacts"]}
        assert {"scenario_uac.xml", "scenario_uas.xml", "caller_rtp.pcap", "callee_rtp.pcap", "log.txt"} <= set(names)
        for name, size in names.items():
            assert len(api.get(f"/jobs/{job['id']}/artifacts/{name}").content) == size

    @pytest.mark.parametrize(
        "args, word",
        [
            ({}, "args.pcap"),
            ({"pcap": "media/pcap/../x"}, "args.pcap"),
            ({"pcap": "/etc/passwd"}, "args.pcap"),
            ({"pcap": "x", "sip_port": 65536}, "args.sip_port"),
            ({"pcap": "x", "sip_port": 1.5}, "args.sip_port"),
            ({"pcap": "x", "leg": 0}, "args.leg"),
            ({"pcap": "x", "call": True}, "args.call"),
            ({"pcap": "x", "call": "a\0b"}, "args.call"),
            ({"pcap": "x", "target": "--out=/"}, "args.target"),
            ({"pcap": "x", "rules": ["../../x"]}, "args.rules"),
            ({"pcap": "x", "templates": "-x"}, "args.templates"),
            ({"pcap": "x", "rules": [1]}, "args.rules"),
            ({"pcap": "x", "rule": "load"}, "did you mean 'rules'?"),
        ],
    )
    def test_bad_arguments_are_400_and_named(self, api, args, word):
        refused(api.post("/tools/pcap2scenario/run", json={"args": args}), 400, word)

    def test_what_is_not_there_is_404(self, api):
        refused(api.post("/tools/pcap2scenario/run", json={"args": {"pcap": "nosuch"}}), 404, "nosuch")
        refused(api.post("/tools/tcpdump/run", json={"args": {"pcap": "nosuch"}}), 404)
        for path in ("", "/artifacts", "/artifacts/log.txt", "/events"):
            refused(api.get(f"/jobs/{NOWHERE}{path}"), 404)
        refused(api.post(f"/jobs/{NOWHERE}/stop"), 404)
        refused(api.delete(f"/jobs/{NOWHERE}"), 404)

    def test_a_job_is_removed_with_what_it_left_but_what_was_imported_stays(self, api, shared):
        job = api.succeeded("removed.pcapng")
        assert imports(api, job_id=job["id"], which="both", scenario_id="kept").status_code == 201
        refused(api.post(f"/jobs/{job['id']}/stop"), 409, "succeeded")
        assert api.delete(f"/jobs/{job['id']}").status_code == 204
        refused(api.get(f"/jobs/{job['id']}"), 404)
        assert not (shared.folder / "artifacts/jobs" / job["id"]).exists()
        assert len(api.get("/scenarios/kept/download").content) > 10_000

    def test_calls_are_listed_with_their_models(self, api, job):
        calls = api.get("/captures/fixture.pcapng/calls").json()["calls"]
        assert len(calls) == 1 and calls[0]["model"]["callID"] == calls[0]["callID"]
        assert "model" not in api.get("/captures/fixture.pcapng/calls?model=none").json()["calls"][0]
        assert api.get("/captures/fixture.pcapng/calls?outcome=cancelled").json()["calls"] == []
        refused(api.get("/captures/fixture.pcapng/calls?outcome=lost"), 422)
        refused(api.get("/captures/fixture.pcapng/calls?sip_port=--help"), 422)
        refused(api.get("/captures/nosuch/calls"), 404)

    def test_a_capture_comes_back_as_it_was(self, api, job):
        assert api.get("/media/pcap/fixture.pcapng").content == CAPTURE.read_bytes()
        refused(api.upload("fixture.pcapng"), 409)
        refused(api.upload("page.html", b"<html><script>alert(1)</script>"), 400, "no capture")
        refused(api.upload("empty", b""), 400)
        assert {"page.html", "empty"}.isdisjoint(c["name"] for c in api.get("/media/pcap").json()["captures"])
        api.upload("short-lived")
        assert api.delete("/media/pcap/short-lived").status_code == 204
        refused(api.delete("/media/pcap/short-lived"), 404)
        refused(api.get("/media/pcap/short-lived"), 404)


class TestScenarios:
    def test_the_zip_holds_what_a_replay_needs(self, api, job):
        imports(api, job_id=job["id"], which="both", scenario_id="zipped")
        answer = api.get("/scenarios/zipped/download")
        assert answer.headers["Content-Type"] == "application/zip"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="zipped.zip"'
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        assert archive.testzip() is None
        names = {name.removeprefix("zipped/") for name in archive.namelist()}
        assert names == {"scenario_uac.xml", "scenario_uas.xml", "caller_rtp.pcap", "callee_rtp.pcap", "README.md"}
        for name in names - {"README.md"}:
            assert archive.read(f"zipped/{name}") == api.get(f"/jobs/{job['id']}/artifacts/{name}").content
        readme = archive.read("zipped/README.md").decode()
        assert "scenario_uac.xml" in readme and "-au" in readme and "scenarios/" not in readme

    def test_versions_and_what_differs(self, api):
        text = "rules: 1\nname: one\n"
        added = api.post("/rules", json={"id": "one", "yaml": text, "note": "begun"})
        assert added.status_code == 201, added.text
        changed = api.put("/rules/one", json={"yaml": "# changed\n" + text, "version": 1, "note": "said so"})
        assert changed.json()["version"] == 2
        refused(api.put("/rules/one", json={"yaml": text, "version": 1}), 409, "2")
        assert api.put("/rules/one", json={"name": "One"}).json()["version"] == 2
        versions = api.get("/rules/one/versions").json()["versions"]
        assert [(v["version"], v["note"], v["user"]) for v in versions] == [(2, "said so", "admin"), (1, "begun", "admin")]
        assert api.get("/rules/one/versions/1").json()["version"]["text"] == text
        lines = api.get("/rules/one/diff").json()["lines"]
        assert [line["text"] for line in lines if line["sort"] == "added"] == ["# changed"]
        assert not [line for line in lines if line["sort"] == "removed"]
        for path in ("/versions/3", "/versions/0", "/versions/x", "/diff?from=9"):
            refused(api.get("/rules/one" + path), 404)
        refused(api.get("/rules/one/diff?from=x"), 400)
        assert api.delete("/rules/one").status_code == 204
        refused(api.get("/rules/one"), 404)

    def test_lists_come_in_parts_and_are_searched(self, api, job):
        for number in range(3):
            imports(
                api, job_id=job["id"], scenario_id=f"part{number}_of"
            )
        found = api.get("/scenarios?q=part _of").json()
        assert found["total"] == 3 and {s["id"] for s in found["scenarios"]} == {f"part{n}_of" for n in range(3)}
        page = api.get("/scenarios?q=part _of&limit=2&offset=2").json()
        assert page["total"] == 3 and len(page["scenarios"]) == 1
        # Neither is a pattern.
        assert api.get("/scenarios?q=part%25of").json()["total"] == 0
        assert api.get("/scenarios?q=part0.of").json()["total"] == 0
        assert api.get("/scenarios?q=%27%20OR%201=1%20--").json()["total"] == 0
        for query in ("limit=0", "limit=1001", "offset=-1", "limit=x", "limit="):
            refused(api.get("/scenarios?" + query), 400)


class TestAudit:
    def test_changes_and_tries_are_written_down(self, api, shared, job):
        api.delete("/scenarios/never-was")
        Client(shared.url).delete("/scenarios/by-a-stranger")
        entries = api.get("/audit?limit=50").json()["entries"]
        mine = next(e for e in entries if e["path"] == "/api/v2/scenarios/never-was")
        assert (mine["user"], mine["method"], mine["status"]) == ("admin", "DELETE", 404)
        assert mine["address"] == "127.0.0.1"
        assert any(e["path"] == "/api/v2/auth/login" and e["status"] == 200 for e in api.get("/audit?limit=1000").json()["entries"])
        # A stranger is refused before he touches anything, and can't fill the disk by it.
        assert not [e for e in entries if "by-a-stranger" in e["path"]]
