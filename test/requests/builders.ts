import type {
  DiscussedPullRequest,
  RequestSources,
  WrittenComment,
} from '../../src/requests/request-sources.js';
import { month } from '../newsletter/builders.js';

let count = 0;

/** A comment, each a minute after the one before. */
export function comment(
  login: string | null,
  body: string,
  more: Partial<WrittenComment> = {},
): WrittenComment {
  count += 1;
  const minutes = String(count % 60).padStart(2, '0');
  const hours = String(Math.floor(count / 60) % 24).padStart(2, '0');
  return {
    id: `C${String(count).padStart(5, '0')}`,
    url: `https://github.com/acme/c#${count}`,
    login,
    isBot: false,
    isMinimized: false,
    body,
    createdAt: `2020-05-20T${hours}:${minutes}:00Z`,
    ...more,
  };
}

/** A pull request of `acme/widget` by `ann`. */
export function noted(number: number, more: Partial<DiscussedPullRequest> = {}): DiscussedPullRequest {
  const repository = more.repository ?? 'acme/widget';
  return {
    key: `${repository}#${number}`.toLowerCase(),
    url: `https://github.com/${repository}/pull/${number}`,
    repository,
    author: more.authors === undefined ? 'ann' : (more.authors[0] ?? null),
    authors: ['ann'],
    body: '',
    labels: [],
    comments: [],
    notInEdition: null,
    ...more,
  };
}

/** May 2020 at `acme`: `eve` is editor, `max` maintains `acme/widget`. */
export function noteSources(more: Partial<RequestSources> = {}): RequestSources {
  return {
    month: month('2020-05'),
    app: 'bot',
    origin: 'https://github.com',
    organization: 'acme',
    pullRequests: [],
    postponed: new Set(),
    isFollowed: true,
    commits: [],
    repositories: [
      { repository: 'acme/widget', crates: ['widget', 'widget-macros'] },
      { repository: 'acme/Gadget', crates: ['gadget'] },
    ],
    formerNames: new Map(),
    draft: [],
    approvals: [],
    areTicksHidden: false,
    permissions: { editors: new Set(['eve']), maintainers: new Map([['acme/widget', new Set(['max'])]]) },
    known: new Set(['ann', 'bea', 'bob']),
    optOuts: new Set(),
    knownLinks: new Map(),
    linkWords: new Map(),
    typedLinks: new Map(),
    imageHosts: [],
    ...more,
  };
}
