'use strict';
// The keys that tokens are checked with, by issuer.  Key objects know what they
// are: a public key is no secret, whatever its text.

const { createPublicKey, createSecretKey } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { trace } = require('./trace');

const publicKey = (jwk) => createPublicKey({ key: jwk, format: 'jwk' });

class Keys {
  constructor() {
    this.issuers = new Map();
  }

  add(issuer, kid, key) {
    if (!this.issuers.has(issuer)) this.issuers.set(issuer, new Map());
    this.issuers.get(issuer).set(kid, key);
  }

  find(issuer, kid) {
    trace('store', `key ${kid} of ${issuer}`);
    return this.issuers.get(issuer)?.get(kid);
  }
}

// folder/jwks.json has identity's public keys.
function openKeys(folder, batchSecret) {
  const { keys: published } = JSON.parse(fs.readFileSync(path.join(folder, 'jwks.json'), 'utf8'));
  const keys = new Keys();
  for (const jwk of published) keys.add('https://identity.example', jwk.kid, publicKey(jwk));
  keys.add('batch', 'batch', createSecretKey(batchSecret, 'utf8'));
  return keys;
}

module.exports = { openKeys };
