#!/usr/bin/env python3
"""Writes the capture that SIPp plays as one party's voice.

usage: rtp_pcap.py OUTPUT NAME START_HZ END_HZ PACKETS FIRST_SEQUENCE FIRST_TIMESTAMP SSRC
"""

import sys

import playable
import tone

PCMU = 0
MICROSECONDS_PER_PACKET = 1_000_000 // tone.PACKETS_PER_SECOND


def main():
    output, name = sys.argv[1:3]
    start_hz, end_hz, count, sequence, timestamp = map(int, sys.argv[3:8])
    ssrc = int(sys.argv[8], 16)
    packets = []
    for index, payload in enumerate(tone.packets(name, start_hz, end_hz, count)):
        now = timestamp + index * tone.SAMPLES_PER_PACKET
        packet = playable.rtp(PCMU, index == 0, sequence + index, now, ssrc, payload)
        packets.append((index * MICROSECONDS_PER_PACKET, packet))
    playable.write(output, packets)


main()
