#!/usr/bin/env python3
"""Joins two namespaces by a pair of tun interfaces: links without any link header.

usage: tun_bridge.py INTERFACE NAMESPACE_A NAMESPACE_B SECONDS DELAY_MS

Both interfaces get the same name. Says "ready" once they stand in their namespaces, then
carries packets until it is ended or the time is over. A tun interface stays tied to the
process that made it, also after it was moved to another namespace. Each packet arrives
DELAY_MS after it was sent.
"""

import collections
import fcntl
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000


def tun(interface, namespace):
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", interface.encode(), IFF_TUN_WITHOUT_HEADER))
    subprocess.run(["ip", "link", "set", interface, "netns", namespace], check=True)
    return device


def deliver(packet, device):
    try:
        os.write(device, packet)
    except OSError:
        pass  # the other end is not up yet: a real link loses the packet as well


def main():
    interface, first, second = sys.argv[1:4]
    end = time.monotonic() + int(sys.argv[4])
    delay = int(sys.argv[5]) / 1000
    left, right = tun(interface, first), tun(interface, second)
    other = {left: right, right: left}
    on_the_way = collections.deque()
    print("ready", flush=True)
    while (now := time.monotonic()) < end:
        while on_the_way and on_the_way[0][0] <= now:
            deliver(*on_the_way.popleft()[1:])
        rest = (on_the_way[0][0] if on_the_way else end) - now
        for device in select.select([left, right], [], [], rest)[0]:
            on_the_way.append((time.monotonic() + delay, os.read(device, 65536), other[device]))


main()
