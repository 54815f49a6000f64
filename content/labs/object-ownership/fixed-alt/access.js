'use strict';
// Who may do what in a project.

const { Problem } = require('./http');

const RIGHTS = {
  viewer: ['read'],
  member: ['read', 'write'],
  owner: ['read', 'write'],
};

class Access {
  constructor(store) {
    this.store = store;
  }

  may(user, projectId, right) {
    const role = this.store.roleOf(user, projectId);
    return role !== undefined && RIGHTS[role].includes(right);
  }

  // Strangers learn nothing, not even that the project is there.
  demand(user, projectId, right) {
    const role = this.store.roleOf(user, projectId);
    if (!role) throw new Problem(404, 'no such project');
    if (!RIGHTS[role].includes(right)) throw new Problem(403, `a ${role} may not ${right}`);
  }
}

module.exports = { Access };
