import { describe, expect, it } from '@jest/globals';
import { readTags, type Tagged, type TagNode } from '../../src/github/activity/read-tags.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { lastPage, pageUntil } from './pull-request-nodes.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

function light(name: string, day: string): TagNode {
  return { name, target: { oid: `${name}'s commit`, committedDate: `${day}T00:00:00Z` } };
}

function repository(refs: Tagged['refs']): Tagged {
  return { id: 'R_widget', nameWithOwner: 'acme/widget', refs };
}

async function read(refs: Tagged['refs'], ...answers: readonly Answer[]) {
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const asked = answerGraphql(...answers);
  const log = { debug: say, info: say, warn: say };
  const tags = await readTags(await client(), [repository(refs)], new Date('2020-05-01'), log);
  return { asked, said, tags, names: tags.map(({ name }) => name) };
}

describe('the tags of a month', () => {
  it('are those on commits, at the time of the tag or else of its commit', async () => {
    const commit = { oid: 'c', committedDate: '2020-05-02T00:00:00Z' };
    const { tags } = await read(
      lastPage([
        { name: 'v1', target: commit },
        { name: 'v2', target: { tagger: { date: '2020-05-04T02:00:00+02:00' }, target: commit } },
        { name: 'v3', target: { tagger: { date: null }, target: commit } },
        { name: 'of a file', target: {} },
        { name: 'of a tag', target: { tagger: { date: '2020-05-04T00:00:00Z' }, target: {} } },
        { name: 'of nothing', target: null },
        null,
      ]),
    );
    expect(tags).toEqual([
      { repository: 'acme/widget', name: 'v1', oid: 'c', taggedAt: '2020-05-02T00:00:00Z' },
      { repository: 'acme/widget', name: 'v2', oid: 'c', taggedAt: '2020-05-04T00:00:00Z' },
      { repository: 'acme/widget', name: 'v3', oid: 'c', taggedAt: '2020-05-02T00:00:00Z' },
    ]);
  });

  it('need no further request where they reach back to its beginning', async () => {
    const { asked, names } = await read(
      pageUntil('next', [light('v2', '2020-05-02'), light('v1', '2020-04-30')]),
    );
    expect(asked).toEqual([]);
    expect(names).toEqual(['v2']);
  });

  it('are read on until they do', async () => {
    const { asked, names } = await read(
      pageUntil('one', [light('v3', '2020-05-03')]),
      { data: { tags0: { refs: pageUntil('two', [light('v2', '2020-05-02')]) } } },
      { data: { tags0: { refs: pageUntil('three', [light('v1', '2020-04-30')]) } } },
    );
    expect(asked.map(({ variables }) => variables.after0)).toEqual(['one', 'two']);
    expect(names).toEqual(['v3', 'v2']);
  });

  it('are not read on for ever; the log says so', async () => {
    const more: Answer = { data: { tags0: { refs: pageUntil('more', [light('v', '2020-05-02')]) } } };
    const { asked, said } = await read(
      pageUntil('one', [light('v', '2020-05-03')]),
      ...Array.from({ length: 5 }, () => more),
    );
    expect(asked).toHaveLength(5);
    expect(said).toEqual(['acme/widget has too many tags; older ones are left out.']);
  });

  it('that GitHub does not give are missing; the log says so', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'Not for you.', path: ['tags0', 'refs'] }];
    const { said, names } = await read(pageUntil('one', [light('v', '2020-05-03')]), {
      data: { tags0: { refs: null } },
      errors,
    });
    expect(names).toEqual(['v']);
    expect(said).toEqual(['GitHub did not give all tags: Not for you.']);
  });
});
