"""What strangers try: paths that lead elsewhere, pages of others, too much, too slowly."""

import concurrent.futures
import http.client
import json
import os
import signal
import socket
import sqlite3

import pytest
import requests

from conftest import CAPTURE, PASSWORD, PATIENCE, Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Names that lead elsewhere, or are none.
NAMES = [
    "..%2f..%2fcontrol.sqlite", "%2e%2e%2fcontrol.sqlite", "..%5c..%5cx", "%2fetc%2fpasswd", "x%00.pcap", ".hidden", "..",
    "%2e", "-rf", "a" * 129, "a%20b", "x%0d%0aSet-Cookie:%20a=b", "%c0%ae%c0%ae", "%ff", "a%252f..%252fb", "ü",
]


def raw(server, request, wait=PATIENCE):
    """Sends bytes as they are, and returns all that comes until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=wait) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


def head(answer):
    return answer.split(b"\r\n\r\n")[0].decode()


class TestNames:
    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(
        "method, path, statuses",
        [
            ("GET", "media/pcap/{}", {400, 404}),
            ("DELETE", "media/pcap/{}", {404}),
            ("POST", "media/pcap/{}", {400, 404}),
            ("GET", "captures/{}/calls", {404}),
            ("GET", "scenarios/{}", {404}),
            ("DELETE", "scenarios/{}", {404}),
            ("GET", "scenarios/{}/download", {404}),
            ("GET", "jobs/{}/artifacts/log.txt", {404}),
            ("GET", "JOB/artifacts/{}", {404}),
            ("GET", "rules/{}/versions", {404}),
            ("DELETE", "users/{}", {404}),
            ("GET", "../../static/{}", {404}),
        ],
    )
    def test_none_leads_out_of_its_folder(self, shared, api, job, method, path, statuses, name):
        path = path.replace("JOB", f"jobs/{job['id']}").format(name.encode().decode("latin-1"))
        token = api.headers["Authorization"]
        body = CAPTURE.read_bytes() if method == "POST" else b""
        answer = raw(
            shared,
            f"{method} /api/v2/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode("latin-1") + body,
        )
        status = int(head(answer).split()[1])
        # Of a path that is no path of ours at all, HTTP itself may say 400 and the router 404 or 405.
        assert status in statuses | {400, 405}, answer
        assert b"SQLite" not in answer and b"root:" not in answer and b"Set-Cookie" not in answer
        assert set(os.listdir(shared.folder)) <= {
            "control.sqlite", "control.sqlite-wal", "control.sqlite-shm", "lock", "media", "artifacts", "library", "scratch",
        }

    def test_links_are_not_followed(self, start, tmp_path):
        server = start()
        api = server.client()
        job = api.succeeded("call")
        secret = tmp_path / "secret"
        secret.write_bytes(CAPTURE.read_bytes())
        (server.folder / "media/pcap/link").symlink_to(secret)
        (server.folder / "artifacts/jobs" / job["id"] / "scenarios/link").symlink_to(secret)
        (server.folder / "media/pcap/folder").mkdir()
        for path in ("/media/pcap/link", "/media/pcap/folder", "/captures/link/calls", f"/jobs/{job['id']}/artifacts/link"):
            assert api.get(path).status_code == 404, path
        assert api.delete("/media/pcap/folder").status_code == 404
        assert [capture["name"] for capture in api.get("/media/pcap").json()["captures"]] == ["call"]
        assert "link" not in {a["name"] for a in api.get(f"/jobs/{job['id']}/artifacts").json()["artifacts"]}
        assert api.post("/scenarios/import-from-pcap-job", json={"job_id": job["id"], "scenario_id": "x"}).status_code == 201
        place = next((server.folder / "library").iterdir())
        assert not (place / "link").exists()

    def test_state_is_for_the_owner_alone(self, start):
        server = start()
        api = server.client()
        api.succeeded("call")
        for folder, folders, files in os.walk(server.folder):
            for name in folders + files:
                assert os.stat(os.path.join(folder, name)).st_mode & 0o077 == 0, name
        assert os.stat(server.folder).st_mode & 0o077 == 0


class TestAnswers:
    @pytest.mark.parametrize(
        "method, path, status",
        [
            ("GET", "/health", 200),
            ("GET", "/openapi.yaml", 200),
            ("GET", "/auth/status", 200),
            ("GET", "/jobs", 200),
            ("GET", "/nosuch", 404),
            ("GET", "/../../login", 200),
            ("GET", "/../../static/style.css", 200),
            ("GET", "/../../static/nosuch", 404),
            ("GET", "/../../nosuch", 404),
            ("PATCH", "/jobs", 405),
            ("POST", "/scenarios", 415),
            ("GET", "/jobs?limit=x", 400),
            ("GET", "/media/pcap/fixture.pcapng", 200),
        ],
    )
    def test_every_answer_says_what_a_browser_may_do_with_it(self, api, job, method, path, status):
        answer = api.request(method, path)
        assert answer.status_code == status
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'"
        assert policy["script-src"] == "'self'" and policy["form-action"] == "'self'"
        assert "Server" not in answer.headers
        assert answer.headers["Cache-Control"] in ("no-store", "no-cache")

    def test_what_others_wrote_is_saved_and_never_shown(self, api, job):
        paths = ["/media/pcap/fixture.pcapng"] + [
            f"/jobs/{job['id']}/artifacts/{a['name']}" for a in api.get(f"/jobs/{job['id']}/artifacts").json()["artifacts"]
        ]
        api.post("/scenarios/import-from-pcap-job", json={"job_id": job["id"], "scenario_id": "saved"})
        for path in paths + ["/scenarios/saved/download"]:
            answer = api.get(path)
            assert answer.headers["Content-Disposition"].startswith('attachment; filename="')
            assert answer.headers["Content-Type"] in (
                "application/octet-stream", "application/zip", "application/vnd.tcpdump.pcap",
            )
            assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_an_error_tells_nothing_of_the_machine(self, api, shared, job):
        for path in ("/captures/fixture.pcapng/calls?outcome=%2500", "/captures/fixture.pcapng/calls?filter=nosuch(("):
            answer = api.get(path)
            assert answer.status_code == 422
            assert str(shared.folder) not in answer.text


class TestSessions:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Authorization": "Bearer "},
            {"Authorization": "Bearer nosuch"},
            {"Authorization": "Basic YWRtaW46YWRtaW4="},
            {"Cookie": "pcap2scenario_session=nosuch"},
            {"Authorization": "Bearer " + "x" * 10_000},
        ],
    )
    def test_without_one_there_is_nothing(self, shared, headers):
        for method, path in [
            ("GET", "/jobs"), ("GET", "/media/pcap"), ("POST", "/media/pcap/x"), ("GET", "/events"), ("GET", "/audit"),
            ("GET", "/scenarios/x/download"), ("POST", "/tools/pcap2scenario/run"), ("GET", "/users"), ("GET", "/tools"),
        ]:
            answer = Client(shared.url).request(method, path, headers=headers)
            assert answer.status_code == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert Client(shared.url).get("/auth/status", headers=headers).json() == {"authenticated": False}

    def test_it_ends_with_log_out_and_with_time(self, start):
        server = start()
        one, other = server.client(), server.client()
        status = one.get("/auth/status").json()
        assert status["authenticated"] and status["user"] == "admin"
        assert one.post("/auth/logout").status_code == 204
        assert one.get("/jobs").status_code == 401
        assert other.get("/jobs").status_code == 200
        with sqlite3.connect(server.folder / "control.sqlite") as database:
            hashes = [row[0] for row in database.execute("SELECT hash FROM session")]
            # Who reads the database has no token by it.
            token = other.headers["Authorization"].split()[1]
            assert token not in hashes and len(hashes) == 1
            database.execute("UPDATE session SET expires_at = '2001-01-01T00:00:00.000Z'")
        database.close()
        assert other.get("/jobs").status_code == 401

    def test_a_page_of_somebody_else_changes_nothing(self, start):
        server = start()
        login = requests.post(
            server.url + "/login",
            data={"username": "admin", "password": PASSWORD, "next": "/jobs"},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        assert login.status_code == 303 and login.headers["Location"] == "/jobs"
        cookie = login.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
        session = {"Cookie": cookie.split(";")[0]}
        stranger = Client(server.url)
        assert stranger.get("/jobs", headers=session).status_code == 200
        for method, path in [
            ("POST", "/media/pcap/x"), ("DELETE", "/scenarios/x"), ("POST", "/auth/logout"), ("PUT", "/auth/password"),
            ("POST", "/users"), ("POST", "/scenarios/import-from-pcap-job"), ("PUT", "/rules/x"),
        ]:
            for extra in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "nosuch"}):
                answer = stranger.request(method, path, headers={**session, **extra}, data=CAPTURE.read_bytes())
                assert answer.status_code == 403, (method, path)
        assert stranger.get("/media/pcap", headers=session).json() == {"captures": []}
        # A form of another page logs nobody in.
        elsewhere = requests.post(
            server.url + "/login",
            data={"username": "admin", "password": PASSWORD},
            headers={"Origin": "http://evil.example"},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        assert elsewhere.status_code == 403 and "Set-Cookie" not in elsewhere.headers

    @pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nSet-Cookie: a=b"])
    def test_nobody_is_sent_elsewhere(self, shared, place):
        login = requests.post(
            shared.url + "/login",
            data={"username": "admin", "password": PASSWORD, "next": place},
            allow_redirects=False,
            timeout=PATIENCE,
        )
        assert login.status_code == 303 and login.headers["Location"] == "/"

    def test_behind_tls_the_cookie_is_for_tls_and_the_proxy_says_who_asks(self, start):
        server = start("--behind-tls")
        login = requests.post(
            server.url + "/login", data={"username": "admin", "password": PASSWORD}, allow_redirects=False, timeout=PATIENCE
        )
        assert "Secure" in login.headers["Set-Cookie"]
        for _ in range(5):
            Client(server.url).post(
                "/auth/login",
                json={"username": "nobody", "password": "wrong"},
                headers={"X-Forwarded-For": "198.51.100.7, 192.0.2.9"},
            )
        body = {"username": "admin", "password": PASSWORD}
        # What the client itself claims stands before what the proxy adds.
        blocked = Client(server.url).post("/auth/login", json=body, headers={"X-Forwarded-For": "203.0.113.1, 192.0.2.9"})
        assert blocked.status_code == 429
        assert Client(server.url).post("/auth/login", json=body, headers={"X-Forwarded-For": "192.0.2.10"}).status_code == 200


class TestPasswords:
    def test_the_first_start_makes_one_up_and_tells_it_once(self, start):
        server = start(password=None)
        told = [line for line in server.lines if "password" in line]
        assert len(told) == 1
        password = told[0].split("'")[3]
        assert len(password) >= 40
        assert server.client(password=password).get("/jobs").status_code == 200
        assert server.end() == 0
        again = start(password="another password")
        assert not [line for line in again.lines if "password" in line]
        assert Client(again.url).post("/auth/login", json={"username": "admin", "password": "another password"}).status_code == 401
        assert again.client(password=password)

    def test_a_port_that_is_taken_costs_no_password(self, start):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            server = start(password=None, listen=f"127.0.0.1:{taken.getsockname()[1]}")
            assert server.url is None and server.end() == 1
            assert any("already in use; name another place by --listen" in line for line in server.errors)
        told = [line for line in start(password=None).lines if "password" in line]
        assert len(told) == 1

    @pytest.mark.parametrize("password", ["", "short"])
    def test_a_weak_one_is_refused(self, start, password):
        server = start(password=password)
        assert server.url is None and server.end() != 0
        assert any("less than 8" in line for line in server.errors)

    def test_it_is_stored_slow_and_salted(self, start):
        server = start()
        api = server.client()
        for name in ("one", "two"):
            assert api.post("/users", json={"username": name, "password": "the same password"}).status_code == 201
        database = sqlite3.connect(server.folder / "control.sqlite")
        hashes = dict(database.execute("SELECT name, password FROM user"))
        database.close()
        assert hashes["one"] != hashes["two"] and all(h.startswith("scrypt$32768$8$1$") for h in hashes.values())
        for file in server.folder.glob("control.sqlite*"):
            assert b"the same password" not in file.read_bytes()

    def test_five_wrong_ones_close_the_way_for_the_name_and_the_address(self, start):
        server = start()
        client = Client(server.url)
        wrong = {"username": "admin", "password": "wrong"}
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            # All at once: no more are tried than one after the other.
            statuses = list(pool.map(lambda _: Client(server.url).post("/auth/login", json=wrong).status_code, range(20)))
        assert sorted(statuses) == [401] * 5 + [429] * 15
        refused = client.post("/auth/login", json={"username": "admin", "password": PASSWORD})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 900
        assert client.post("/auth/login", json={"username": "other", "password": "wrong"}).status_code == 429

    def test_a_session_is_no_way_to_guess_the_password(self, start):
        api = start().client()
        body = {"old_password": "wrong", "new_password": "something else"}
        assert [api.put("/auth/password", json=body).status_code for _ in range(6)] == [403] * 5 + [429]

    def test_changing_it_ends_all_sessions(self, start):
        server = start()
        one, other = server.client(), server.client()
        assert one.put("/auth/password", json={"old_password": PASSWORD, "new_password": "short"}).status_code == 400
        new = "something else"
        assert one.put("/auth/password", json={"old_password": PASSWORD, "new_password": new}).status_code == 204
        assert one.get("/jobs").status_code == other.get("/jobs").status_code == 401
        assert server.client(password=new).get("/jobs").status_code == 200

    def test_users_are_for_administrators(self, start):
        server = start()
        admin = server.client()
        body = {"username": "guest", "password": "a long password"}
        assert admin.post("/users", json=body).json()["user"]["is_admin"] is False
        assert admin.post("/users", json=body).status_code == 409
        assert admin.post("/users", json={**body, "username": "../x"}).status_code == 400
        guest = server.client("guest", "a long password")
        assert guest.get("/jobs").status_code == 200
        for method, path in [("GET", "/users"), ("POST", "/users"), ("DELETE", "/users/admin")]:
            assert guest.request(method, path, json=body if method == "POST" else None).status_code == 403
        assert admin.delete("/users/admin").status_code == 409
        assert [user["name"] for user in admin.get("/users").json()["users"]] == ["admin", "guest"]
        assert admin.delete("/users/guest").status_code == 204
        assert guest.get("/jobs").status_code == 401


class TestLimits:
    def test_a_body_of_json_has_8_mib_at_most(self, api):
        answer = api.post("/scenarios", data=b" " * (9 << 20), headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        answer = api.post("/scenarios", json={"id": "x", "xml": "x" * (5 << 20)})
        assert answer.status_code == 400 and "xml" in answer.json()["error"]

    def test_to_log_in_takes_little(self, shared):
        body = json.dumps({"username": "admin", "password": "x" * 20_000}).encode()
        answer = Client(shared.url).post("/auth/login", data=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413

    def test_a_capture_has_what_the_option_says_at_most(self, start):
        server = start("--max-upload", "1")
        api = server.client()
        fits = CAPTURE.read_bytes().ljust(1 << 20, b"\0")
        assert api.upload("fits", fits).status_code == 201
        assert api.upload("large", fits + b"\0").status_code == 413
        # Without a length that would tell at once.
        assert api.post("/media/pcap/chunked", data=iter([fits, b"\0"])).status_code == 413
        assert [capture["name"] for capture in api.get("/media/pcap").json()["captures"]] == ["fits"]
        assert list((server.folder / "scratch").iterdir()) == []

    def test_headers_have_a_limit(self, shared):
        answer = raw(shared, b"GET /api/v2/health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n")
        assert head(answer).split()[1] in ("400", "431")

    @pytest.mark.parametrize(
        "begun",
        [
            b"",
            b"GET /api/v2/health HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            b"POST /api/v2/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        ],
    )
    def test_who_stops_in_the_middle_is_dropped(self, start, begun):
        server = start("--idle-timeout", "1")
        # The server closes: nothing else ends this.
        assert b" 200 " not in raw(server, begun)
        assert Client(server.url).get("/health").status_code == 200

    def test_an_upload_that_breaks_off_leaves_nothing(self, start):
        server = start("--idle-timeout", "1")
        token = server.client().headers["Authorization"]
        raw(
            server,
            f"POST /api/v2/media/pcap/x HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Length: 100000\r\n\r\n".encode()
            + CAPTURE.read_bytes(),
        )
        assert Client(server.url, token.split()[1]).get("/media/pcap").json() == {"captures": []}
        assert server.end() == 0
        assert list((server.folder / "scratch").iterdir()) == []

    @pytest.mark.parametrize(
        "request_line",
        [b"GARBAGE\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /\x00 HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    )
    def test_what_is_no_http_harms_nobody(self, start, request_line):
        server = start("--idle-timeout", "1")
        assert b" 200 " not in raw(server, request_line)
        assert Client(server.url).get("/health").status_code == 200

    def test_it_listens_on_this_machine_alone(self, shared):
        with open("/proc/net/tcp") as table:
            listening = [line.split()[1] for line in table if line.split()[3] == "0A"]
        assert [place for place in listening if int(place.split(":")[1], 16) == shared.port] == [
            f"0100007F:{shared.port:04X}"
        ]
