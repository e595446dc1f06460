import { isDeepStrictEqual } from 'node:util';
import { connector } from '../../src/github/connection/connector.js';
import { type DraftResult, draftEdition } from '../../src/run/draft-edition.js';
import type { WebReaders } from '../../src/run/read-run.js';
import type { Principal } from '../fake-github/access.js';
import type { LoggedRequest } from '../fake-github/http-server.js';
import { somePrivateKey } from '../fake-github/install-app.js';
import { NEWS, type Story } from './story.js';

const privateKey = somePrivateKey();

const WRITTEN = ['checks', 'contents', 'issues', 'pull_requests'];
const COMMENTING = ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment'];
const MUTATIONS = ['CommitDraft', 'StoreRendered', 'StoreAccounts', 'MarkReady', ...COMMENTING];

/** What one sync said and came to. */
export interface ToldResult extends DraftResult {
  readonly said: readonly string[];
}

/** Runs one after another, of the same process: with a token, or as the App, which is installed. Nothing on the web is read, unless told how. */
export function syncer({ github }: Story, token?: string, web: WebReaders = {}): () => Promise<ToldResult> {
  if (token === undefined) {
    github.installApp({ account: 'acme', appId: '7', slug: 'acme-bot', privateKey });
  }
  const credentials =
    token === undefined
      ? ({ kind: 'app', appId: 7, privateKey } as const)
      : ({ kind: 'token', token } as const);
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const log = { debug: () => undefined, info: say, warn: say };
  const connect = connector(credentials, `${github.baseUrl}/api/v3`, NEWS, log, 1);
  return async () => {
    said.length = 0;
    const request = { newsletter: NEWS, organization: null };
    const result = await draftEdition(await connect(), request, null, github.world.clock, log, web);
    return { ...result, said: [...said] };
  };
}

export function isWrite({ method, path, operation }: LoggedRequest): boolean {
  if (operation !== undefined) return MUTATIONS.includes(operation);
  return method !== 'GET' && !path.endsWith('/access_tokens');
}

/** What was wrong with the tokens that an App's requests carried: none may do more than its request needs. */
export function excessOf(requests: readonly LoggedRequest[]): readonly string[] {
  return requests.flatMap((request) => {
    const { method, path, operation, sentBy } = request;
    // GitHub answers these to the App's own signature alone.
    const asApp = path.endsWith('/access_tokens') || path.endsWith('/installation') || path === '/app';
    const isRight =
      sentBy?.kind === 'installation' ? isNarrow(request, sentBy) : asApp && sentBy?.kind === 'app';
    return isRight ? [] : [`${operation ?? `${method} ${path}`} of ${sentBy?.kind}`];
  });
}

/** Reading takes all repositories, comments any single one, and everything else is written to the newsletter. */
function isNarrow(request: LoggedRequest, { permissions, repositories }: InstallationToken): boolean {
  const isComment = COMMENTING.includes(request.operation ?? '');
  const level = isWrite(request) ? 'write' : 'read';
  const names = isComment ? ['issues', 'pull_requests'] : WRITTEN;
  const needed = { ...Object.fromEntries(names.map((name) => [name, level])), metadata: 'read' };
  const isPlaced = isComment
    ? repositories?.length === 1
    : isDeepStrictEqual(repositories, level === 'write' ? [NEWS] : null);
  return isPlaced && isDeepStrictEqual({ ...permissions }, needed);
}

type InstallationToken = Extract<Principal, { readonly kind: 'installation' }>;
