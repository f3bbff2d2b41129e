"""Nothing that was acknowledged is lost: many at once, the server killed in the middle, a disk that is full."""

import concurrent.futures
import hashlib
import os
import shutil
import signal
import subprocess

import pytest

from conftest import CAPTURE, PATIENCE, WORKER, until

MANY = 50
# In KiB: enough for a few pages of the database, not for scenarios and media.
ROOM = 60


def digest(content):
    return hashlib.sha256(content).hexdigest()


def capture(number):
    """A capture that no other is the same as: bytes after the last block of a pcapng are counted, and cost nothing."""
    return CAPTURE.read_bytes() + number.to_bytes(2, "big")


def test_fifty_at_once_lose_nothing(start):
    server = start()
    api = server.client()

    def whole_story(number):
        own = type(api)(server.url, api.headers["Authorization"].split()[1])
        name = f"call-{number}.pcapng"
        assert own.upload(name, capture(number)).status_code == 201
        job = own.finished(own.convert(name)["id"])
        assert job["status"] == "succeeded", job
        answer = own.post(
            "/scenarios/import-from-pcap-job", json={"job_id": job["id"], "which": "both", "scenario_id": f"call-{number}"}
        )
        assert answer.status_code == 201, answer.text
        return name

    with concurrent.futures.ThreadPoolExecutor(MANY) as pool:
        names = list(pool.map(whole_story, range(MANY)))
    assert len({entry["name"] for entry in api.get("/media/pcap").json()["captures"]}) == MANY
    for number, name in enumerate(names):
        assert digest(api.get(f"/media/pcap/{name}").content) == digest(capture(number))
    assert api.get("/jobs").json()["total"] == MANY
    assert api.get("/scenarios").json()["total"] == 2 * MANY
    texts = {api.get(f"/scenarios/{name.removesuffix('.pcapng')}").json()["xml"].replace(name, "") for name in names}
    assert len(texts) == 1 and "<scenario" in texts.pop()
    assert list((server.folder / "scratch").iterdir()) == []


