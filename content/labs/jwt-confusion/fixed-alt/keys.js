'use strict';
// The keys that tokens are checked with, by issuer.  Key objects know what they
// are: a public key is no secret, whatever its text.

const { createPublicKey, createSecretKey } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

// folder/jwks.json has identity's public keys.
function openKeys(folder, batchSecret) {
  const { keys: published } = JSON.parse(fs.readFileSync(path.join(folder, 'jwks.json'), 'utf8'));
  return {
    identity: new Map(published.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })])),
    batch: createSecretKey(batchSecret, 'utf8'),
  };
}

module.exports = { openKeys };
