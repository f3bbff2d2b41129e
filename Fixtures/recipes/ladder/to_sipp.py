#!/usr/bin/env python3
"""Makes two SIPp scenarios, caller.xml and callee.xml, of one ladder, and the captures they play.

usage: to_sipp.py LADDER OUTPUT_FOLDER
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "media"))

import dialog
import message
import reading
import sdp
import talk

EREG = '<ereg regexp="{}" search_in="hdr" header="{}:" start_line="true" check_it="true" assign_to="{}"/>'
ANY, IN_ANGLES = "[^ ].*", "&lt;([^&gt;]*)&gt;"
PLAYS = {"pcmu": "audio", "pcma": "audio", "pcmu_and_video": "audio", "udptl": "image"}


class Scenario:
    """The ladder as one party goes through it."""

    def __init__(self, side, steps, folder):
        self.side, self.folder = side, folder
        self.steps = as_seen(side, steps)
        self.sessions, self.talk = sdp.Sessions(side), getattr(talk, side)()
        self.needs_target = side == "callee" and any(s.sender == side and not s.code for s in steps)
        self.answered_late = self.find_answered_late()
        self.variables, self.played, self.elements = [], 0, []

    def find_answered_late(self):
        late, last = set(), None
        for step in self.steps:
            if step.receiver == self.side:
                last = step
            elif step.code and not self.is_fresh(step, last):
                late.add(step.transaction.number)
        return late

    def is_fresh(self, response, last):
        return not last.code and last.transaction is response.transaction

    def xml(self, name):
        last = None
        for step in self.steps:
            if step.sender == self.side:
                self.send(step, last)
            else:
                self.receive(step)
                last = step
        if self.variables:
            self.elements.append(f'  <Reference variables="{",".join(self.variables)}"/>')
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="{name} {self.side}">'
        return "\n".join([head, *self.elements, "</scenario>", ""])

    def send(self, step, last):
        if step.wait:
            self.elements.append(f'  <pause milliseconds="{step.wait}"/>')
        if step.code:
            text = message.response(step, self.sessions, self.is_fresh(step, last))
        else:
            text = message.request(step, self.sessions)
        retrans = ' retrans="500"' if "retrans" in step.words else ""
        self.elements.append(f"  <send{retrans}><![CDATA[\n{text}\n]]>{self.action(self.plays(step))}</send>")

    def receive(self, step):
        actions = self.plays(step) + self.memory(step)
        if step.code:
            auth = ' auth="true"' if step.code in ("401", "407") else ""
            what = f'response="{step.code}"{auth}'
        else:
            what = f'request="{step.method}"'
        self.elements.append(f"  <recv {what}>{self.action(actions)}</recv>")

    def memory(self, step):
        """What of this message is needed once another one has arrived."""
        if step.code:
            return []
        actions, number = [], step.transaction.number
        if number in self.answered_late and step.method != "ACK":
            for header in "Via", "From", "To", "CSeq":
                actions.append(self.remember(ANY, header, f"{header.lower()}{number}"))
        if self.needs_target:
            self.needs_target = False
            actions.append(self.remember(ANY, "From", "peer"))
            actions.append(self.remember(ANY, "To", "self"))
            actions.append(self.remember(IN_ANGLES, "Contact", "contact,target"))
        return actions

    def remember(self, pattern, header, names):
        self.variables += names.split(",")
        return EREG.format(pattern, header, names)

    def plays(self, step):
        actions = []
        for side, count, kind in step.plays:
            if side == self.side:
                self.played += 1
                file = f"{side}-{self.played}.pcap"
                self.talk.play(os.path.join(self.folder, file), kind, count)
                actions.append(f'<exec play_pcap_{PLAYS[kind]}="{file}"/>')
        return actions

    def action(self, actions):
        return f"<action>{''.join(actions)}</action>" if actions else ""


def as_seen(side, steps):
    """A message that crosses the one above is sent before that one has arrived."""
    seen = []
    for step in steps:
        if "crossing" in step.words and step.sender == side:
            seen.insert(-1, step)
        else:
            seen.append(step)
    return seen


def main():
    ladder, folder = sys.argv[1:3]
    steps = reading.read(ladder)
    dialog.place(steps)
    for side in "caller", "callee":
        text = Scenario(side, steps, folder).xml(os.path.basename(ladder).partition(".")[0])
        with open(os.path.join(folder, f"{side}.xml"), "w", encoding="utf-8") as file:
            file.write(text)


main()
