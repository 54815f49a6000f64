'use strict';
// The keys that tokens are checked with, and what each of them may say.

const { createPublicKey, createSecretKey } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

// folder/jwks.json has identity's public keys.
// kid → { issuer, alg, key }
function openKeys(folder, batchSecret) {
  const { keys: published } = JSON.parse(fs.readFileSync(path.join(folder, 'jwks.json'), 'utf8'));
  const keys = new Map();
  for (const jwk of published)
    keys.set(jwk.kid, {
      issuer: 'https://identity.example',
      alg: 'RS256',
      key: createPublicKey({ key: jwk, format: 'jwk' }),
    });
  keys.set('batch', { issuer: 'batch', alg: 'HS256', key: createSecretKey(batchSecret, 'utf8') });
  return keys;
}

module.exports = { openKeys };
