#!/usr/bin/env python3
"""Lets two packets of a capture change places.

usage: swap_packets.py with-times|without-times INPUT.pcap OUTPUT.pcap FRAME FRAME

With their times: the file is out of order, as when several queues of a network card were
written by turns. Without: the packets came in this order, as over a network with two paths.
"""

import struct
import sys


def records(data):
    """Pairs of time and the rest of each packet record."""
    at = 24
    while at < len(data):
        kept = struct.unpack_from("<I", data, at + 8)[0]
        yield [data[at:at + 8], data[at + 8:at + 16 + kept]]
        at += 16 + kept


def main():
    with_times, source, target = sys.argv[1] == "with-times", *sys.argv[2:4]
    first, second = (int(argument) - 1 for argument in sys.argv[4:6])
    with open(source, "rb") as file:
        data = file.read()
    if data[:4] != b"\xd4\xc3\xb2\xa1":
        sys.exit("swap_packets.py: input is not a little-endian pcap file")
    all_records = list(records(data))
    all_records[first], all_records[second] = all_records[second], all_records[first]
    if not with_times:
        one, other = all_records[first], all_records[second]
        one[0], other[0] = other[0], one[0]
    with open(target, "wb") as file:
        file.write(data[:24] + b"".join(time + rest for time, rest in all_records))


main()
