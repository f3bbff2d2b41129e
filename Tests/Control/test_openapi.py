"""The description that the server serves, held against the server: what it allows is tried, and what it does not."""

import os
import pathlib
import subprocess
import sys

from conftest import PATIENCE, Client

HERE = pathlib.Path(__file__).parent
# Each operation is tried with so many inputs by chance, besides those that schemathesis derives from the schema.
EXAMPLES = os.environ.get("CONTROL_EXAMPLES", "4")


def test_what_is_described_is_true(start, tmp_path):
    server = start()
    tokens = [server.client().headers["Authorization"].split()[1] for _ in range(30)]
    client = Client(server.url, tokens[0])
    # Something to be found: a capture, a job, a pair of scenarios.
    job = client.succeeded("a")
    answer = client.post("/scenarios/import-from-pcap-job", json={"job_id": job["id"], "which": "both", "scenario_id": "a"})
    assert answer.status_code == 201
    log = tmp_path / "schemathesis.txt"
    with log.open("w") as output:
        code = subprocess.run(
            [
                pathlib.Path(sys.executable).with_name("schemathesis"),
                f"--config-file={HERE / 'schemathesis.toml'}",
                "run",
                f"{server.url}/api/v2/openapi.yaml",
                f"--url={server.url}/api/v2",
                "--checks=all",
                "--phases=examples,coverage,fuzzing,stateful",
                # It never ends; test_jobs.py listens to it.
                "--exclude-operation-id=events",
                f"--max-examples={EXAMPLES}",
                "--seed=1",
                "--generation-database=none",
                f"--request-timeout={PATIENCE}",
                f"--max-response-time={PATIENCE}",
                "--workers=2",
                "--continue-on-failure",
                "--no-color",
            ],
            env={**os.environ, "CONTROL_TOKENS": ",".join(tokens), "SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py")},
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=tmp_path,
        ).returncode
    assert code == 0, log.read_text()
    # A handler that nobody foresaw an error of would have written here.
    assert server.errors == []


def test_every_path_of_the_description_is_served_and_no_other_under_api(start):
    import yaml

    server = start()
    description = yaml.safe_load(Client(server.url).get("/openapi.yaml").text)
    assert len(description["paths"]) > 30
    stranger = Client(server.url)
    for path, item in description["paths"].items():
        methods = {method.upper() for method in item if method in ("get", "post", "put", "delete", "patch")}
        allowed = stranger.request("TRACE", path.replace("{", "").replace("}", "").replace("tool", "tool"))
        assert allowed.status_code == 405, path
        assert {word.strip() for word in allowed.headers["Allow"].split(",")} == methods, path
