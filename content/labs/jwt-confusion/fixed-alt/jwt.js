'use strict';
// JSON Web Tokens: header.payload.signature.

const { createHmac, timingSafeEqual, verify: verifySignature } = require('node:crypto');
const { trace } = require('./trace');

class BadToken extends Error {}

function decode(token) {
  const parts = token.split('.');
  if (parts.length !== 3) throw new BadToken('not three parts');
  const [header, payload] = parts.slice(0, 2).map((part) => {
    let value;
    try {
      value = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    } catch {
      throw new BadToken('not JSON');
    }
    if (value === null || typeof value !== 'object') throw new BadToken('not an object');
    return value;
  });
  return {
    header,
    payload,
    text: Buffer.from(`${parts[0]}.${parts[1]}`),
    signature: Buffer.from(parts[2], 'base64url'),
  };
}

function checkRs256({ header, text, signature }, key) {
  if (header.alg !== 'RS256' || key?.asymmetricKeyType !== 'rsa') throw new BadToken('RS256 is wanted');
  if (!verifySignature('sha256', text, key, signature)) throw new BadToken('bad signature');
}

function checkHs256({ header, text, signature }, key) {
  if (header.alg !== 'HS256' || key?.type !== 'secret') throw new BadToken('HS256 is wanted');
  const want = createHmac('sha256', key).update(text).digest();
  if (want.length !== signature.length || !timingSafeEqual(want, signature)) throw new BadToken('bad signature');
}

// A list of issuers, each with the one way in which it signs.  The issuer is
// read before it is believed: a wrong one leads to a check that fails.
const ISSUERS = new Map([
  ['https://identity.example', (token, keys) => checkRs256(token, keys.identity.get(token.header.kid))],
  ['batch', (token, keys) => checkHs256(token, keys.batch)],
]);

function verify(token, keys) {
  const parsed = decode(token);
  const check = ISSUERS.get(parsed.payload.iss);
  if (!check) throw new BadToken('unknown issuer');
  if (parsed.header.crit !== undefined) throw new BadToken('an extension we do not know');
  trace('logic', `checking a token of ${parsed.payload.iss}`);
  check(parsed, keys);
  return parsed.payload;
}

module.exports = { BadToken, decode, verify };
