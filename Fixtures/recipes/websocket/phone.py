#!/usr/bin/env python3
"""One side of a call over a WebSocket (RFC 7118), by the library `websockets`, which masks what a client sends.

usage: phone.py call URI ADDRESS [pieces] [compressed]       calls, and hangs up after half a second
       phone.py answer ADDRESS PORT [pieces] [compressed]   takes one call

pieces: messages go out in three frames each, a ping between the first and the second.
compressed: both sides agree on permessage-deflate.
ADDRESS: where the caller wants its media, or where the callee listens.
"""
import asyncio
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

LONGEST_SECONDS = 20
CRLF = "\r\n"
SESSION = CRLF.join([
    "v=0", "o=- 3890211 1 IN IP4 {0}", "s=-", "c=IN IP4 {0}", "t=0 0", "m=audio {1} RTP/AVP 0",
    "a=rtpmap:0 PCMU/8000", "a=sendrecv", ""])


def message(start, headers, body=""):
    if body:
        headers = headers + ["Content-Type: application/sdp"]
    return CRLF.join([start] + headers + [f"Content-Length: {len(body)}", "", body])


def lines(text, *names):
    """The header lines of these names, as they stand."""
    return [line for line in text.split(CRLF + CRLF)[0].split(CRLF) if line.split(":")[0] in names]


async def send(socket, text, in_pieces):
    if not in_pieces:
        return await socket.send(text)

    async def pieces():
        third = len(text) // 3
        yield text[:third]
        await socket.ping()
        yield text[third:2 * third]
        yield text[2 * third:]
    await socket.send(pieces())


async def final(socket):
    while True:
        text = await socket.recv()
        # Neither 1xx nor the answer to a keep-alive.
        if text.strip() and not text.startswith("SIP/2.0 1"):
            return text


async def call(uri, address, in_pieces, compression):
    async with connect(uri, subprotocols=["sip"], compression=compression) as socket:
        def request(method, number, target, to, more, body=""):
            return message(f"{method} {target} SIP/2.0", [
                f"Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKws{number}{method}", "Max-Forwards: 70",
                'From: "Alice Example" <sip:+15551230001@example.com>;tag=ws-caller', to,
                "Call-ID: websocket-call@df7jal23ls0d.invalid", f"CSeq: {number} {method}",
                "User-Agent: Acme Web Phone/1.0"] + more, body)

        contact = ["Contact: <sip:+15551230001@df7jal23ls0d.invalid;transport=ws>"]
        target = "sip:+15551230002@example.com"
        # Keeps the connection open (RFC 7118 section 6).
        await socket.send(CRLF + CRLF)
        await send(socket, request("INVITE", 1, target, f"To: <{target}>", contact, SESSION.format(address, 30000)),
                   in_pieces)
        answer = await final(socket)
        if not answer.startswith("SIP/2.0 200"):
            sys.exit(answer)
        to = lines(answer, "To")[0]
        target = lines(answer, "Contact")[0].split("<")[1].split(">")[0]
        routes = [line.replace("Record-Route", "Route", 1) for line in reversed(lines(answer, "Record-Route"))]
        await send(socket, request("ACK", 1, target, to, routes), in_pieces)
        await asyncio.sleep(0.5)
        await send(socket, request("BYE", 2, target, to, routes), in_pieces)
        assert (await final(socket)).startswith("SIP/2.0 200")


async def answer(address, port, in_pieces, compression):
    over = asyncio.Event()

    async def serve_one(socket):
        async for text in socket:
            if not text.strip() or text.startswith("ACK"):
                continue
            copied = lines(text, "Via", "From", "Call-ID", "CSeq")
            to = lines(text, "To")[0]
            if text.startswith("INVITE"):
                contact = [to + ";tag=ws-callee", f"Contact: <sip:+15551230002@{address}:{port};transport=ws>"]
                await send(socket, message("SIP/2.0 180 Ringing", copied + contact), in_pieces)
                await send(socket, message("SIP/2.0 200 OK", copied + contact, SESSION.format(address, 40000)), in_pieces)
            else:
                await send(socket, message("SIP/2.0 200 OK", copied + [to]), in_pieces)
        over.set()

    async with serve(serve_one, address, port, subprotocols=["sip"], compression=compression):
        print("ready", flush=True)
        await over.wait()


def main():
    words = sys.argv[1:]
    in_pieces, compression = "pieces" in words, "deflate" if "compressed" in words else None
    plain = [word for word in words if word not in ("pieces", "compressed")]
    if plain[0] == "call":
        side = call(plain[1], plain[2], in_pieces, compression)
    else:
        side = answer(plain[1], int(plain[2]), in_pieces, compression)
    asyncio.run(asyncio.wait_for(side, LONGEST_SECONDS))


main()
