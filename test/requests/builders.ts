import type { CommandPlace } from '../../src/commands/command.js';
import { commandsIn } from '../../src/commands/parse-comment.js';
import { parseDescription } from '../../src/commands/parse-description.js';
import {
  collectRequests,
  type DiscussedPullRequest,
  type RequestSources,
  type WrittenComment,
} from '../../src/requests/request.js';
import { month } from '../newsletter/builders.js';

/** A comment as a person writes it: what it asks for depends on where it stands. */
export interface TestComment extends Omit<WrittenComment, 'commands'> {
  readonly body: string;
}

let count = 0;

/** A comment, each a minute after the one before. */
export function comment(login: string | null, body: string, more: Partial<TestComment> = {}): TestComment {
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

/** The comment as it is read in a place. */
export function readAt(place: CommandPlace, written: TestComment): TestComment & WrittenComment {
  return { ...written, commands: commandsIn(written.body, { place, botLogin: 'bot' }) };
}

export type TestPullRequest = Omit<DiscussedPullRequest, 'comments' | 'description'> & {
  readonly body: string;
  readonly comments: readonly TestComment[];
};

/** A pull request of `acme/widget` by `ann`. */
export function noted(number: number, more: Partial<TestPullRequest> = {}): DiscussedPullRequest {
  const repository = more.repository ?? 'acme/widget';
  const { body = '', comments = [], ...others } = more;
  return {
    key: `${repository}#${number}`.toLowerCase(),
    url: `https://github.com/${repository}/pull/${number}`,
    repository,
    author: more.authors === undefined ? 'ann' : (more.authors[0] ?? null),
    authors: ['ann'],
    description: parseDescription(body),
    labels: [],
    comments: comments.map((each) => readAt('pull request', each)),
    notInEdition: null,
    ...others,
  };
}

export type TestSources = RequestSources & { readonly draft: readonly TestComment[] };

/** May 2020 at `acme`: `eve` is editor, `max` maintains `acme/widget`. */
export function noteSources(more: Partial<TestSources> = {}): RequestSources {
  const { draft = [], pullRequests = [], ...others } = more;
  return {
    month: month('2020-05'),
    origin: 'https://github.com',
    organization: 'acme',
    pullRequests,
    requests: collectRequests(
      pullRequests,
      draft.map((each) => readAt('draft', each)),
    ),
    postponed: new Set(),
    isFollowed: true,
    commits: [],
    repositories: [
      { repository: 'acme/widget', crates: ['widget', 'widget-macros'] },
      { repository: 'acme/Gadget', crates: ['gadget'] },
    ],
    formerNames: new Map(),
    approvals: [],
    areTicksHidden: false,
    permissions: { editors: new Set(['eve']), maintainers: new Map([['acme/widget', new Set(['max'])]]) },
    known: new Set(['ann', 'bea', 'bob']),
    optOuts: new Set(),
    knownLinks: new Map(),
    linkWords: new Map(),
    typedLinks: new Map(),
    imageHosts: [],
    ...others,
  };
}
