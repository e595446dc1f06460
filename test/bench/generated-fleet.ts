import type { FakeGitHub } from '../fake-github/fake-github.js';
import { somePrivateKey } from '../fake-github/install-app.js';
import { editionText } from '../newsletter/builders.js';

/** How many newsletters there are: as many in each installation. */
export interface FleetSize {
  readonly installations: number;
  readonly newslettersEach: number;
}

export const APP_ID = 1;
export const DRAFT_BRANCH = 'next';
export const DRAFT_FILE = 'content/this-month/2020-05/index.md';

const START = Date.parse('2020-05-20T08:00:00Z');

/** The time in this world, for all processes the same; it began with the benchmark, at `startedAt` in milliseconds. */
export function fleetClock(startedAt: number): () => Date {
  return () => new Date(START + Date.now() - startedAt);
}

export function crateOf(installation: number): string {
  return `org-${installation}/crate`;
}

export function newsletterOf(installation: number, index: number): string {
  return `org-${installation}/news-${index}`;
}

/** Names of the newsletters of the first so many installations. */
export function newslettersOf(installations: number, { newslettersEach }: FleetSize): readonly string[] {
  return Array.from({ length: installations }, (_, installation) =>
    Array.from({ length: newslettersEach }, (_, index) => newsletterOf(installation, index)),
  ).flat();
}

/**
 * Fills the fake with organizations on which the App is installed. Each has a crate, in which one pull request was merged, and
 * several newsletters about the organization, all of which published the edition of April 2020. Returns the App's key.
 */
export function generateFleet(github: FakeGitHub, size: FleetSize): string {
  const privateKey = somePrivateKey();
  for (let index = 0; index < size.installations; index += 1) {
    const account = `org-${index}`;
    github.addOrganization({ login: account });
    const createdAt = '2019-01-01T00:00:00Z';
    const manifest = '[package]\nname = "crate"\ndescription = "Turns levers"\n';
    github.addRepository({ nameWithOwner: crateOf(index), createdAt, files: { 'Cargo.toml': manifest } });
    for (let each = 0; each < size.newslettersEach; each += 1) {
      github.addRepository({
        nameWithOwner: newsletterOf(index, each),
        createdAt,
        files: {
          '.github/newsletter.yml': `organization: ${account}\n`,
          'content/this-month/2020-04/index.md': editionText('2020-04', ''),
        },
      });
    }
    github.addMergedPullRequest(crateOf(index), {
      title: 'Turn the first lever',
      author: 'person-1',
      mergedAt: '2020-05-10T12:00:00Z',
    });
    github.installApp({ account, appId: String(APP_ID), slug: 'fleet', privateKey });
  }
  return privateKey;
}
