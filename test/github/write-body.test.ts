import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { writeBody } from '../../src/github/draft/write-body.js';
import { frameDashboard } from '../../src/newsletter/draft/dashboard-frame.js';
import { API, answerGraphql, clients } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const [old, fresh] = [frameDashboard('**1 merged**'), frameDashboard('**2 merged**')];
const place = { owner: 'acme', repo: 'news', number: 7 };
let written: string[];

beforeEach(() => {
  written = [];
});

function takeWrites(count: number): void {
  nock(API)
    .patch('/repos/acme/news/pulls/7')
    .times(count)
    .reply((_uri, body) => {
      written.push((body as unknown as { body: string }).body);
      return [200, {}];
    });
}

function versions(...bodies: readonly (string | null)[]) {
  const userContentEdits = { nodes: bodies.map((diff) => ({ diff })) };
  return { data: { repository: { pullRequest: { userContentEdits } } } };
}

describe('writing a body', () => {
  it('is one write where nobody else wrote', async () => {
    takeWrites(1);
    const asked = answerGraphql(versions('New', 'Read'));
    await writeBody(await clients(), place, 'Read', 'New');
    expect(written).toEqual(['New']);
    expect(asked[0]?.variables).toEqual({ owner: 'acme', name: 'news', number: 7 });
  });

  it('is followed by another one that restores an unseen edit, and that one is checked too', async () => {
    takeWrites(3);
    const [first, second] = [`Ann.\n${fresh}`, `Ann.\n${fresh}\nBob.`];
    answerGraphql(
      versions(fresh, `Ann.\n${old}`, old),
      versions(first, `${fresh}\nBob.`, fresh, `Ann.\n${old}`, old),
      versions(second, first, `${fresh}\nBob.`, fresh),
    );
    await writeBody(await clients(), place, old, fresh);
    expect(written).toEqual([fresh, first, second]);
  });

  it('passes over versions that a person erased from the history', async () => {
    takeWrites(1);
    answerGraphql(versions('New', null, 'Read'));
    await writeBody(await clients(), place, 'Read', 'New');
    expect(written).toEqual(['New']);
  });

  it('is fine without any history', async () => {
    takeWrites(1);
    answerGraphql({ data: { repository: { pullRequest: { userContentEdits: null } } } });
    await writeBody(await clients(), place, 'Read', 'New');
    expect(written).toEqual(['New']);
  });

  it('gives up where somebody else never stops, and says where the text is', async () => {
    takeWrites(4);
    nock(API)
      .post('/graphql')
      .times(4)
      .reply(() => {
        const [before = old, last = ''] = [written.at(-2), written.at(-1)];
        return [200, versions(last, `${before}\nVersion ${written.length}.`, before)];
      });
    await expect(writeBody(await clients(), place, old, fresh)).rejects.toThrow(
      'Others keep editing the description of acme/news#7',
    );
  });
});
