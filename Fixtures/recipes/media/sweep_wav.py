#!/usr/bin/env python3
"""Writes a mono 8 kHz WAV file with a sweep, for a softphone to play.

usage: sweep_wav.py OUTPUT START_HZ END_HZ SECONDS
"""

import struct
import sys
import wave

import tone


def main():
    start_hz, end_hz, seconds = map(int, sys.argv[2:5])
    samples = list(tone.linear_sweep(start_hz, end_hz, seconds * tone.RATE))
    with wave.open(sys.argv[1], "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(tone.RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


main()
