#!/usr/bin/env python3
"""Puts the packets of a call on other links and into tunnels, by scapy, which knows them on its own.

usage: wrap.py CALL.pcap FOLDER    writes FOLDER/<name>/call.pcap for each name below

The call is one over UDP and IPv4 on Ethernet. Times stay as they are.
"""
import os
import struct
import sys

from scapy.all import (Dot1AD, Dot1Q, Dot11, Dot11QoS, Ether, GRE, IP, IPv6, LLC, PPP, PPPoE, RadioTap, Raw,
                       SNAP, UDP, fragment, rdpcap)
from scapy.contrib.erspan import ERSPAN_II, ERSPAN_III
from scapy.contrib.geneve import GENEVE, GeneveOptions
from scapy.contrib.gtp import GTP_U_Header, GTPPDUSessionContainer
from scapy.contrib.mpls import EoMCW, MPLS
from scapy.layers.ipsec import AH, ESP, SecurityAssociation
from scapy.layers.sctp import SCTP, SCTPChunkData, SCTPChunkSACK
from scapy.layers.vxlan import VXLAN

OUTER = dict(src="203.0.113.1", dst="203.0.113.2")
OUTER6 = dict(src="2001:db8:ffff::1", dst="2001:db8:ffff::2")
MACS = dict(src="02:00:00:00:01:01", dst="02:00:00:00:01:02")
# Flags of a wireless frame.
TO_DS, FROM_DS, PROTECTED = 0x01, 0x02, 0x40


def outer(*layers):
    packet = Ether(**MACS) / IP(**OUTER)
    for layer in layers:
        packet = packet / layer
    return packet


def v6(packet):
    """The IPv4 packet's UDP over IPv6 instead."""
    datagram = UDP(sport=packet[UDP].sport, dport=packet[UDP].dport) / bytes(packet[UDP].payload)
    ends = {"192.0.2.10": "2001:db8:a::10", "198.51.100.20": "2001:db8:b::20"}
    return IPv6(src=ends[packet[IP].src], dst=ends[packet[IP].dst]) / datagram


def erf(frame, extensions=0):
    """A record as Endace's cards write it (scapy has none): Ethernet with two bytes of alignment and its FCS."""
    body = b"\0\0" + bytes(frame) + b"\0\0\0\0"
    extra = b"".join(bytes([(0x80 if more else 0) | 3]) + bytes(7) for more in range(extensions - 1, -1, -1))
    rlen = 16 + len(extra) + len(body)
    return Raw(bytes(8) + bytes([2 | (0x80 if extensions else 0), 4])
               + struct.pack(">HHH", rlen, 0, len(frame) + 4) + extra + body)


