"""Captures whose texts are scripts: whatever a page shows of them must stay text."""

import struct

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = "<img src=x onerror=window.hacked=2>"
QUOTES = "\"'><svg onload=window.hacked=3>"


def _packet(at, source, destination, payload):
    data = payload.encode()
    udp = struct.pack("!HHHH", source[1], destination[1], 8 + len(data), 0) + data
    head = struct.pack(
        "!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, bytes(source[0]), bytes(destination[0])
    )
    frame = b"\2\0\0\0\0\2\2\0\0\0\0\1\x08\0" + head + udp
    return struct.pack("<IIII", at, 0, len(frame), len(frame)) + frame


def call(pings=0):
    """A call between two phones, with scripts in its display names, Call-ID and headers; so many OPTIONS are in it."""
    alice, bob = ([192, 0, 2, 10], 5060), ([198, 51, 100, 20], 5060)

    def message(start, cseq, *more, tag=";tag=b"):
        return "\r\n".join(
            [
                start,
                "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1" + cseq.split()[0],
                f'From: "{SCRIPT}" <sip:alice@example.com>;tag=a',
                f'To: "{IMAGE}" <sip:bob@example.com>{tag}',
                "Call-ID: c1<script>window.hacked=4</script>@192.0.2.10",
                f"CSeq: {cseq}",
                f"User-Agent: {SCRIPT}{IMAGE}",
                f"Subject: {QUOTES}",
                *more,
                "Content-Length: 0",
                "",
                "",
            ]
        )

    there, back = (alice, bob), (bob, alice)
    contact = "Contact: <sip:alice@192.0.2.10:5060>", "Contact: <sip:bob@198.51.100.20:5060>"
    messages = [
        (there, message("INVITE sip:bob@198.51.100.20:5060 SIP/2.0", "1 INVITE", contact[0], "Max-Forwards: 70", tag="")),
        (back, message(f"SIP/2.0 180 {SCRIPT}", "1 INVITE", contact[1])),
        (back, message("SIP/2.0 200 OK", "1 INVITE", contact[1])),
        (there, message("ACK sip:bob@198.51.100.20:5060 SIP/2.0", "1 ACK", "Max-Forwards: 70")),
    ]
    for cseq in range(2, pings + 2):
        messages.append((there, message("OPTIONS sip:bob@198.51.100.20:5060 SIP/2.0", f"{cseq} OPTIONS")))
        messages.append((back, message("SIP/2.0 200 OK", f"{cseq} OPTIONS")))
    messages.append((there, message("BYE sip:bob@198.51.100.20:5060 SIP/2.0", "999 BYE", "Max-Forwards: 70")))
    messages.append((back, message("SIP/2.0 200 OK", "999 BYE")))
    file = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)
    for at, ((source, destination), text) in enumerate(messages):
        file += _packet(1_780_000_000 + at, source, destination, text)
    return file
