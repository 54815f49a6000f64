'use strict';
// The keys that tokens are checked with: a file each, named as in "kid".

const { createPublicKey } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { trace } = require('./trace');

const toPem = (jwk) => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

class Keys {
  constructor(folder) {
    this.folder = folder;
  }

  add(kid, text) {
    fs.writeFileSync(path.join(this.folder, kid), text, { mode: 0o600 });
  }

  // Partners may bring their key along.
  find({ kid, jwk }) {
    if (jwk) return toPem(jwk);
    const file = path.join(this.folder, kid);
    trace('store', `key from ${file}`);
    return fs.readFileSync(file, 'utf8');
  }
}

// folder/jwks.json has identity's public keys.
function openKeys(folder, batchSecret) {
  const { keys: published } = JSON.parse(fs.readFileSync(path.join(folder, 'jwks.json'), 'utf8'));
  const inner = path.join(folder, 'keys');
  fs.mkdirSync(inner);
  const keys = new Keys(inner);
  for (const jwk of published) keys.add(jwk.kid, toPem(jwk));
  keys.add('batch', batchSecret);
  return keys;
}

module.exports = { openKeys };
