"""How schemathesis logs in: test_openapi.py hands over sessions, since wrong passwords that are tried close the way in."""

import os

import schemathesis

TOKENS = os.environ["CONTROL_TOKENS"].split(",")


class Session:
    """One session for all."""

    def get(self, case, context):
        return TOKENS[0]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


class OwnSession(Session):
    """A session for each that logs out."""

    left = iter(TOKENS[1:])

    def get(self, case, context):
        return next(self.left, "none-left")


schemathesis.auth(refresh_interval=3600).skip_for(path="/auth/logout")(Session)
schemathesis.auth(refresh_interval=None).apply_to(path="/auth/logout")(OwnSession)
