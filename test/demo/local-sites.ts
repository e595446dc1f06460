import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listen } from '../../src/server/listen.js';

/** A server on this machine that stands for some sites: `/example.org/feed.xml` is what that site has at `/feed.xml`. */
export interface LocalSites {
  readonly origin: string;
  stop(): Promise<void>;
}

/** Serves a folder of recorded sites, each in a folder of its name. */
export async function serveSites(folder: string): Promise<LocalSites> {
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname);
    const text = existsSync(file) ? readFileSync(file) : null;
    response.writeHead(text === null ? 404 : 200, { 'content-type': 'application/xml' }).end(text);
  });
  const origin = `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}`;
  return {
    origin,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
