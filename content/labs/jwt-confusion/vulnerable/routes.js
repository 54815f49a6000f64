'use strict';
// The addresses of the reports service.

const { Problem } = require('./http');
const { authenticate } = require('./auth');
const { mayRead, READERS } = require('./store');

function addRoutes(router, { store, keys }) {
  const on = (method, pattern, handler) =>
    router.on(method, pattern, (request) => {
      const user = authenticate(request.headers.authorization, keys);
      return handler({ ...request, ...request.params, user });
    });

  on('GET', '/me', ({ user }) => user);

  on('GET', '/reports', ({ user }) => ({
    reports: store.reports.filter((r) => mayRead(user, r)).map(({ id, title }) => ({ id, title })),
  }));

  on('GET', '/reports/:id', ({ user, id }) => {
    const report = store.find(id);
    if (!report) throw new Problem(404, 'no such report');
    if (!mayRead(user, report)) throw new Problem(user.guest ? 401 : 403, 'not for you');
    return report;
  });

  on('POST', '/reports', ({ user, body: { title, level, text } }) => {
    if (!user.scope.includes('import')) throw new Problem(user.guest ? 401 : 403, 'for the import only');
    if (typeof title !== 'string' || typeof text !== 'string' || !Object.hasOwn(READERS, level))
      throw new Problem(400, 'a report has a title, a level and a text');
    return store.add(title, level, text, user.name);
  });
}

module.exports = { addRoutes };
