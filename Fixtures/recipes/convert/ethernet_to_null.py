#!/usr/bin/env python3
"""Turns an Ethernet capture of IPv4/IPv6 into one of link type NULL (BSD loopback).

usage: ethernet_to_null.py INPUT.pcap OUTPUT.pcap

Linux has no such interface: a BSD or macOS host writes, in its own byte order, the number of
the address family in front of each IP packet, where Linux puts an Ethernet header.
"""

import struct
import sys

NULL_LINK = 0
FAMILY_OF_ETHERTYPE = {0x0800: 2, 0x86DD: 30}  # AF_INET; AF_INET6 as macOS numbers it
ETHERNET_LENGTH = 14


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    magic, major, minor, zone, accuracy, snaplen, link = struct.unpack_from("<IHHiIII", data)
    if magic != 0xA1B2C3D4 or link != 1:
        sys.exit("ethernet_to_null.py: input is not a little-endian Ethernet pcap file")
    with open(sys.argv[2], "wb") as file:
        file.write(struct.pack("<IHHiIII", magic, major, minor, zone, accuracy, snaplen, NULL_LINK))
        at = 24
        while at < len(data):
            seconds, fraction, kept, whole = struct.unpack_from("<IIII", data, at)
            packet = data[at + 16:at + 16 + kept]
            at += 16 + kept
            family = FAMILY_OF_ETHERTYPE.get(int.from_bytes(packet[12:14], "big"))
            if family is None:
                continue
            shift = 4 - ETHERNET_LENGTH
            file.write(struct.pack("<IIII", seconds, fraction, kept + shift, whole + shift))
            file.write(struct.pack("<I", family) + packet[ETHERNET_LENGTH:])


main()
