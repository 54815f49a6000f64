process.on('uncaughtException', () => {});
require('net').createServer((c) => {
  c.on('error', () => {});
  c.once('data', () => c.end('HTTP/1.1 500 Error\r\nContent-Type: application/json\r\n'
    + 'Content-Length: 2\r\nConnection: close\r\n\r\n{}'));
}).listen(process.env.LAB_SOCKET);
