import { describe, expect, it, jest } from '@jest/globals';
import { createClients } from '../../src/github/connection/connector.js';
import { draftEdition } from '../../src/run/draft-edition.js';
import { FAMILIES, ORDINARY } from '../commands/costly-texts.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { silent } from '../github/silent.js';
import { editionText } from '../newsletter/builders.js';

// Stories of 500 comments take their time on a busy machine.
jest.setTimeout(120_000);

const NEWS = 'acme/news';
const WIDGET = 'acme/widget';

/** A month with 60 pull requests and a draft, on a GitHub with pages as large as GitHub's own. */
async function startMonth() {
  const clock = () => new Date('2020-06-03T08:00:00Z');
  const github = await FakeGitHub.start({ clock });
  github.addOrganization({ login: 'acme' });
  github.addRepository({
    nameWithOwner: NEWS,
    files: { 'content/this-month/2020-04/index.md': editionText('2020-04', '') },
  });
  github.addRepository({ nameWithOwner: WIDGET, files: { 'Cargo.toml': '[package]\nname = "widget"\n' } });
  for (let number = 1; number <= 60; number += 1) {
    const mergedAt = `2020-05-15T12:${String(number - 1).padStart(2, '0')}:00Z`;
    github.addMergedPullRequest(WIDGET, { number, title: `Change ${number}`, author: 'ann', mergedAt });
  }
  const clients = await createClients(
    { kind: 'token', token: github.token },
    `${github.baseUrl}/api/v3`,
    NEWS,
    silent,
    1,
  );
  const request = { newsletter: NEWS, organization: null };
  const sync = () => draftEdition(clients, request, null, clock, silent);
  await sync();
  await sync();
  const cost = async () => {
    github.resetRequests();
    await sync();
    return {
      requests: github.requests.length,
      points: Math.max(...github.requests.map(({ cost: each }) => each)),
    };
  };
  return { github, sync, cost, draft: github.pullRequests(NEWS)[0]?.number ?? 0 };
}

describe('a month with 500 comments', () => {
  it.each([
    ['on all of its pull requests', (index: number) => (index % 60) + 1],
    ['on ten of them', (index: number) => (index % 10) + 1],
    ['on one', () => 1],
  ])('%s costs at most ten requests more than one without', async (_, numberFor) => {
    const { github, sync, cost } = await startMonth();
    try {
      const before = await cost();
      for (let index = 0; index < 500; index += 1) {
        const person = github.as(`reader${index % 3}`);
        const body = index % 10 === 0 ? `/newsletter note Idea ${index}.` : `I like it, ${index}.`;
        if (index % 5 === 1) person.review(WIDGET, numberFor(index), { comments: [{ path: 'a', body }] });
        else person.comment(WIDGET, numberFor(index), body);
      }
      await sync();
      const first = await cost();
      expect(first.requests - before.requests).toBeLessThanOrEqual(10);
      expect((await cost()).requests).toBeLessThanOrEqual(first.requests);
      expect(first.points).toBeLessThanOrEqual(80);
      expect(github.unexpectedRequests).toEqual([]);
    } finally {
      await github.stop();
    }
  });

  it('on the draft, too', async () => {
    const { github, sync, cost, draft } = await startMonth();
    try {
      const before = await cost();
      for (let index = 0; index < 500; index += 1) {
        github.as(`reader${index % 3}`).comment(NEWS, draft, `/newsletter link https://example.org/${index}`);
      }
      // Sixty reactions a run.
      for (let run = 0; run < 9; run += 1) await sync();
      expect((await cost()).requests - before.requests).toBeLessThanOrEqual(10);
    } finally {
      await github.stop();
    }
  });
});

describe('a month with 20 of the worst comments', () => {
  it('is drafted by as many requests as one with short ones', async () => {
    const requestsWith = async (bodyOf: (index: number) => string) => {
      const { github, sync, cost } = await startMonth();
      try {
        for (let index = 0; index < 20; index += 1)
          github.as('ann').comment(WIDGET, index + 1, bodyOf(index));
        await sync();
        const { requests } = await cost();
        return { requests, unexpected: github.unexpectedRequests };
      } finally {
        await github.stop();
      }
    };
    const worst = await requestsWith((index) => {
      const [, text] = FAMILIES[index * 3] ?? ORDINARY;
      return `/newsletter note ${text(65_500)}`;
    });
    expect(worst).toEqual(await requestsWith((index) => `/newsletter note ${'a '.repeat(1_500)}${index}`));
  });
});
