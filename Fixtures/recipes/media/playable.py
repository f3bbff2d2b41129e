"""Captures that SIPp plays: UDP payloads in made-up Ethernet frames.

SIPp gives the payloads new addresses. Of a port it keeps the distance to the lowest one in the
file: the packets of a second medium are written to a port two above.
"""

import socket
import struct

ETHERNET = bytes.fromhex("020000000002" "020000000001" "0800")
SOURCE, DESTINATION = socket.inet_aton("192.0.2.1"), socket.inet_aton("192.0.2.2")
PORT = 40000


def rtp(payload_type, marker, sequence, timestamp, ssrc, payload):
    first_bytes = 0x80, marker << 7 | payload_type
    return struct.pack("!BBHII", *first_bytes, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + payload


def frame(content, port):
    udp = struct.pack("!HHHH", port, port, 8 + len(content), 0) + content
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, SOURCE, DESTINATION)
    return ETHERNET + ip + udp


def write(path, packets):
    """`packets`: microseconds since the start, payload, and the port's distance to the lowest if not 0."""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for time, content, *distance in packets:
            data = frame(content, PORT + sum(distance))
            file.write(struct.pack("<IIII", *divmod(time, 1_000_000), len(data), len(data)) + data)
