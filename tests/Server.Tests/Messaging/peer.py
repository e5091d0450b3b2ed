"""Other people's mail programs, for the tests of ours: a server (aiosmtpd), and a reader (email, dkim)."""
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys


def serve(cert, key, mechanism, implicit):
    """Takes mails with TLS and a password, tells each as a line of JSON; ends when standard input does."""
    from aiosmtpd.smtp import SMTP, AuthResult

    class Sink:
        async def handle_DATA(self, server, session, envelope):
            print(json.dumps({
                "from": envelope.mail_from, "to": envelope.rcpt_tos, "utf8": bool(envelope.smtp_utf8), "tls": bool(session.ssl) or implicit,
                "mail": base64.b64encode(envelope.original_content).decode(), "user": session.auth_data}), flush=True)
            return "250 2.0.0 kept"

    def check(server, session, envelope, used, data):
        good = (data.login, data.password) == (b"tea@shop", "pä:ss/1".encode())
        return AuthResult(success=good, auth_data=used if good else None, handled=False)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    def one():
        return SMTP(Sink(), require_starttls=not implicit, tls_context=None if implicit else context, authenticator=check,
                    auth_required=True, auth_require_tls=not implicit, auth_exclude_mechanism={"LOGIN", "PLAIN"} - {mechanism},
                    enable_SMTPUTF8=True, hostname="peer")

    async def run():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(one, "127.0.0.1", 0, ssl=context if implicit else None)
        print(server.sockets[0].getsockname()[1], flush=True)
        await loop.run_in_executor(None, sys.stdin.read)

    asyncio.run(run())


def read():
    """Reads {"record": …, "mails": [base64]} and tells of each what is in it."""
    asked = json.load(sys.stdin)
    answers = []
    for raw in map(base64.b64decode, asked["mails"]):
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        verdict = None
        if asked.get("record"):
            import dkim
            verdict = dkim.verify(raw, dnsfunc=lambda name, timeout=5: asked["record"].encode())
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        sender = mail["From"].addresses
        answers.append({
            "headers": [[name, str(value)] for name, value in mail.items()],
            "names": [name for name, _ in mail.items()],
            "defects": [str(d) for part in mail.walk() for d in part.defects] + [str(d) for v in mail.values() for d in v.defects],
            "fromName": sender[0].display_name, "from": sender[0].addr_spec, "to": [a.addr_spec for a in mail["To"].addresses],
            "subject": mail["Subject"], "type": mail.get_content_type(), "text": plain.get_content() if plain else None,
            "html": html.get_content() if html else None, "longest": max(len(line) for line in raw.split(b"\r\n")),
            "bare": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"), "dkim": verdict})
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    serve(sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5] == "implicit") if sys.argv[1] == "serve" else read()
