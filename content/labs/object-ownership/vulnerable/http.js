'use strict';
// A router of few words: routes with :names, JSON in and out, and a Problem
// for everything the caller did wrong.

const http = require('node:http');
const { trace } = require('./trace');

const BODY_MAX = 64 * 1024;

class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function readBody(req) {
  const parts = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size > BODY_MAX) throw new Problem(413, 'too large');
    parts.push(part);
  }
  if (size === 0) return {};
  let body;
  try {
    body = JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new Problem(400, 'the body is not JSON');
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new Problem(400, 'the body must be an object');
  return body;
}

function match(pattern, path) {
  const want = pattern.split('/');
  const have = path.split('/');
  if (want.length !== have.length) return null;
  const params = {};
  for (let i = 0; i < want.length; i++) {
    if (want[i].startsWith(':')) params[want[i].slice(1)] = have[i];
    else if (want[i] !== have[i]) return null;
  }
  return params;
}

class Router {
  constructor() {
    this.routes = [];
  }

  on(method, pattern, handler) {
    this.routes.push({ method, pattern, handler });
  }

  async answer(req) {
    const url = new URL(req.url, 'http://localhost');
    for (const { method, pattern, handler } of this.routes) {
      const params = method === req.method && match(pattern, url.pathname);
      if (!params) continue;
      trace('handler', `${method} ${pattern} with ${JSON.stringify(params)}`);
      const body = await readBody(req);
      return handler({ params, body, query: url.searchParams, headers: req.headers });
    }
    throw new Problem(404, 'not found');
  }

  async serve(req, res) {
    trace('request', `${req.method} ${req.url}`);
    let status = 200;
    let answer;
    try {
      answer = await this.answer(req);
    } catch (e) {
      if (!(e instanceof Problem)) process.stderr.write(`${e.stack}\n`);
      status = e instanceof Problem ? e.status : 500;
      answer = { error: e instanceof Problem ? e.message : 'internal error' };
    }
    const text = typeof answer === 'string';
    res.writeHead(status, {
      'Content-Type': text ? 'text/plain; charset=utf-8' : 'application/json',
    });
    res.end(text ? answer : JSON.stringify(answer));
  }

  listen() {
    const server = http.createServer((req, res) => this.serve(req, res));
    if (process.env.LAB_SOCKET) server.listen(process.env.LAB_SOCKET);
    else server.listen(Number(process.env.PORT || 8080), '127.0.0.1');
  }
}

module.exports = { Problem, Router };
