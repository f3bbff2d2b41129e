#!/usr/bin/env python3
"""Writes a pcap again in big-endian order, with microseconds and with nanoseconds, by scapy.

usage: big_endian.py CALL.pcap FOLDER    writes FOLDER/big-endian.pcap and FOLDER/big-endian-nanoseconds.pcap
"""
import sys

from scapy.utils import RawPcapReader, RawPcapWriter

source, folder = sys.argv[1:]
for name, nano in (("big-endian", False), ("big-endian-nanoseconds", True)):
    with RawPcapReader(source) as frames:
        with RawPcapWriter(f"{folder}/{name}.pcap", linktype=frames.linktype, endianness=">", nano=nano,
                           snaplen=frames.snaplen) as file:
            file.write_header(None)
            for data, meta in frames:
                file.write_packet(data, sec=meta.sec, usec=meta.usec * (1000 if nano else 1), wirelen=meta.wirelen)
