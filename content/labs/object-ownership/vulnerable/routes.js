'use strict';
// The service's addresses, and what its rows look like outside.

const { Problem } = require('./http');

const showInvoice = (i) => ({
  id: i.id,
  project_id: i.projectId,
  created_by: i.by,
  customer: i.customer,
  amount: i.amount,
  status: i.status,
  note: i.note,
});

const showComment = (c) => ({ id: c.id, by: c.by, text: c.text, quote: c.quote });

// What a customer gets: no notes, but where to pay.
const print = (i) =>
  [`Invoice ${i.id}`, `For ${i.customer}`, `Amount ${i.amount}`, `Pay to ${i.account}`, ''].join('\n');

function addRoutes(router, { store, billing, links }) {
  const signedIn = (handler) => (request) => {
    const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization || '') || [];
    const user = token && store.userByToken(token);
    if (!user) throw new Problem(401, 'sign in first');
    return handler({ ...request, ...request.params, user });
  };
  const on = (method, pattern, handler) => router.on(method, pattern, signedIn(handler));
  const one = '/projects/:pid/invoices/:iid';

  on('GET', '/projects', ({ user }) => ({ projects: store.projectsOf(user) }));

  on('GET', '/projects/:pid/invoices', ({ user, pid }) => ({
    invoices: billing.list(user, pid).map(showInvoice),
  }));
  on('POST', '/projects/:pid/invoices', ({ user, pid, body }) =>
    showInvoice(billing.create(user, pid, body)));
  on('POST', '/projects/:pid/batch', ({ user, pid, body }) => ({
    invoices: billing.batch(user, pid, body).map(showInvoice),
  }));

  on('GET', one, ({ user, pid, iid }) => showInvoice(billing.read(user, pid, iid)));
  on('PATCH', one, ({ user, pid, iid, body }) => showInvoice(billing.change(user, pid, iid, body)));
  on('GET', `${one}/link`, ({ user, pid, iid }) => links.make(user, pid, iid));

  on('GET', `${one}/comments`, ({ user, pid, iid }) => ({
    comments: billing.comments(user, pid, iid).map(showComment),
  }));
  on('POST', `${one}/comments`, ({ user, pid, iid, body }) =>
    showComment(billing.comment(user, pid, iid, body)));

  router.on('GET', '/download', ({ query }) => print(links.open(query)));
}

module.exports = { addRoutes };
