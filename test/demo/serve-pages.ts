import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderPage, type Shown } from './story-pages.js';

/** A server of the pages. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves the pages on this machine alone. */
export async function servePages(shown: Shown): Promise<PageServer> {
  const server = createServer((request, response) => {
    const page = renderPage(new URL(request.url ?? '/', 'http://localhost').pathname, shown);
    response.writeHead(page === null ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    });
    response.end(page ?? 'There is no such page.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
