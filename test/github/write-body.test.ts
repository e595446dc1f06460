import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { isOutdated } from '../../src/github/connection/errors.js';
import { writeBody } from '../../src/github/draft/write-body.js';
import { frameDashboard } from '../../src/newsletter/draft/pull-request-body.js';
import { API, answerGraphql, clients } from './github-api.js';
import { silent } from './silent.js';
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

/** What GitHub shows of the pull request; a `null` is a version that a person deleted. */
function versions(...bodies: readonly (string | null)[]) {
  const deletedAt = '2020-06-01T00:00:00Z';
  const nodes = bodies.map((diff) => ({ diff, deletedAt: diff === null ? deletedAt : null }));
  return shown({ nodes }, bodies[0] ?? '');
}

/** As GitHub answers where it shows no history. */
const HIDDEN = [null, { nodes: null }, { nodes: [{ diff: null, deletedAt: null }] }];

function shown(userContentEdits: object | null, body = 'New', lastEditedAt: string | null = 'then') {
  return { data: { repository: { pullRequest: { body, lastEditedAt, userContentEdits } } } };
}

async function write(read: string, written: string, known: readonly string[] | null = [read]) {
  const said: string[] = [];
  const log = { ...silent, warn: (message: string) => said.push(message) };
  await writeBody(await clients(), place, { read, written, versions: known }, log);
  return said;
}

describe('writing a body', () => {
  it('is one write where nobody else wrote', async () => {
    takeWrites(1);
    const asked = answerGraphql(versions('New', 'Read'));
    await write('Read', 'New');
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
    await write(old, fresh);
    expect(written).toEqual([fresh, first, second]);
  });

  it('passes over versions that a person erased from the history', async () => {
    takeWrites(1);
    answerGraphql(versions('New', null, 'Read'));
    await write('Read', 'New');
    expect(written).toEqual(['New']);
  });

  it('compares just before where no version was read, and writes if nobody else did', async () => {
    takeWrites(1);
    answerGraphql(shown(null, 'Read', null), versions('New', 'Read'));
    await write('Read', 'New', []);
    expect(written).toEqual(['New']);
  });

  it.each<[string, readonly string[] | null]>([
    ['is empty', []],
    ['is hidden', null],
  ])('writes nothing over another body where the history %s', async (_, known) => {
    answerGraphql(shown(null, 'Ann wrote.', null));
    const error: unknown = await write('Read', 'New', known).catch((caught: unknown) => caught);
    expect(isOutdated(error)).toBe(true);
    expect(written).toEqual([]);
  });

  it.each(HIDDEN)('says what may be lost where GitHub does not show the history: %j', async (hidden) => {
    takeWrites(1);
    answerGraphql(shown(hidden, 'Read'), shown(hidden));
    expect(await write('Read', 'New', null)).toEqual([
      expect.stringContaining('GitHub does not show the bot the edit history of acme/news#7.'),
    ]);
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
    await expect(write(old, fresh)).rejects.toThrow('Others keep editing the description of acme/news#7');
  });
});