@pytest.mark.parametrize("sort", [signal.SIGKILL, signal.SIGTERM])
def test_a_restart_in_the_middle_loses_nothing_that_was_acknowledged(start, program, tmp_path, sort):
    # The first job waits for a file that never comes; what comes later is the real program's.
    go = tmp_path / "go"
    script = f'test -e {go} && exec {WORKER} "$@"\necho $$ >> {tmp_path}/pids; touch {tmp_path}/began; exec sleep 600'
    server = start("--workers", "1", program=program(script))
    api = server.client()
    uploaded = {}
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        for number, answer in enumerate(pool.map(lambda n: api.upload(f"call-{n}", capture(n)), range(10))):
            assert answer.status_code == 201
            uploaded[f"call-{number}"] = digest(capture(number))
    running = api.convert("call-0")["id"]
    until((tmp_path / "began").exists, "the worker's begin")
    waiting = [api.convert(f"call-{number}")["id"] for number in range(1, 4)]
    stopped = api.convert("call-4")["id"]
    assert api.post(f"/jobs/{stopped}/stop").json()["job"]["status"] == "stopped"
    # An upload in the middle: half of it is there when the server ends.
    half = subprocess.Popen(
        [
            "curl", "--noproxy", "*", "-s", "-H", f"Authorization: {api.headers['Authorization']}", "-T", "-",
            "-X", "POST", f"{server.url}/api/v2/media/pcap/half",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    half.stdin.write(CAPTURE.read_bytes())
    half.stdin.flush()
    until(lambda: list((server.folder / "scratch").iterdir()), "the upload's begin")
    if sort == signal.SIGTERM:
        # Else the server would wait for it, as it should.
        half.stdin.close()
    code = server.end(sort)
    half.kill()
    half.wait(PATIENCE)
    assert code == (0 if sort == signal.SIGTERM else -signal.SIGKILL)

    go.touch()
    again = start("--workers", "1", program=program(script))
    assert list((again.folder / "scratch").iterdir()) == []
    # The session outlived the restart too.
    api = type(api)(again.url, api.headers["Authorization"].split()[1])
    job = api.job(running)
    assert job["status"] == "failed" and "finished_at" in job
    assert "the server was " + ("stopped" if sort == signal.SIGTERM else "restarted") in job["error"]
    assert [api.finished(id)["status"] for id in waiting] == ["succeeded"] * 3
    assert api.job(stopped)["status"] == "stopped"
    listed = {entry["name"] for entry in api.get("/media/pcap").json()["captures"]}
    assert set(uploaded) <= listed
    for name, expected in uploaded.items():
        assert digest(api.get(f"/media/pcap/{name}").content) == expected
    if "half" in listed:
        assert digest(api.get("/media/pcap/half").content) == digest(CAPTURE.read_bytes())
    for line in (tmp_path / "pids").read_text().split():
        if os.path.exists(f"/proc/{line}"):
            os.kill(int(line), signal.SIGKILL)


def test_workers_of_a_server_that_was_killed_are_ended(start, tmp_path):
    # A copy of an interpreter stands for the program: what runs is known by its file, and a script's would be the shell.
    program = tmp_path / "worker"
    shutil.copy("/bin/sleep", program)
    server = start("--workers", "1", program=program)
    api = server.client()
    api.upload("call")
    api.convert("call", call="x")

    def workers():
        return [pid for pid in os.listdir("/proc") if pid.isdigit() and program_of(pid) == str(program)]

    def program_of(pid):
        try:
            return os.readlink(f"/proc/{pid}/exe")
        except OSError:
            return None

    # It is no capture reader and ends at once: one of our own stands in its place, in a folder of the server's.
    stray = subprocess.Popen([program, "600"], cwd=server.folder / "artifacts/jobs")
    other = subprocess.Popen([program, "600"], cwd=tmp_path)
    server.end(signal.SIGKILL)
    assert set(workers()) >= {str(stray.pid), str(other.pid)}
    start("--workers", "1", program=program)
    assert stray.wait(PATIENCE) == -signal.SIGKILL
    # Who works elsewhere is none of the server's business.
    assert other.poll() is None
    other.kill()
    other.wait(PATIENCE)


def test_two_servers_dont_share_a_folder(start):
    first = start()
    second = start()
    assert second.url is None and second.end() != 0
    assert any("another server works in it" in line for line in second.errors)
    assert first.client().get("/health").status_code == 200


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 8 MB, which only this test sees: the server is started in its mount namespace."""
    if os.geteuid() != 0:
        pytest.skip("a disk of its own takes root")
    folder = tmp_path / "disk"
    folder.mkdir()
    holder = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", f"mount -t tmpfs -o size=8m none {folder} && echo ready && exec sleep 600"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if holder.stdout.readline() != "ready\n":
            pytest.skip("this machine lets nobody mount a disk")
        enter = ["nsenter", "--mount", f"--target={holder.pid}"]
        yield folder, enter
    finally:
        holder.kill()
        holder.wait(PATIENCE)


def test_a_full_disk_is_said_and_nothing_is_half_written(start, small_disk, program, tmp_path):
    disk, enter = small_disk

    def inside(command):
        return subprocess.run([*enter, "sh", "-c", command], capture_output=True, text=True, timeout=PATIENCE)

    # The real program, which says elsewhere when it has come to its end.
    worker = program(f'{WORKER} "$@"; code=$?; echo $1 $code >> {tmp_path}/ended; exit $code')
    server = start(folder=disk / "data", prefix=enter, program=worker)
    api = server.client()
    job = api.succeeded("before")
    assert api.post("/scenarios/import-from-pcap-job", json={"job_id": job["id"], "scenario_id": "before"}).status_code == 201
    xml = api.get("/scenarios/before").json()["xml"]

    # Full but for what an upload may begin with.
    answer = api.upload("large", CAPTURE.read_bytes() + bytes(16 << 20))
    assert answer.status_code == 507 and "nothing was stored" in answer.json()["error"]
    assert inside(f"ls {disk}/data/scratch").stdout == ""
    assert api.get("/media/pcap/large").status_code == 404

    # Full to the last byte.
    inside(f"cat /dev/zero > {disk}/fill")
    assert inside(f"df --output=avail {disk} | tail -1").stdout.strip() == "0"
    assert api.upload("small").status_code == 507
    saved = api.post("/scenarios", json={"id": "small", "xml": xml})
    assert saved.status_code == 507 and "findings" not in saved.json()
    assert api.post("/tools/pcap2scenario/run", json={"args": {"pcap": "before"}}).status_code == 507
    assert api.put("/scenarios/before", json={"xml": xml + "\n<!-- " + "x" * 100_000 + " -->"}).status_code == 507
    assert api.get("/scenarios/before/download").status_code == 507
    for path in ("/jobs", "/scenarios", "/media/pcap", "/health", "/scenarios/before", "/audit"):
        assert api.get(path).status_code == 200, path
    assert digest(api.get("/media/pcap/before").content) == digest(CAPTURE.read_bytes())
    assert api.get("/scenarios/before").json()["version"] == 1
    assert {s["id"] for s in api.get("/scenarios").json()["scenarios"]} == {"before"}

    # Room for the job itself, not for what it writes.
    inside(f"truncate -s -{ROOM}K {disk}/fill")
    started = api.post("/tools/pcap2scenario/run", json={"args": {"pcap": "before"}})
    assert started.status_code == 201
    last = until(lambda: [line for line in (tmp_path / "ended").read_text().splitlines() if "convert" in line][1:], "its end")
    assert last != ["convert 0"]

    # Room again: everything works again, by itself.
    inside(f"rm {disk}/fill")
    ended = api.finished(started.json()["job"]["id"])
    # Its end was stored at the latest when it could be.
    assert ended["status"] == "failed" and ("space" in ended["error"] or "full" in ended["error"]), ended
    assert api.upload("after").status_code == 201
    assert api.finished(api.convert("after")["id"])["status"] == "succeeded"
    assert api.post("/scenarios", json={"id": "after", "xml": xml}).status_code == 201
    assert inside(f"ls {disk}/data/scratch").stdout == ""
    assert {c["name"] for c in api.get("/media/pcap").json()["captures"]} == {"before", "after"}
