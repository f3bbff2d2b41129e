#!/usr/bin/env python3
"""Writes the capture that SIPp plays as one party's voice.

usage: rtp_pcap.py OUTPUT NAME START_HZ END_HZ PACKETS FIRST_SEQUENCE FIRST_TIMESTAMP SSRC

SIPp keeps the RTP packets as they are and gives them new addresses and ports, hence the
addresses written here mean nothing.
"""

import socket
import struct
import sys

import tone

ETHERNET = bytes.fromhex("020000000002" "020000000001" "0800")
SOURCE, DESTINATION = socket.inet_aton("192.0.2.1"), socket.inet_aton("192.0.2.2")
PORT = 40000


def rtp(index, first_sequence, first_timestamp, ssrc, payload):
    sequence = (first_sequence + index) & 0xFFFF
    timestamp = (first_timestamp + index * tone.SAMPLES_PER_PACKET) & 0xFFFFFFFF
    marker = 0x80 if index == 0 else 0
    return struct.pack("!BBHII", 0x80, marker, sequence, timestamp, ssrc) + payload


def frame(content):
    udp = struct.pack("!HHHH", PORT, PORT, 8 + len(content), 0) + content
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, SOURCE, DESTINATION)
    return ETHERNET + ip + udp


def main():
    output, name = sys.argv[1:3]
    start_hz, end_hz, count, first_sequence, first_timestamp = map(int, sys.argv[3:8])
    ssrc = int(sys.argv[8], 16)
    with open(output, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for index, payload in enumerate(tone.packets(name, start_hz, end_hz, count)):
            data = frame(rtp(index, first_sequence, first_timestamp, ssrc, payload))
            seconds, place = divmod(index, tone.PACKETS_PER_SECOND)
            microseconds = place * 1_000_000 // tone.PACKETS_PER_SECOND
            file.write(struct.pack("<IIII", seconds, microseconds, len(data), len(data)) + data)


main()
