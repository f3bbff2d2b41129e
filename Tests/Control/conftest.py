"""Starts the control server as a user would, and ends it by its process id."""

import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVER = pathlib.Path(os.environ.get("CONTROL_SERVER", ROOT / ".build/control/debug/pcap2scenario-control"))
WORKER = pathlib.Path(os.environ.get("CONTROL_WORKER", SERVER.parent / "pcap2scenario"))
CAPTURE = ROOT / "Fixtures/challenge-407-udp/call.pcapng"
PASSWORD = "correct horse battery"
# A machine that builds something beside the tests is slow; nothing here takes as long by itself.
PATIENCE = 60


class Client(requests.Session):
    """Talks to the API below /api/v2 with a token."""

    def __init__(self, url, token=None):
        super().__init__()
        self.url = url
        # No proxy of the environment stands between the tests and this machine.
        self.trust_env = False
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def request(self, method, path, **options):
        options.setdefault("timeout", PATIENCE)
        return super().request(method, f"{self.url}/api/v2{path}", **options)

    def upload(self, name, content=None):
        return self.post(f"/media/pcap/{name}", data=CAPTURE.read_bytes() if content is None else content)

    def convert(self, name, **args):
        answer = self.post("/tools/pcap2scenario/run", json={"args": {"pcap": f"media/pcap/{name}", **args}})
        assert answer.status_code == 201, answer.text
        return answer.json()["job"]

    def job(self, id):
        return self.get(f"/jobs/{id}").json()["job"]

    def events(self, id):
        """What the stream of one job tells, until it ends by itself."""
        end = time.monotonic() + PATIENCE
        with self.get(f"/jobs/{id}/events", stream=True) as answer:
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == "text/event-stream"
            for line in answer.iter_lines(decode_unicode=True):
                assert time.monotonic() < end, f"job {id}: no end within {PATIENCE} s"
                yield line

    def finished(self, id):
        """The job when it has come to its end: its stream of events ends then."""
        for _ in self.events(id):
            pass
        return self.job(id)

    def running(self, id):
        """The job once a worker has it."""
        for line in self.events(id):
            if line.startswith("data:") and '"status":"pending"' not in line:
                return self.job(id)
        raise AssertionError("the stream ended")

    def succeeded(self, name="call.pcapng"):
        """A job that succeeded, of a capture that is uploaded where it is missing."""
        assert self.upload(name).status_code in (201, 409)
        job = self.finished(self.convert(name)["id"])
        assert job["status"] == "succeeded", job
        return job


class Server:
    """A server on a data folder; what it prints is kept."""

    def __init__(self, folder, *options, program=WORKER, password=PASSWORD, listen="127.0.0.1:0", prefix=()):
        self.folder = pathlib.Path(folder)
        environment = {k: v for k, v in os.environ.items() if k != "PCAP2SCENARIO_ADMIN_PASSWORD"}
        if password is not None:
            environment["PCAP2SCENARIO_ADMIN_PASSWORD"] = password
        command = [*prefix, SERVER, "--data-dir", folder, "--listen", listen, "--program", program, *options]
        self.process = subprocess.Popen(
            [str(part) for part in command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines, self.errors, self.url = [], [], None
        heard = queue.Queue()
        self.readers = [
            threading.Thread(target=self._read, args=(self.process.stdout, self.lines, heard), daemon=True),
            threading.Thread(target=self._read, args=(self.process.stderr, self.errors, None), daemon=True),
        ]
        for reader in self.readers:
            reader.start()
        while self.url is None:
            line = heard.get(timeout=PATIENCE)
            if line is None:
                break
            if found := re.fullmatch(r"(http://\S+:\d+)/", line):
                self.url = found[1]

    @staticmethod
    def _read(stream, lines, heard):
        for line in stream:
            lines.append(line.rstrip("\n"))
            if heard:
                heard.put(lines[-1])
        if heard:
            heard.put(None)

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def client(self, user="admin", password=PASSWORD):
        answer = Client(self.url).post("/auth/login", json={"username": user, "password": password})
        assert answer.status_code == 200, answer.text
        return Client(self.url, answer.json()["token"])

    def end(self, sort=signal.SIGTERM):
        """Sends a signal where it still runs, and returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(sort)
        code = self.process.wait(timeout=PATIENCE)
        for reader in self.readers:
            reader.join(timeout=PATIENCE)
        return code


@pytest.fixture
def start(tmp_path):
    """Starts servers; those that still run are ended with the test."""
    servers = []

    def begin(*options, folder=tmp_path / "data", **more):
        servers.append(Server(folder, *options, **more))
        return servers[-1]

    yield begin
    for server in servers:
        server.end(signal.SIGKILL)


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A server for tests that leave nothing behind that others would stumble over."""
    server = Server(tmp_path_factory.mktemp("shared") / "data")
    assert server.url, server.errors
    yield server
    assert server.end() == 0, server.errors
    assert list((server.folder / "scratch").iterdir()) == []


@pytest.fixture(scope="session")
def api(shared):
    return shared.client()


@pytest.fixture(scope="session")
def job(api):
    """A job of the shared server that succeeded."""
    return api.succeeded("fixture.pcapng")


@pytest.fixture
def program(tmp_path):
    """Writes a stand-in for the worker program: a shell script."""

    def write(script, name="worker.sh"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n" + script + "\n")
        path.chmod(0o755)
        return path

    return write


def until(condition, what):
    """Waits for what no event tells of: bounded, and the test says what did not come."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"{what}: not within {PATIENCE} s"
        time.sleep(0.02)
    return value
