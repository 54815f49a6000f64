'use strict';
// The identity service.  It is another team's; here it runs in the same process.

const { createPrivateKey, createPublicKey, sign } = require('node:crypto');
const { Problem } = require('./http');
const { keys } = require('./identity-keys.json');

const ISSUER = 'https://identity.example';

// What a role is called is each service's own business: who may pin things to
// the wiki's boards has the role "board" there.
const ROLES = {
  ada: { reports: ['staff', 'board'], wiki: [] },
  bob: { reports: ['staff'], wiki: [] },
  mallory: { reports: ['staff'], wiki: ['board'] },
};

const b64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

class Identity {
  constructor(seeds) {
    this.seeds = seeds;
    this.current = 0;
    this.private = keys.map((jwk) => createPrivateKey({ key: jwk, format: 'jwk' }));
    this.jwks = { keys: keys.map(({ kid, alg, use, kty, n, e }) => ({ kid, alg, use, kty, n, e })) };
  }

  pem(file) {
    const jwk = this.jwks.keys.find((k) => `${k.kid}.pem` === file);
    if (!jwk) throw new Problem(404, 'no such key');
    return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  }

  signed(header, claims) {
    const head = { alg: 'RS256', typ: 'JWT', kid: keys[this.current].kid, ...header };
    const text = `${b64(head)}.${b64(claims)}`;
    const at = Math.max(0, keys.findIndex((k) => k.kid === head.kid));
    return `${text}.${sign('sha256', text, this.private[at]).toString('base64url')}`;
  }

  token({ user, password, audience = 'reports' }) {
    if (!Object.hasOwn(ROLES, user) || password !== this.seeds[user]) throw new Problem(401, 'not you');
    const roles = Object.hasOwn(ROLES[user], audience) && ROLES[user][audience];
    if (!roles) throw new Problem(400, 'no such service');
    const claims = { iss: ISSUER, aud: audience, sub: user, roles, iat: now(), exp: now() + 600 };
    return { token: this.signed({}, claims) };
  }

  addRoutes(router) {
    router.on('GET', '/identity/jwks.json', () => this.jwks);
    router.on('GET', '/identity/keys/:file', ({ params }) => this.pem(params.file));
    router.on('POST', '/identity/token', ({ body }) => this.token(body));
    router.on('POST', '/identity/rotate', ({ body }) => {
      if (body.key !== this.seeds.operator) throw new Problem(403, 'operators only');
      this.current = (this.current + 1) % keys.length;
      return { kid: keys[this.current].kid };
    });
    // Stands for all the tokens that identity has signed at some time: the
    // judge asks here for one from last month, or for one of a single device.
    router.on('POST', '/identity/archive', ({ body }) => {
      if (body.key !== this.seeds.archive) throw new Problem(403, 'no');
      return { token: this.signed(body.header, { iss: ISSUER, ...body.claims }) };
    });
  }
}

module.exports = { Identity, ISSUER };
