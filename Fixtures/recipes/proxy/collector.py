#!/usr/bin/env python3
"""Takes datagrams and connections on one port, and reads what comes.

usage: collector.py ADDRESS PORT SECONDS    ends by itself after so many seconds
"""
import select
import socket
import sys
import time

address, port, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind((address, port))
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((address, port))
listener.listen()
sockets = [datagrams, listener]
end = time.monotonic() + seconds
while (left := end - time.monotonic()) > 0:
    for ready in select.select(sockets, [], [], left)[0]:
        if ready is listener:
            sockets.append(listener.accept()[0])
        elif not ready.recv(65536) and ready is not datagrams:
            sockets.remove(ready)
            ready.close()