def nflog(packet):
    """As `tcpdump -i nflog:1` writes it (LINKTYPE_NFLOG): prefix and payload, in the order of the machine."""
    def attribute(kind, value):
        return struct.pack("<HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)
    return Raw(b"\x02\0\0\x01" + attribute(10, b"sip\0") + attribute(9, bytes(packet)))


def wifi(packet, flags, qos=False, four=False):
    frame = Dot11(type=2, subtype=8 if qos else 0, FCfield=flags, addr1="02:00:00:00:01:01", addr2="02:00:00:00:01:02",
                  addr3="02:00:00:00:01:03", addr4="02:00:00:00:01:04" if four else None)
    return frame / Dot11QoS() / LLC() / SNAP() / packet if qos else frame / LLC() / SNAP() / packet


NULL_SHA1 = SecurityAssociation(ESP, spi=0x101, crypt_algo="NULL", auth_algo="HMAC-SHA1-96", auth_key=b"k" * 20)
NULL_SHA256 = SecurityAssociation(ESP, spi=0x102, crypt_algo="NULL", auth_algo="SHA2-256-128", auth_key=b"k" * 32,
                                  tunnel_header=IP(**OUTER))
SIGNED = SecurityAssociation(AH, spi=0x103, auth_algo="HMAC-SHA1-96", auth_key=b"k" * 20, tunnel_header=IP(**OUTER))
HIDDEN = SecurityAssociation(ESP, spi=0x104, crypt_algo="AES-CBC", crypt_key=b"k" * 16, auth_algo="HMAC-SHA1-96",
                             auth_key=b"k" * 20)

# How many chunks of SCTP each side has sent.
SENT = {}


def sctp(packet, size=None):
    """A SIP message as DATA chunks behind a SACK, in pieces of `size` bytes bundled two by two."""
    text = bytes(packet[UDP].payload)
    pieces = [text[at:at + (size or len(text))] for at in range(0, len(text), size or len(text))]
    sender = packet[IP].src
    chunks = []
    for index, piece in enumerate(pieces):
        SENT[sender] = SENT.get(sender, 1000) + 1
        chunks.append(SCTPChunkData(beginning=int(index == 0), ending=int(index == len(pieces) - 1), tsn=SENT[sender],
                                    data=piece))
    packets = []
    for at in range(0, len(chunks), 2):
        ports = dict(sport=packet[UDP].sport, dport=packet[UDP].dport, tag=int(packet[IP].src.split(".")[-1]))
        body = SCTP(**ports) / SCTPChunkSACK(cumul_tsn_ack=1)
        for chunk in chunks[at:at + 2]:
            body = body / chunk
        packets.append(body)
    # The pieces of a message come in the wrong order.
    return packets[::-1]


def on_ip(packets, packet):
    return [Ether(**MACS) / IP(src=packet[IP].src, dst=packet[IP].dst) / part for part in packets]


# name -> (link type, what becomes of the Ethernet frame and its IP packet: one packet, or several in the same moment)
FORMS = {
    "vlan": (1, lambda f, p: Ether(**MACS) / Dot1Q(vlan=7) / p),
    "qinq": (1, lambda f, p: Ether(**MACS) / Dot1AD(vlan=7) / Dot1Q(vlan=8) / p),
    "qinq-8100": (1, lambda f, p: Ether(**MACS) / Dot1Q(vlan=7) / Dot1Q(vlan=8) / p),
    "pppoe": (1, lambda f, p: Ether(**MACS) / PPPoE(sessionid=5) / PPP() / p),
    "llc-snap": (1, lambda f, p: Ether(type=8 + len(p), **MACS) / LLC() / SNAP() / p),
    "ppp": (9, lambda f, p: Raw(b"\xff\x03" + bytes(PPP() / p))),
    "erf": (197, lambda f, p: erf(f)),
    "erf-extensions": (197, lambda f, p: erf(f, 2)),
    "wifi": (105, lambda f, p: wifi(p, TO_DS)),
    "wifi-qos": (105, lambda f, p: wifi(p, FROM_DS, qos=True)),
    "wifi-four-addresses": (105, lambda f, p: wifi(p, TO_DS | FROM_DS, four=True)),
    "radiotap": (127, lambda f, p: RadioTap(present="TSFT+Flags+Rate", Flags="FCS", mac_timestamp=1, Rate=2)
                 / wifi(p, TO_DS, qos=True) / Raw(b"\0\0\0\0")),
    "wifi-protected": (105, lambda f, p: wifi(p, TO_DS | PROTECTED)),
    "nflog": (239, lambda f, p: nflog(p)),
    "null-big-endian": (0, lambda f, p: Raw(b"\0\0\0\x02" + bytes(p))),
    "4in4": (1, lambda f, p: outer(p)),
    "4in6": (1, lambda f, p: Ether(**MACS) / IPv6(**OUTER6) / p),
    "6in4": (1, lambda f, p: outer(v6(p))),
    "6in6": (1, lambda f, p: Ether(**MACS) / IPv6(**OUTER6) / v6(p)),
    "gre": (1, lambda f, p: outer(GRE(chksum_present=1, key_present=1, key=9, seqnum_present=1, sequence_number=3), p)),
    "gre-ethernet": (1, lambda f, p: outer(GRE(proto=0x6558), f)),
    "erspan-1": (1, lambda f, p: outer(GRE(proto=0x88BE), f)),
    "erspan-2": (1, lambda f, p: outer(GRE(proto=0x88BE, seqnum_present=1), ERSPAN_II(session_id=3), f)),
    "erspan-3": (1, lambda f, p: outer(GRE(proto=0x22EB, seqnum_present=1), ERSPAN_III(session_id=3), f)),
    "geneve": (1, lambda f, p: outer(UDP(sport=50000, dport=6081), GENEVE(
        proto=0x6558, options=[GeneveOptions(classid=0x102, type=0x80, data=b"12345678")]), f)),
    "vxlan-in-vxlan": (1, lambda f, p: outer(UDP(sport=50001, dport=4789), VXLAN(vni=5, flags=8), Ether(**MACS)
                                             / IP(**OUTER) / UDP(sport=50000, dport=4789) / VXLAN(vni=6, flags=8) / f)),
    "vxlan-gpe": (1, lambda f, p: outer(UDP(sport=50000, dport=4790), Raw(b"\x0c\0\0\x01\0\0\x05\0"), p)),
    "gtp-u": (1, lambda f, p: outer(UDP(sport=2152, dport=2152), GTP_U_Header(teid=9, E=1, next_ex=0x85)
                                    / GTPPDUSessionContainer(ExtHdrLen=1, type=1, QFI=9), p)),
    "mpls": (1, lambda f, p: Ether(type=0x8847, **MACS) / MPLS(label=100, s=0) / MPLS(label=101, s=1) / p),
    "mpls-pseudowire": (1, lambda f, p: Ether(type=0x8847, **MACS) / MPLS(label=100, s=1) / EoMCW() / f),
    "mpls-pseudowire-bare": (1, lambda f, p: Ether(type=0x8847, **MACS) / MPLS(label=100, s=1) / f),
    "esp-null": (1, lambda f, p: Ether(**MACS) / NULL_SHA1.encrypt(p)),
    "esp-null-tunnel": (1, lambda f, p: Ether(**MACS) / NULL_SHA256.encrypt(p)),
    "esp-encrypted": (1, lambda f, p: Ether(**MACS) / HIDDEN.encrypt(p)),
    "ah": (1, lambda f, p: Ether(**MACS) / SIGNED.encrypt(p)),
    "fragments-backwards": (1, lambda f, p: [Ether(**MACS) / part for part in fragment(p, 200)[::-1]]),
    "sctp": (1, lambda f, p: on_ip(sctp(p), p)),
    "sctp-pieces": (1, lambda f, p: on_ip(sctp(p, 150), p)),
    "sctp-in-udp": (1, lambda f, p: on_ip([UDP(sport=9899, dport=9899) / part for part in sctp(p)], p)),
}


def write(path, link, packets):
    """By hand: scapy takes link type 0 for none."""
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link))
        for time, packet in packets:
            seconds, fraction = divmod(int(time * 1000000), 1000000)
            file.write(struct.pack("<IIII", seconds, fraction, len(packet), len(packet)) + packet)


def main(source, folder):
    frames = [frame for frame in rdpcap(source) if UDP in frame]
    for name, (link, form) in FORMS.items():
        SENT.clear()
        packets = []
        for frame in frames:
            packet = frame[IP]
            # A card filled in the checksums after the capture; whoever signs or reads them wants them right.
            del packet.chksum, packet[UDP].chksum
            whole = Ether(bytes(frame))
            made = form(whole, whole[IP])
            for one in made if isinstance(made, list) else [made]:
                packets.append((frame.time, bytes(one)))
        os.makedirs(f"{folder}/{name}", exist_ok=True)
        write(f"{folder}/{name}/call.pcap", link, packets)


main(*sys.argv[1:])
