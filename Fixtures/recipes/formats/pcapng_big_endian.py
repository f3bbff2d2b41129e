#!/usr/bin/env python3
"""Turns a little-endian pcapng into what a big-endian machine would have written; no tool at hand does it.

usage: pcapng_big_endian.py FROM.pcapng TO.pcapng

Knows section headers, interface descriptions, enhanced packets and interface statistics (as editcap writes them), and
refuses others.
"""
import struct
import sys

# What stands in front of the options of a block, a letter of `struct` each; how long the data behind it are.
FIXED = {0x0A0D0D0A: "IHHq", 1: "HHI", 5: "III", 6: "IIIII"}
# Options whose value is a number: if_speed, if_tsoffset, isb_starttime (two words), isb_ifrecv, isb_ifdrop.
NUMBERS = {1: {8: "Q", 14: "q"}, 5: {2: "II", 3: "II", 4: "Q", 5: "Q"}, 6: {2: "I", 4: "Q"}}


def options(kind, body):
    turned = b""
    while len(body) >= 4:
        code, length = struct.unpack_from("<HH", body)
        value = body[4:4 + length]
        form = NUMBERS.get(kind, {}).get(code)
        if form and struct.calcsize("<" + form) == length:
            value = struct.pack(">" + form, *struct.unpack("<" + form, value))
        turned += struct.pack(">HH", code, length) + value + bytes(-length % 4)
        body = body[4 + length + -length % 4:]
    return turned


def block(kind, body):
    form = FIXED[kind]
    size = struct.calcsize("<" + form)
    fixed = struct.unpack_from("<" + form, body)
    data = b""
    if kind == 6:
        length = fixed[3] + -fixed[3] % 4
        data = body[size:size + length]
        size += length
    turned = struct.pack(">" + form, *fixed) + data + options(kind, body[size:])
    total = len(turned) + 12
    return struct.pack(">II", kind, total) + turned + struct.pack(">I", total)


with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while head := source.read(8):
        kind, total = struct.unpack("<II", head)
        target.write(block(kind, source.read(total - 12)))
        source.read(4)
