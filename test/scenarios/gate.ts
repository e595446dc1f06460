import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../src/server/listen.js';

/** Stands in front of a server: lets requests through, or keeps them waiting. */
export interface Gate {
  readonly url: string;
  /** Keeps requests waiting from now on. */
  close(): void;
  /** Lets those through that wait, and those to come. */
  open(): void;
  /** How many wait. */
  waiting(): number;
  stop(): void;
}

/** A gate, open, in front of the server at `target`. */
export async function startGate(target: string): Promise<Gate> {
  let isClosed = false;
  const waiting: (() => void)[] = [];
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request);
    if (isClosed) await new Promise<void>((resolve) => waiting.push(resolve));
    const { method = 'GET', url = '/', headers } = request;
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: { authorization: headers.authorization ?? '', accept: headers.accept ?? '' },
      ...(method !== 'GET' && { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, { port: 0, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      isClosed = true;
    },
    open() {
      isClosed = false;
      for (const go of waiting.splice(0)) go();
    },
    waiting: () => waiting.length,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
