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
    return this.find(user, projectId, invoiceId, 'read');
  }

  // An invoice sent under the wrong project is moved by its project_id.
  change(user, projectId, invoiceId, { amount, note, project_id: target }) {
    const invoice = this.find(user, projectId, invoiceId, 'write');
    if (amount !== undefined) checkAmount(amount);
    if (note !== undefined) checkText('note', note);
    if (target !== undefined) this.access.demand(user, target, 'write');

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

    const invoices = ids.map((id) => this.find(user, projectId, id, RIGHT_FOR[action]));
    if (action === 'pay') for (const invoice of invoices) invoice.status = 'paid';
    trace('logic', `${user} did ${action} on ${invoices.length} invoices`);
    return invoices;
  }

  comments(user, projectId, invoiceId) {
    return this.store.commentsOf(this.find(user, projectId, invoiceId, 'read').id);
  }

  comment(user, projectId, invoiceId, { text, quote }) {
    checkText('text', text);
    const invoice = this.find(user, projectId, invoiceId, 'write');
    const quoted = quote === undefined ? null : this.store.comment(quote);
    if (quoted === undefined || (quoted && quoted.invoiceId !== invoice.id))
      throw new Problem(400, 'no such comment to quote');
    return this.store.addComment({
      invoiceId: invoice.id, by: user, text, quote: quoted && `${quoted.by}: ${quoted.text}`,
    });
  }

  // An invoice belongs to whoever wrote it.
  find(user, projectId, invoiceId, right) {
    this.access.demand(user, projectId, right);
    const invoice = this.store.invoice(invoiceId);
    if (!invoice) throw new Problem(404, 'no such invoice');
    if (invoice.by !== user) throw new Problem(403, 'not an invoice of yours');
    return invoice;
  }
}

module.exports = { Billing };
