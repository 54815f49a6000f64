'use strict';
// Who is asking: a guest, a person or a job.  TOKENS.md has the rules.

const { Problem } = require('./http');
const { verify } = require('./jwt');
const { trace } = require('./trace');

const GUEST = { name: 'guest', guest: true, roles: [], scope: [] };

function authenticate(authorization, keys) {
  if (authorization === undefined) return GUEST;
  const [, token] = /^Bearer (\S+)$/.exec(authorization) || [];
  if (!token) throw new Problem(401, 'a bearer token is wanted');

  let claims;
  try {
    claims = verify(token, keys);
  } catch (e) {
    trace('logic', `refused: ${e.message}`);
    throw new Problem(401, 'not a good token');
  }
  if (claims.exp < Date.now() / 1000) throw new Problem(401, 'the token is too old');

  const { sub, roles = [], scope = [] } = claims;
  trace('logic', `${sub} signed in`);
  return { name: sub, guest: false, roles, scope };
}

module.exports = { authenticate };
