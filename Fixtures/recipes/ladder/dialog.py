"""Finds what every message of a ladder belongs to: transaction, CSeq, branch, To tag."""

from dataclasses import dataclass

FIRST_CSEQ = {"caller": 101, "callee": 7301}
OPENS_DIALOG = {"INVITE", "SUBSCRIBE"}


@dataclass
class Transaction:
    number: int
    sender: str
    method: str
    cseq: int
    branch: str
    in_dialog: bool
    # Of the To tag the callee makes up for it, or the ladder's word for that.
    tag: str
    name: str = ""
    final: str = ""


class Dialog:
    """Goes through the steps in their order and hangs a transaction on each."""

    def __init__(self):
        self.transactions, self.next_cseq = [], dict(FIRST_CSEQ)
        self.established, self.tag = False, ""

    def place(self, step):
        if step.code:
            step.transaction = self.answered(step)
            self.answer(step.transaction, step)
        elif step.method == "ACK":
            step.transaction = self.acknowledge(self.newest(step, "INVITE", lambda t: t.final))
        else:
            step.transaction = self.request(step)

    def newest(self, step, method, fits):
        sender = step.receiver if step.code else step.sender
        for transaction in reversed(self.transactions):
            if transaction.sender == sender and method in ("", transaction.method) and fits(transaction):
                return transaction
        raise SystemExit(f"line {step.line}: no request to answer")

    def answered(self, step):
        name = step.words.get("=")
        return self.newest(step, step.method, lambda t: t.name == name if name else not t.final)

    def request(self, step):
        sender, method, number = step.sender, step.method, len(self.transactions)
        letter = chr(ord("a") + number)
        if method == "CANCEL":
            invite = self.newest(step, "INVITE", lambda t: not t.final)
            new = Transaction(number, sender, method, invite.cseq, invite.branch, invite.in_dialog, invite.tag)
        else:
            in_dialog = self.established or sender == "callee"
            branch = f"{sender[:3]}{letter}"
            new = Transaction(number, sender, method, self.next_cseq[sender], branch, in_dialog, letter)
            self.next_cseq[sender] += 1
        new.name = step.words.get("=", "")
        self.transactions.append(new)
        return new

    def answer(self, transaction, step):
        code = int(step.code)
        if code >= 200:
            transaction.final = step.code
        if step.sender == "caller" or code == 100:
            return
        transaction.tag = step.words.get("tag", transaction.tag)
        if transaction.method in OPENS_DIALOG and not transaction.in_dialog:
            self.established = code < 300
            self.tag = transaction.tag

    def acknowledge(self, invite):
        # An ACK to a failure belongs to the INVITE's transaction (RFC 3261 17.1.1.3).
        failed = invite.final >= "300"
        branch = invite.branch if failed else f"{invite.branch}k"
        return Transaction(invite.number, invite.sender, "ACK", invite.cseq, branch, True, invite.tag)


def place(steps):
    dialog = Dialog()
    for step in steps:
        dialog.place(step)
        step.method = step.transaction.method
        # As the callee writes them now: a later response may bring others.
        step.tag, step.dialog_tag = step.transaction.tag, dialog.tag
