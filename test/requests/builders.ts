import type { CommandPlace } from '../../src/commands/command.js';
import { commandsIn, parseDescription } from '../../src/commands/parse-comment.js';
import { NameMap, NameSet } from '../../src/newsletter/activity/names.js';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { ENGLISH } from '../../src/newsletter/document/language.js';
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

/** A comment. Where it is put among others, it gets its place in time. */
export function comment(login: string | null, body: string, more: Partial<TestComment> = {}): TestComment {
  return {
    id: '',
    url: 'https://github.com/acme/c',
    login,
    isBot: false,
    isMinimized: false,
    body,
    createdAt: '',
    isEdited: false,
    ...more,
  };
}

/** The comments with ids, addresses and times, a minute after one another from that hour on, where they have none. */
export function inTurn(comments: readonly TestComment[], hour = 0): TestComment[] {
  return comments.map((written, index) => {
    if (written.id !== '') return written;
    const time = new Date(Date.UTC(2020, 4, 20, hour, index)).toISOString();
    return { ...written, id: `C ${time}`, url: `${written.url}#${index}`, createdAt: time };
  });
}

/** The comment as it is read in a place. */
export function readAt(place: CommandPlace, written: TestComment): TestComment & WrittenComment {
  return { ...written, commands: commandsIn(written.body, { place, botLogin: 'bot' }) };
}

export type TestPullRequest = Omit<DiscussedPullRequest, 'comments' | 'description'> & {
  readonly body: string;
  readonly comments: readonly TestComment[];
};

/** A pull request of `acme/widget` by `ann`. What is said on it is said in the morning. */
export function noted(number: number, more: Partial<TestPullRequest> = {}): DiscussedPullRequest {
  const repository = more.repository ?? 'acme/widget';
  const { body = '', comments = [], ...others } = more;
  return {
    id: `PR_${number}`,
    key: `${repository}#${number}`.toLowerCase(),
    url: `https://github.com/${repository}/pull/${number}`,
    repository,
    author: more.authors === undefined ? 'ann' : (more.authors[0] ?? null),
    authors: ['ann'],
    description: parseDescription(body),
    labels: [],
    comments: inTurn(comments).map((each) => readAt('pull request', each)),
    notInEdition: null,
    ...others,
  };
}

export type TestSources = RequestSources & { readonly draft: readonly TestComment[] };

/** May 2020 at `acme`: `eve` is editor, `max` maintains `acme/widget`. What is said on the draft is said in the afternoon. */
export function requestSources(more: Partial<TestSources> = {}): RequestSources {
  const { draft = [], pullRequests = [], ...others } = more;
  return {
    calendar: MONTHS,
    period: month('2020-05'),
    origin: 'https://github.com',
    language: ENGLISH,
    organization: 'acme',
    pullRequests,
    requests: collectRequests(
      pullRequests,
      inTurn(draft, 12).map((each) => readAt('draft', each)),
    ),
    postponed: new Set(),
    isFollowed: true,
    commits: [],
    repositories: [
      { repository: 'acme/widget', crates: ['widget', 'widget-macros'] },
      { repository: 'acme/Gadget', crates: ['gadget'] },
    ],
    formerNames: new NameMap(),
    approvals: [],
    areTicksHidden: false,
    permissions: {
      editors: new NameSet(['eve']),
      maintainers: new NameMap([['acme/widget', new NameSet(['max'])]]),
    },
    known: new NameSet(['ann', 'bea', 'bob']),
    optOuts: new NameSet(),
    absent: new NameSet(),
    organizations: new NameSet(),
    accounts: { bots: [], people: [] },
    knownLinks: new Map(),
    linkWords: new Map(),
    typedLinks: new Map(),
    candidates: null,
    imageHosts: [],
    ...others,
  };
}
