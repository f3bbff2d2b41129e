"""Reads a ladder: one message a line, with what belongs to it indented below.

    [WAIT] > METHOD [WORD...]      a request of the caller; `<` is the callee's
    [WAIT] < CODE [METHOD] [WORD...]
      Name: value                  a header more, or instead of the usual one
      | text                       a line of the body
      caller plays COUNT [KIND]    RTP that starts with this message (talk.py has the kinds)

WAIT is in milliseconds. A response answers the newest open request, or the newest open METHOD.
The words: `=name` names a request, or the request answered; `crossing` sends the message before
the one above has arrived; `retrans` repeats it as RFC 3261 wants; `uri=` is another Request-URI,
`tag=` another To tag, `auth=` the password for the last challenge; sdp.py has the rest.
"""

import re
from dataclasses import dataclass, field

SIDES = {">": "caller", "<": "callee"}
OTHER = {"caller": "callee", "callee": "caller"}


@dataclass
class Step:
    line: int
    wait: int
    sender: str
    method: str
    code: str = ""
    words: dict = field(default_factory=dict)
    headers: list = field(default_factory=list)
    body: list = field(default_factory=list)
    plays: list = field(default_factory=list)

    @property
    def receiver(self):
        return OTHER[self.sender]


def read(path):
    steps = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if line.startswith("  "):
                add(steps[-1], text)
            else:
                steps.append(step(number, text.split()))
    return steps


def step(number, words):
    wait = int(words.pop(0)) if words[0].isdigit() else 0
    sender = SIDES[words.pop(0)]
    start, code = words.pop(0), ""
    if start.isdigit():
        code, start = start, words.pop(0) if words and words[0].isupper() else ""
    pairs = ((word.partition("=")[0] or "=", word.partition("=")[2]) for word in words)
    return Step(number, wait, sender, start, code, dict(pairs))


def add(step, text):
    if text.startswith("|"):
        step.body.append(text[1:].removeprefix(" "))
    elif play := re.fullmatch(r"(caller|callee) plays (\d+) ?(\w*)", text):
        step.plays.append((play[1], int(play[2]), play[3] or "pcmu"))
    else:
        name, _, value = text.partition(":")
        step.headers.append((name, value.strip()))
