"""The sound of one party: a G.711 sweep cut into packets that name themselves."""

import math

RATE = 8000
SAMPLES_PER_PACKET = 160
PACKETS_PER_SECOND = RATE // SAMPLES_PER_PACKET


def linear_sweep(start_hz, end_hz, samples):
    """16-bit samples of a sine whose pitch moves evenly from start to end."""
    phase = 0.0
    for index in range(samples):
        yield int(9000 * math.sin(phase))
        pitch = start_hz + (end_hz - start_hz) * index / samples
        phase += 2 * math.pi * pitch / RATE


def mu_law(sample):
    """One G.711 mu-law byte."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), 32635) + 132
    exponent = magnitude.bit_length() - 8
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return ~(sign | exponent << 4 | mantissa) & 0xFF


def a_law(sample):
    """One G.711 A-law byte."""
    sign = 0 if sample < 0 else 0x80
    magnitude = min(abs(sample), 32635)
    exponent = max(magnitude.bit_length() - 8, 0)
    mantissa = (magnitude >> (exponent + 3 if exponent else 4)) & 0x0F
    return (sign | exponent << 4 | mantissa) ^ 0x55


def packets(name, start_hz, end_hz, count, first=0, law=mu_law):
    """`count` payloads of 20 ms; each starts with the party's name and its own number, from `first` on.

    The text is heard as a soft click and lets a test say at once whose packet it holds.
    """
    sound = bytes(law(s) for s in linear_sweep(start_hz, end_hz, count * SAMPLES_PER_PACKET))
    for index in range(count):
        label = f"{name}{first + index:03d}".encode("ascii")
        begin = index * SAMPLES_PER_PACKET
        yield label + sound[begin + len(label):begin + SAMPLES_PER_PACKET]
