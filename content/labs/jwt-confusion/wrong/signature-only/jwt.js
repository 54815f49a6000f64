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

// The claims of a token whose signature is good, and of whom they are.  What the
// token says of its algorithm must be what we know of the key.
function verify(token, keys) {
  const { header, payload, text, signature } = decode(token);
  const known = keys.find(header);
  if (!known || header.alg !== known.alg) throw new BadToken('not a key for this');
  trace('logic', `checking ${known.alg} with key ${header.kid}`);
  if (!ALGORITHMS[known.alg](text, signature, known.key)) throw new BadToken('bad signature');
  if (payload.iss !== known.issuer) throw new BadToken('not a key of this issuer');
  return payload;
}

module.exports = { BadToken, decode, verify };
