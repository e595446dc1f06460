import type { Server } from 'node:http';
import { ActionNeeded } from '../github/connection/errors.js';

/** Where to listen. */
export interface ListenOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** Null: all addresses of the machine. */
  readonly host: string | null;
}

/** Has the server listen; resolves with its port. Throws `ActionNeeded` when the address is not to be had. */
export function listen(server: Server, { port, host }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ActionNeeded(explainAddress(error.code, port, host), { cause: error }));
    });
    server.listen(port, host ?? undefined, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function explainAddress(code: string | undefined, port: number, host: string | null): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken. Set PORT to another one, or end what listens there.`;
    case 'EACCES':
      return `Port ${port} is not open to this user. Set PORT to one above 1023.`;
    default:
      return `The server cannot listen on ${host ?? 'this machine'} (${code}). Set HOST to an address of this machine, or to nothing.`;
  }
}
