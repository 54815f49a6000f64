'use strict';
// The reports, and who may read which.

const { trace } = require('./trace');

const READERS = { public: null, staff: ['staff', 'board'], board: ['board'] };

class Store {
  constructor() {
    this.reports = [];
  }

  add(title, level, text, by) {
    const report = { id: this.reports.length + 1, title, level, text, by };
    this.reports.push(report);
    trace('store', `report ${report.id} by ${by}`);
    return report;
  }

  find(id) {
    return this.reports.find((r) => String(r.id) === id);
  }
}

function mayRead(user, report) {
  const readers = READERS[report.level];
  const yes = readers === null || readers.some((role) => user.roles.includes(role));
  trace('logic', `${user.name} with roles [${user.roles}] ${yes ? 'may' : 'may not'} read report ${report.id}`);
  return yes;
}

module.exports = { Store, mayRead, READERS };
