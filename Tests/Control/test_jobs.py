"""Worker processes that misbehave, and jobs that are stopped: the server says so, and lives on."""

import json
import os
import signal
import threading

import pytest

from conftest import PATIENCE, until

# What a worker that is of no use any more leaves to be seen: its process id.
HANGS = 'echo $$ >> "$(dirname "$0")/pids"; trap "" TERM; while :; do sleep 1; done'


def pids(tmp_path):
    path = tmp_path / "pids"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    "script, reason, code",
    [
        ("kill -SEGV $$", "signal 11", None),
        ("kill -KILL $$", "signal 9", None),
        ("head -c 3000000 /dev/urandom; head -c 3000000 /dev/urandom >&2; exit 3", "ended with 3", 3),
        ('echo "x: error: [bad-luck] no luck today" >&2; exit 2', "no luck today", 2),
    ],
)
def test_a_worker_that_dies_makes_its_job_fail_and_no_more(start, program, script, reason, code):
    server = start(program=program(script))
    api = server.client()
    api.upload("call.pcapng")
    job = api.finished(api.convert("call.pcapng")["id"])
    assert job["status"] == "failed"
    assert reason in job["error"]
    assert job.get("exit_code") == code
    # What it answers to a question is as little to be relied on.
    assert api.get("/captures/call.pcapng/calls").status_code == 422
    assert api.get("/health").json() == {"status": "ok"}
    assert server.process.poll() is None


def test_success_that_wrote_nothing_has_nothing_to_import(start, program):
    api = start(program=program("head -c 300000 /dev/urandom")).client()
    api.upload("call.pcapng")
    job = api.finished(api.convert("call.pcapng")["id"])
    assert job["status"] == "succeeded"
    answer = api.post("/scenarios/import-from-pcap-job", json={"job_id": job["id"], "scenario_id": "x"})
    assert answer.status_code == 404
    assert api.get("/captures/call.pcapng/calls").status_code == 500
    assert api.get("/health").status_code == 200


def test_a_worker_that_hangs_is_ended_after_its_time(start, program, tmp_path):
    api = start("--job-timeout", "1", program=program(HANGS)).client()
    api.upload("call.pcapng")
    job = api.finished(api.convert("call.pcapng")["id"])
    assert job["status"] == "failed" and job["error"] == "it was ended after 1 s"
    assert len(pids(tmp_path)) == 1 and not lives(pids(tmp_path)[0])


def test_stopping_ends_what_runs_and_what_waits(start, program, tmp_path):
    api = start("--workers", "1", program=program(HANGS)).client()
    api.upload("call.pcapng")
    first, second, third = (api.convert("call.pcapng")["id"] for _ in range(3))
    assert api.running(first)["status"] == "running"
    until(lambda: pids(tmp_path), "the worker's begin")
    assert api.delete(f"/jobs/{first}").status_code == 409
    assert api.job(second)["status"] == "pending"
    stopped = api.post(f"/jobs/{second}/stop").json()["job"]
    assert stopped["status"] == "stopped" and "started_at" not in stopped
    stopped = api.post(f"/jobs/{first}/stop").json()["job"]
    assert stopped["status"] == "stopped" and "error" not in stopped
    assert not lives(pids(tmp_path)[0])
    # The place that is free now is the third's; the second never ran.
    assert api.running(third)["status"] == "running"
    until(lambda: len(pids(tmp_path)) == 2, "the third job's begin")
    assert api.post(f"/jobs/{third}/stop").json()["job"]["status"] == "stopped"
    assert api.post(f"/jobs/{third}/stop").status_code == 409
    assert [job["status"] for job in api.get("/jobs").json()["jobs"]] == ["stopped"] * 3


def test_stopping_by_many_at_once_is_one_stop(start, program, tmp_path):
    server = start("--workers", "1", program=program(HANGS))
    api = server.client()
    api.upload("call.pcapng")
    id = api.convert("call.pcapng")["id"]
    until(lambda: pids(tmp_path), "the worker's begin")
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(api.post(f"/jobs/{id}/stop"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert {answer.status_code for answer in seen} <= {200, 409} and len(seen) == 8
    assert all(answer.json()["job"]["status"] == "stopped" for answer in seen if answer.status_code == 200)
    assert not lives(pids(tmp_path)[0])


def test_questions_dont_wait_for_jobs(start, program, tmp_path):
    script = 'case "$1" in convert) ' + HANGS + ';; calls) echo "[]";; esac'
    api = start("--workers", "1", program=program(script)).client()
    api.upload("call.pcapng")
    jobs = [api.convert("call.pcapng")["id"] for _ in range(3)]
    assert api.get("/captures/call.pcapng/calls", timeout=PATIENCE / 2).json() == {"calls": []}
    for id in reversed(jobs):
        api.post(f"/jobs/{id}/stop")


def test_events_tell_what_becomes_of_a_job(start, program, tmp_path):
    server = start("--workers", "1", program=program(HANGS))
    api = server.client()
    api.upload("call.pcapng")
    with api.get("/events", stream=True) as all_jobs:
        lines = all_jobs.iter_lines(decode_unicode=True)
        assert next(lines) == ": hello"
        id = api.convert("call.pcapng")["id"]
        own = api.events(id)
        statuses, progress = [], 0
        for line in own:
            if line == "event: progress":
                progress += 1
                assert json.loads(next(own).removeprefix("data: "))["id"] == id
                if progress == 1:
                    api.post(f"/jobs/{id}/stop")
            elif line.startswith("data: "):
                statuses.append(json.loads(line.removeprefix("data: "))["status"])
        # It ended by itself, after the last it had to tell.
        assert statuses[-1] == "stopped" and "running" in statuses and progress >= 1
        told = []
        for line in lines:
            if line.startswith("data: ") and '"status"' in line:
                told.append(json.loads(line.removeprefix("data: "))["status"])
                if told[-1] == "stopped":
                    break
        assert told == ["pending", "running", "stopped"]


def test_listeners_don_t_keep_the_server_from_stopping(start, program, tmp_path):
    server = start(program=program(HANGS))
    api = server.client()
    api.upload("call.pcapng")
    id = api.convert("call.pcapng")["id"]
    until(lambda: pids(tmp_path), "the worker's begin")
    with api.get("/events", stream=True) as all_jobs, api.get(f"/jobs/{id}/events", stream=True) as own:
        next(all_jobs.iter_lines())
        next(own.iter_lines())
        assert server.end(signal.SIGTERM) == 0
    assert not lives(pids(tmp_path)[0])
