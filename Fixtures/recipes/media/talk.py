"""What one party of a ladder says, cut into several plays that continue each other."""

import playable
import tone

MICROSECONDS_PER_PACKET = 1_000_000 // tone.PACKETS_PER_SECOND
SAMPLES_OF_A_PAUSE = 4000
VIDEO_PAYLOAD_TYPE, VIDEO_CLOCK, VIDEO_FRAMES_PER_SECOND = 97, 90_000, 25
# No-signal, CED and preamble indicators, then V.21 data: the start of any fax (T.38 7.3).
UDPTL_MESSAGES = ["00", "04", "06", "c001800000ff", "c001800000c0"]


class Talk:
    """Numbering goes on from play to play: the same SSRC, the next sequence number, a later timestamp."""

    def __init__(self, name, start_hz, end_hz, sequence, timestamp, ssrc):
        self.name, self.start_hz, self.end_hz, self.ssrc = name, start_hz, end_hz, ssrc
        self.sequence, self.timestamp, self.said = sequence, timestamp, 0

    def play(self, path, kind, count):
        playable.write(path, sorted(getattr(self, kind)(count), key=lambda packet: packet[0]))

    def pcmu(self, count):
        return self.voice(0, count, tone.mu_law)

    def pcma(self, count):
        return self.voice(8, count, tone.a_law)

    def voice(self, payload_type, count, law):
        payloads = list(tone.packets(self.name, self.start_hz, self.end_hz, count, self.said, law))
        for index, payload in enumerate(payloads):
            yield index * MICROSECONDS_PER_PACKET, playable.rtp(
                payload_type, index == 0, self.sequence + index,
                self.timestamp + index * tone.SAMPLES_PER_PACKET, self.ssrc, payload)
        self.said += count
        self.sequence += count
        self.timestamp += count * tone.SAMPLES_PER_PACKET + SAMPLES_OF_A_PAUSE

    def pcmu_and_video(self, count):
        """Video on the port two above, half as many packets, its own SSRC and numbering."""
        yield from self.pcmu(count)
        for index in range(count // 2):
            # H.264 single NAL unit of type 6 (RFC 6184 5.6): user data that names the packet.
            payload = b"\x06" + f"{self.name}-video{index:03d}".encode("ascii") + bytes(100)
            yield index * 1_000_000 // VIDEO_FRAMES_PER_SECOND, playable.rtp(
                VIDEO_PAYLOAD_TYPE, True, 700 + index,
                index * VIDEO_CLOCK // VIDEO_FRAMES_PER_SECOND, self.ssrc ^ 0x0F0F0F0F, payload), 2

    def udptl(self, count):
        """T.38 over UDPTL: sequence number, the message, no redundant ones (T.38 9.1)."""
        for index in range(count):
            message = bytes.fromhex(UDPTL_MESSAGES[min(index, 3) if index % 2 else min(index, 4)])
            yield index * 2 * MICROSECONDS_PER_PACKET, (
                index.to_bytes(2, "big") + bytes([len(message)]) + message + b"\x00\x00")


def caller():
    return Talk("caller", 300, 900, 65500, 4_000_000_000, 0x2B7E1516)


def callee():
    return Talk("callee", 2400, 1200, 12000, 160_000, 0x9D3A07C4)
