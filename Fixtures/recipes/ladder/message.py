"""Writes the messages of a ladder as SIPp templates."""

CALLER = '"Alice Example" <sip:+15551230001@example.com>'
CALLEE = '"Bob Sample" <sip:+15551230002@example.com>'
USER = {"caller": "+15551230001", "callee": "+15551230002"}
PRODUCT = {"caller": ("User-Agent", "Acme Phone/7.3.1 (desk; build 20411)"), "callee": ("Server", "Acme PBX 4.2")}
ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY, MESSAGE"
# Requests about the caller's own address of record go to its registrar.
OF_ONESELF = {"REGISTER", "PUBLISH"}
WITH_CONTACT = {"INVITE", "UPDATE", "SUBSCRIBE", "REFER", "REGISTER", "OPTIONS", "NOTIFY"}
REASONS = {
    "100": "Trying", "180": "Ringing", "181": "Call Is Being Forwarded", "183": "Session Progress", "200": "OK",
    "202": "Accepted", "302": "Moved Temporarily", "401": "Unauthorized", "407": "Proxy Authentication Required",
    "422": "Session Interval Too Small", "480": "Temporarily Unavailable", "487": "Request Terminated",
    "488": "Not Acceptable Here", "491": "Request Pending", "501": "Not Implemented", "603": "Decline",
}


def tag(letter):
    return f";tag=s[pid]{letter}[call_number]"


def request(step, sessions):
    transaction = step.transaction
    branch = f"z9hG4bK[pid]{transaction.branch}[call_number]"
    return assemble(step, f"{step.method} {uri(step)} SIP/2.0", [
        ("Via", f"SIP/2.0/[transport] [local_ip]:[local_port];branch={branch};rport"),
        ("Max-Forwards", "70"),
        *parties(step),
        ("Call-ID", "[call_id]"),
        ("CSeq", f"{transaction.cseq} {step.method}"),
        *contact(step, step.method in WITH_CONTACT),
        PRODUCT[step.sender],
        *([("Allow", ALLOW), ("Supported", "replaces, 100rel, timer")] if step.method == "INVITE" else []),
    ], sessions)


def uri(step):
    if "uri" in step.words:
        return step.words["uri"]
    if step.sender == "callee":
        return "[$target]"
    if step.method in OF_ONESELF:
        return "sip:example.com" if step.method == "REGISTER" else "sip:+15551230001@example.com"
    return "sip:+15551230002@[remote_ip]:[remote_port]"


def parties(step):
    if step.sender == "callee":
        return ("From", "[$self]" + tag(step.dialog_tag)), ("To", "[$peer]")
    to = CALLER if step.method in OF_ONESELF else CALLEE
    return ("From", f"{CALLER};tag=c[pid]-[call_number]"), ("To", to + "[peer_tag_param]" * step.transaction.in_dialog)


def response(step, sessions, fresh):
    """`fresh`: the request is the last message this party has received; else its headers are in variables."""
    transaction, success = step.transaction, "100" < step.code < "300"
    number = transaction.number
    to = "" if transaction.in_dialog or step.code == "100" else tag(step.tag)
    head = ["[last_Via:]", "[last_From:]", f"[last_To:]{to}", "[last_Call-ID:]", "[last_CSeq:]"] if fresh else [
        ("Via", f"[$via{number}]"), ("From", f"[$from{number}]"), ("To", f"[$to{number}]{to}"),
        ("Call-ID", "[call_id]"), ("CSeq", f"[$cseq{number}]")]
    return assemble(step, f"SIP/2.0 {step.code} {REASONS[step.code]}", [
        *head,
        *contact(step, success and transaction.method in WITH_CONTACT - {"REGISTER", "NOTIFY"}),
        PRODUCT[step.sender],
    ], sessions)


def contact(step, wanted):
    return [("Contact", f"<sip:{USER[step.sender]}@[local_ip]:[local_port];transport=[transport]>")] if wanted else []


def assemble(step, start, headers, sessions):
    own = {name.lower(): value for name, value in step.headers}
    lines = [start]
    for header in headers:
        if isinstance(header, str):
            lines.append(header)
        else:
            lines.append(f"{header[0]}: {own.pop(header[0].lower(), header[1])}")
    lines += [f"{name}: {value}" for name, value in step.headers if name.lower() in own]
    if "auth" in step.words:
        lines.append(f'[authentication username="+15551230001" password="{step.words["auth"].replace("_", " ")}"]')
    body = step.body
    if "sdp" in step.words or "t38" in step.words:
        body = sessions.lines(step.words)
        lines.append("Content-Type: application/sdp")
    lines += ["Content-Length: [len]", "", *body, ""] if body else ["Content-Length: 0", "", ""]
    return "\n".join(lines)
