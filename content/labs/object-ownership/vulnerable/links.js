'use strict';
// Links that let a customer fetch an invoice without an account.

const { createHmac, timingSafeEqual } = require('node:crypto');
const { Problem } = require('./http');
const { trace } = require('./trace');

const WEEK = 7 * 24 * 3600;

class Links {
  constructor(store, access, key) {
    this.store = store;
    this.access = access;
    this.key = key;
  }

  sign(...parts) {
    return createHmac('sha256', this.key).update(parts.join('.')).digest('hex');
  }

  make(user, projectId, invoiceId) {
    this.access.demand(user, projectId, 'read');
    const invoice = this.store.invoice(invoiceId);
    if (!invoice) throw new Problem(404, 'no such invoice');
    const expires = Math.floor(Date.now() / 1000) + WEEK;
    const query = new URLSearchParams({
      project: projectId, invoice: invoice.id, expires, signature: this.sign(projectId, expires),
    });
    return { url: `/download?${query}` };
  }

  open(query) {
    const [project, id, expires, signature] =
      ['project', 'invoice', 'expires', 'signature'].map((k) => query.get(k) || '');
    const want = Buffer.from(this.sign(project, expires));
    const have = Buffer.from(signature);
    if (have.length !== want.length || !timingSafeEqual(have, want)) throw new Problem(403, 'not a link of ours');
    if (!(Number(expires) > Date.now() / 1000)) throw new Problem(410, 'the link is too old');
    const invoice = this.store.invoice(id);
    if (!invoice) throw new Problem(404, 'no such invoice');
    trace('logic', `a link for project ${project} opens invoice ${invoice.id}`);
    return invoice;
  }
}

module.exports = { Links };
