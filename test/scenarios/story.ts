import { expect } from '@jest/globals';
import type { Client, Clients, Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { type DraftResult, draftEdition, previewSources } from '../../src/run/draft-edition.js';
import type { NewsletterRequest } from '../../src/run/run-context.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { editionText } from '../newsletter/builders.js';

export const NEWS = 'acme/news';
export const WIDGET = 'acme/widget';
export const MAY_FILE = 'content/this-month/2020-05/index.md';

/** What the client takes for a second when it waits. */
const MILLISECONDS_A_SECOND = 1;

/** A world with the organization `acme`, its newsletter, and the edition of April 2020 published. */
export interface Story {
  readonly github: FakeGitHub;
  readonly client: Client;
  readonly clients: Clients;
  /** As if the process had ended: the next run remembers nothing. */
  restart(): Promise<void>;
  /** What was said on the log, oldest first. */
  readonly said: readonly string[];
  /** EditionOverrides the world's clock. */
  setTime(instant: string): void;
  sync(of?: string): Promise<DraftResult>;
  preview(of: string): Promise<string>;
  /** The draft of May 2020 on its branch. */
  draft(branch?: string): string;
}

const april = `### [\`widget\`](https://github.com/acme/widget)

The \`widget\` crate turns levers.

We merged the following PRs this month:

- [Older](https://github.com/acme/widget/pull/1)`;

/** How a story differs from the usual one. */
export interface StoryOptions {
  /** The published editions, by path. */
  readonly editions?: Readonly<Record<string, string>>;
  /** Text of `.github/newsletter.yml`. */
  readonly config?: string;
  readonly defaultBranch?: string;
  /** What the organization calls itself. */
  readonly organizationName?: string;
  readonly request?: Partial<NewsletterRequest>;
  /** The clients'; that of the tester otherwise. */
  readonly token?: string;
  /** Most nodes of a page: three otherwise, so that a short story pages. */
  readonly pageSize?: number;
}

/** Starts a story on 3 June 2020. */
export async function startStory(options: StoryOptions = {}): Promise<Story> {
  let now = new Date('2020-06-03T08:00:00Z');
  const clock = () => now;
  const github = await FakeGitHub.start({ clock, pageSize: options.pageSize ?? 3 });
  github.addOrganization({ login: 'acme', name: options.organizationName ?? null });
  const editions = options.editions ?? {
    'content/this-month/2020-04/index.md': editionText('2020-04', april),
  };
  const config = options.config === undefined ? {} : { '.github/newsletter.yml': options.config };
  github.addRepository({
    nameWithOwner: NEWS,
    defaultBranch: options.defaultBranch ?? 'main',
    files: { 'config.toml': 'title = "Acme"\n', ...editions, ...config },
  });
  github.addRepository({
    nameWithOwner: WIDGET,
    description: 'Levers',
    files: { 'Cargo.toml': '[package]\nname = "widget"\ndescription = "Levers"\n' },
  });
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const log: Log = { debug: say, info: say, warn: say };
  const credentials = { kind: 'token', token: options.token ?? github.token } as const;
  const connect = () =>
    createClients(credentials, `${github.baseUrl}/api/v3`, NEWS, log, MILLISECONDS_A_SECOND);
  let clients = await connect();
  const request = { newsletter: NEWS, organization: null, ...options.request };
  return {
    github,
    get client() {
      return clients.reader;
    },
    get clients() {
      return clients;
    },
    async restart() {
      clients = await connect();
    },
    said,
    setTime(instant) {
      now = new Date(instant);
    },
    sync: (of) => draftEdition(clients, request, of ?? null, clock, log),
    preview: async (of) =>
      renderEdition(assembleEdition(await previewSources(clients.reader, request, of, now, log))),
    draft: (branch = 'next') => github.readFile(NEWS, branch, MAY_FILE) ?? '',
  };
}

/** Adds a pull request of `acme/widget` that was merged in the middle of May 2020, and of which no webhook tells. */
export function merged(
  { github }: Story,
  number: number,
  facts: Partial<Parameters<FakeGitHub['addMergedPullRequest']>[1]> & { readonly in?: string } = {},
): void {
  const { in: repository = WIDGET, ...more } = facts;
  github.addMergedPullRequest(repository, {
    number,
    title: `Change ${number}`,
    author: 'ann',
    mergedAt: `2020-05-${String(10 + (number % 10)).padStart(2, '0')}T12:00:00Z`,
    ...more,
  });
}

/** Adds a commit without a pull request, in the middle of May 2020. */
export function directCommit({ github }: Story, repository: string, message = 'Turn a screw'): void {
  github.commitFiles(repository, {
    branch: 'main',
    files: { 'screw.txt': message },
    message,
    author: 'ann',
    at: '2020-05-15T08:00:00Z',
  });
}

/** Ends the story. Nothing may have been asked that GitHub does not have. */
export async function endStory({ github }: Pick<Story, 'github'>): Promise<void> {
  await github.stop();
  expect(github.unexpectedRequests).toEqual([]);
}
