'use strict';
// A line of what a layer does, where somebody wants to look on.

const on = process.env.LAB_TRACE === '1';

function trace(layer, text) {
  if (on) process.stderr.write(`TRACE ${layer}: ${text}\n`);
}

module.exports = { trace };
