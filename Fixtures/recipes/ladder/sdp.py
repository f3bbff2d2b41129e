"""Session descriptions of a ladder's words.

`sdp`        an offer or answer with audio; its value, if any, is the direction
`codecs=`    payload types instead of the usual ones     `at=`    connection address
`port=`      what to add to the media port               `video`  a second medium
`t38`        a fax instead of audio
"""

RTPMAPS = {
    "0": ["a=rtpmap:0 PCMU/8000"],
    "8": ["a=rtpmap:8 PCMA/8000"],
    "18": ["a=rtpmap:18 G729/8000", "a=fmtp:18 annexb=no"],
    "97": ["a=rtpmap:97 H264/90000", "a=fmtp:97 profile-level-id=42e01f;packetization-mode=0"],
    "101": ["a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-16"],
}
CODECS = {"caller": "0,8,18,101", "callee": "0,101"}
ORIGIN = {"caller": "- 3890211", "callee": "acme-pbx 77120"}
SUBJECT = {"caller": "Acme Phone", "callee": "call"}
# T.38 D.2.3
T38 = [
    "a=T38FaxVersion:0", "a=T38MaxBitRate:14400", "a=T38FaxRateManagement:transferredTCF",
    "a=T38FaxMaxBuffer:260", "a=T38FaxMaxDatagram:240", "a=T38FaxUdpEC:t38UDPRedundancy",
]


class Sessions:
    """The descriptions of one party; a changed one gets the next version (RFC 3264 8)."""

    def __init__(self, side):
        self.side, self.version, self.last = side, 0, None

    def lines(self, words):
        connection = words.get("at")
        rest = [
            f"s={SUBJECT[self.side]}",
            f"c=IN IP4 {connection}" if connection else "c=IN IP[media_ip_type] [media_ip]",
            "t=0 0",
            *self.media(words),
        ]
        if rest != self.last:
            self.version, self.last = self.version + 1, rest
        return ["v=0", f"o={ORIGIN[self.side]} {self.version} IN IP[local_ip_type] [media_ip]", *rest]

    def media(self, words):
        port = words.get("port", "")
        if "t38" in words:
            return [f"m=image [auto_media_port{port}] udptl t38", *T38]
        direction = f"a={words.get('sdp') or 'sendrecv'}"
        codecs = words.get("codecs", CODECS[self.side]).split(",")
        lines = [f"m=audio [auto_media_port{port}] RTP/AVP {' '.join(codecs)}"]
        lines += [*self.maps(codecs), "a=ptime:20", direction]
        if "video" in words:
            lines += ["m=video [auto_media_port+2] RTP/AVP 97", *self.maps(["97"]), direction]
        return lines

    def maps(self, codecs):
        return [line for codec in codecs for line in RTPMAPS[codec]]
