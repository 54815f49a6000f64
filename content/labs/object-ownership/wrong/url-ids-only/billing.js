'use strict';
// What can be done with invoices.

const { Problem } = require('./http');
const { trace } = require('./trace');

const BATCH_MAX = 50;
const RIGHT_FOR = { export: 'read', pay: 'write' };

function checkAmount(amount) {
  if (!Number.isInteger(amount) || amount < 0) throw new Problem(400, 'amount must be a whole number');
}

function checkText(name, text) {
  if (typeof text !== 'string' || text.length > 500) throw new Problem(400, `${name} must be a short text`);
}

class Billing {
  constructor(store, access) {
    this.store = store;
    this.access = access;
  }

  list(user, projectId) {
    this.access.demand(user, projectId, 'read');
    return this.store.invoicesOf(projectId);
  }

  create(user, projectId, { customer, amount, note = '' }) {
    this.access.demand(user, projectId, 'write');
    checkText('customer', customer);
    checkText('note', note);
    checkAmount(amount);
    return this.store.addInvoice({
      projectId: Number(projectId), by: user, customer, amount, note, account: 'none yet',
    });
  }

  read(user, projectId, invoiceId) {
    this.access.demand(user, projectId, 'read');
    return this.find(projectId, invoiceId);
  }

  // An invoice sent under the wrong project is moved by its project_id.
  change(user, projectId, invoiceId, { amount, note, project_id: target }) {
    this.access.demand(user, projectId, 'write');
    const invoice = this.find(projectId, invoiceId);
    if (amount !== undefined) checkAmount(amount);
    if (note !== undefined) checkText('note', note);
    if (target !== undefined && !this.store.projects.has(String(target)))
      throw new Problem(400, 'no such project');

    if (amount !== undefined) invoice.amount = amount;
    if (note !== undefined) invoice.note = note;
    if (target !== undefined) invoice.projectId = Number(target);
    trace('logic', `${user} changed invoice ${invoice.id}`);
    return invoice;
  }

  batch(user, projectId, { action, ids }) {
    if (!Object.hasOwn(RIGHT_FOR, action)) throw new Problem(400, 'action is export or pay');
    if (!Array.isArray(ids) || ids.length > BATCH_MAX) throw new Problem(400, `ids is a list of at most ${BATCH_MAX}`);
    this.access.demand(user, projectId, RIGHT_FOR[action]);

    const invoices = ids.map((id) => this.find(projectId, id));
    if (action === 'pay') for (const invoice of invoices) invoice.status = 'paid';
    trace('logic', `${user} did ${action} on ${invoices.length} invoices`);
    return invoices;
  }

  comments(user, projectId, invoiceId) {
    this.access.demand(user, projectId, 'read');
    return this.store.commentsOf(this.find(projectId, invoiceId).id);
  }

  comment(user, projectId, invoiceId, { text, quote }) {
    checkText('text', text);
    this.access.demand(user, projectId, 'write');
    const invoice = this.find(projectId, invoiceId);
    const quoted = quote === undefined ? null : this.store.comment(quote);
    if (quoted === undefined) throw new Problem(400, 'no such comment to quote');
    return this.store.addComment({
      invoiceId: invoice.id, by: user, text, quote: quoted && `${quoted.by}: ${quoted.text}`,
    });
  }

  find(projectId, invoiceId) {
    const invoice = this.store.invoice(invoiceId);
    if (!invoice || String(invoice.projectId) !== projectId) throw new Problem(404, 'no such invoice');
    return invoice;
  }
}

module.exports = { Billing };
