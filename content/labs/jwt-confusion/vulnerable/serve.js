'use strict';
// Reports of a company: some for everybody, some for staff, some for the board.

const { randomBytes } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Router } = require('./http');
const { Identity } = require('./identity');
const { openKeys } = require('./keys');
const { Store } = require('./store');
const { addRoutes } = require('./routes');

const hex = (n) => randomBytes(n / 2).toString('hex');

const seeds = process.env.LAB_SEEDS
  ? JSON.parse(process.env.LAB_SEEDS)
  : {
      canary: hex(32), ada: hex(16), bob: hex(16), mallory: 'mallory',
      batch: hex(64), operator: 'operator', archive: 'archive',
    };

const store = new Store();
store.add('Opening hours', 'public', 'Nine to five.', 'bob');
store.add('Travel costs', 'staff', 'Down by a tenth.', 'bob');
store.add('Offer for the competitor', 'board', `We go up to ${seeds.canary}.`, 'ada');

const identity = new Identity(seeds);

// Identity's keys are kept, so that we start while it is down.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reports-'));
fs.writeFileSync(path.join(folder, 'jwks.json'), JSON.stringify(identity.jwks));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit());

const keys = openKeys(folder, seeds.batch);
const router = new Router();
identity.addRoutes(router);
addRoutes(router, { store, keys });
router.listen();
