"""A real mail server for tests (Debian's python3-aiosmtpd): STARTTLS and a login before anything.

smtpd.py ADDRESS CERTIFICATE KEY: prints its port, then one JSON line a mail it takes.
To later@ it says 451 once, to nobody@ always 550.
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    later = True

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such person"
        if address.startswith("later@") and self.later:
            self.later = False
            return "451 come back later"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "to": envelope.rcpt_tos, "from": envelope.mail_from, "tls": session.ssl is not None,
            "user": session.auth_data.decode(), "text": envelope.content.decode(),
        }), flush=True)
        return "250 kept"


def login(server, session, envelope, mechanism, data):
    if data.login == b"assay" and data.password == b"s3cret:word":
        return AuthResult(success=True, auth_data=data.login)
    return AuthResult(success=False, handled=False)


async def main(address, certificate, key):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    keeper = Keeper()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(keeper, tls_context=tls, require_starttls=True, authenticator=login,
                     auth_required=True, hostname="relay.test"), address, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
