'use strict';
// The keys that tokens are checked with, and what each of them may be used for.

const { createPublicKey, createSecretKey } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { trace } = require('./trace');

const publicKey = (jwk) => createPublicKey({ key: jwk, format: 'jwk' });

class Keys {
  constructor() {
    this.byKid = new Map();
  }

  add(kid, issuer, alg, key) {
    this.byKid.set(kid, { issuer, alg, key });
  }

  find({ kid }) {
    trace('store', `key ${kid}`);
    return this.byKid.get(kid);
  }
}

// folder/jwks.json has identity's public keys.
function openKeys(folder, batchSecret) {
  const { keys: published } = JSON.parse(fs.readFileSync(path.join(folder, 'jwks.json'), 'utf8'));
  const keys = new Keys();
  for (const jwk of published) keys.add(jwk.kid, 'https://identity.example', 'RS256', publicKey(jwk));
  keys.add('batch', 'batch', 'HS256', createSecretKey(batchSecret, 'utf8'));
  return keys;
}

module.exports = { openKeys };
