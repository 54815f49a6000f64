'use strict';
// JSON Web Tokens: header.payload.signature.

const { verify: verifySignature } = require('node:crypto');
const { trace } = require('./trace');

class BadToken extends Error {}

const ALGORITHMS = {
  RS256: (text, signature, key) => verifySignature('sha256', text, key, signature),
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

// The claims of a token, once its signature is seen to be good.
function verify(token, keys) {
  const { header, payload, text, signature } = decode(token);
  const algorithm = Object.hasOwn(ALGORITHMS, header.alg) && ALGORITHMS[header.alg];
  if (!algorithm) throw new BadToken('unknown algorithm');
  trace('logic', `checking ${header.alg} with key ${header.kid}`);
  if (!algorithm(text, signature, keys.find(header))) throw new BadToken('bad signature');
  return payload;
}

module.exports = { BadToken, decode, verify };
