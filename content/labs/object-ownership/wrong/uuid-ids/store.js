'use strict';
// What the service remembers.  Ids cannot be guessed.

const { randomUUID } = require('node:crypto');
const { trace } = require('./trace');

class Store {
  constructor() {
    this.nextProject = 1;
    this.users = new Map(); // token → name
    this.projects = new Map();
    this.members = []; // { projectId, user, role }
    this.invoices = new Map();
    this.comments = new Map();
  }

  newId(kind) {
    return kind === 'project' ? this.nextProject++ : randomUUID();
  }

  addUser(name, token) {
    this.users.set(token, name);
  }

  addProject(name) {
    return this.put(this.projects, { id: this.newId('project'), name });
  }

  addMember(projectId, user, role) {
    this.members.push({ projectId, user, role });
  }

  addInvoice(row) {
    return this.put(this.invoices, { id: this.newId('invoice'), status: 'open', ...row });
  }

  addComment(row) {
    return this.put(this.comments, { id: this.newId('comment'), ...row });
  }

  put(table, row) {
    table.set(String(row.id), row);
    return row;
  }

  userByToken(token) {
    return this.users.get(token);
  }

  roleOf(user, projectId) {
    const row = this.members.find((m) => m.user === user && String(m.projectId) === String(projectId));
    trace('store', `role of ${user} in project ${projectId}: ${row ? row.role : 'none'}`);
    return row && row.role;
  }

  projectsOf(user) {
    return this.members
      .filter((m) => m.user === user)
      .map((m) => ({ ...this.projects.get(String(m.projectId)), role: m.role }));
  }

  invoice(id) {
    const row = this.invoices.get(String(id));
    trace('store', row ? `invoice ${id} of project ${row.projectId}` : `no invoice ${id}`);
    return row;
  }

  invoicesOf(projectId) {
    return [...this.invoices.values()].filter((i) => String(i.projectId) === String(projectId));
  }

  comment(id) {
    const row = this.comments.get(String(id));
    trace('store', row ? `comment ${id} of invoice ${row.invoiceId}` : `no comment ${id}`);
    return row;
  }

  commentsOf(invoiceId) {
    return [...this.comments.values()].filter((c) => String(c.invoiceId) === String(invoiceId));
  }
}

module.exports = { Store };
