'use strict';
// JSON Web Tokens: header.payload.signature.

const { createHmac, timingSafeEqual, verify: verifySignature } = require('node:crypto');
const { trace } = require('./trace');

class BadToken extends Error {}

const ALGORITHMS = {
  RS256: (text, signature, key) => verifySignature('sha256', text, key, signature),
  HS256: (text, signature, key) => {
    const want = createHmac('sha256', key).update(text).digest();
    return want.length === signature.length && timingSafeEqual(want, signature);
  },
};

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

const isRsa = (key) => key?.asymmetricKeyType === 'rsa';
const isSecret = (key) => key?.type === 'secret';

// Each issuer signs in one way, with keys of one kind.
const ISSUERS = new Map([
  ['https://identity.example', { alg: 'RS256', fits: isRsa }],
  ['batch', { alg: 'HS256', fits: isSecret }],
]);

// The claims of a token, once its signature is seen to be good.  The issuer is read
// before it can be believed: a false one leads to a check that fails.
function verify(token, keys) {
  const { header, payload, text, signature } = decode(token);
  const issuer = ISSUERS.get(payload.iss);
  if (!issuer || header.alg !== issuer.alg) throw new BadToken('not how this issuer signs');
  if (header.crit !== undefined) throw new BadToken('an extension we do not know');
  const key = keys.find(payload.iss, header.kid);
  if (!issuer.fits(key)) throw new BadToken('not a key of this issuer');
  trace('logic', `checking ${issuer.alg} with key ${header.kid} of ${payload.iss}`);
  if (!ALGORITHMS[issuer.alg](text, signature, key)) throw new BadToken('bad signature');
  return payload;
}

module.exports = { BadToken, decode, verify };
