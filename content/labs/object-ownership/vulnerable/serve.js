'use strict';
// Billing for teams: projects have members, invoices belong to a project.

const { randomBytes } = require('node:crypto');
const { Router } = require('./http');
const { Store } = require('./store');
const { Access } = require('./access');
const { Billing } = require('./billing');
const { Links } = require('./links');
const { addRoutes } = require('./routes');

const hex = (n) => randomBytes(n / 2).toString('hex');

const seeds = process.env.LAB_SEEDS
  ? JSON.parse(process.env.LAB_SEEDS)
  : {
      canary: hex(32),
      account: hex(20),
      tenant: 'northwind',
      first: 4100,
      ada: 'ada',
      bob: 'bob',
      vic: 'vic',
      mallory: 'mallory',
    };

function fill(store) {
  for (const name of ['ada', 'bob', 'vic', 'mallory']) store.addUser(name, seeds[name]);

  const tenant = store.addProject(seeds.tenant);
  const branch = store.addProject(`${seeds.tenant}-branch`);
  const rival = store.addProject('rival');
  const desk = store.addProject('desk');

  store.addMember(tenant.id, 'ada', 'owner');
  store.addMember(tenant.id, 'bob', 'member');
  store.addMember(tenant.id, 'vic', 'viewer');
  store.addMember(branch.id, 'ada', 'owner');
  store.addMember(branch.id, 'bob', 'member');
  store.addMember(rival.id, 'mallory', 'owner');
  store.addMember(desk.id, 'vic', 'owner');

  const bill = (project, by, customer, amount, note) =>
    store.addInvoice({ projectId: project.id, by, customer, amount, note, account: seeds.account });

  const big = bill(tenant, 'ada', 'Harbour Works', 18400, `discount code ${seeds.canary}`);
  const own = store.addInvoice({
    projectId: rival.id, by: 'mallory', customer: 'Corner Shop', amount: 120, note: '', account: 'none yet',
  });
  bill(tenant, 'bob', 'Mill Lane', 950, 'pays late');
  bill(branch, 'ada', 'Old Brewery', 2300, '');
  bill(desk, 'vic', 'Florist', 60, '');
  store.addComment({ invoiceId: big.id, by: 'bob', text: `settle below ${seeds.canary} at no time`, quote: null });
  store.addComment({ invoiceId: own.id, by: 'mallory', text: 'first one!', quote: null });
}

const store = new Store(seeds.first);
fill(store);

const access = new Access(store);
const router = new Router();
addRoutes(router, {
  store,
  billing: new Billing(store, access),
  links: new Links(store, access, randomBytes(32)),
});
router.listen();
