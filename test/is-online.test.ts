import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listen } from '../src/listen.js';
import { isOnline } from '../src/use-cases/is-online.js';

let server: Server;
let origin: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/never') return;
    if (request.url === '/elsewhere') response.setHeader('location', '/200');
    const status = { '/200': 200, '/elsewhere': 301, '/500': 500 }[request.url ?? ''] ?? 404;
    response.writeHead(status).end('A page.');
  });
  origin = `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('a page', () => {
  it.each([
    ['/200', true],
    ['/elsewhere', false],
    ['/404', false],
    ['/500', false],
  ])('at %s is online: %s, after one request', async (path, expected) => {
    asked.length = 0;
    expect(await isOnline(`${origin}${path}`)).toBe(expected);
    expect(asked).toEqual([`GET ${path}`]);
  });

  it('that takes too long is not online', async () => {
    expect(await isOnline(`${origin}/never`, 50)).toBe(false);
  });

  it('at an address where nothing answers is not online', async () => {
    const closed = createServer();
    const port = await listen(closed, { port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => closed.close(resolve));
    expect(await isOnline(`http://127.0.0.1:${port}/`)).toBe(false);
    expect(await isOnline('no address')).toBe(false);
  });
});
