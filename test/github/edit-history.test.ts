import { describe, expect, it } from '@jest/globals';
import { GraphqlResponseError } from '@octokit/graphql';
import { askForHistory, type EditNode, shownVersions } from '../../src/github/comments/edit-history.js';
import type { Client } from '../../src/github/connection/client.js';
import { answerGraphql, clients } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const text = { diff: 'Text', deletedAt: null };
const deleted = { diff: null, deletedAt: '2020-06-01T00:00:00Z' };

describe('an edit history', () => {
  it.each<[string, Parameters<typeof shownVersions>[0], readonly EditNode[] | null]>([
    ['nothing was edited', { nodes: [] }, []],
    ['all is shown', { nodes: [text, text] }, [text, text]],
    ['a person deleted a version', { nodes: [text, deleted] }, [text, deleted]],
    ['a version is hidden', { nodes: [text, { diff: null, deletedAt: null }] }, null],
    ['the list is hidden', null, null],
    ['its nodes are hidden', { nodes: null }, null],
  ])('where %s', (_, edits, expected) => {
    expect(shownVersions(edits)).toEqual(expected);
  });

  const forbidden = {
    data: { viewer: null },
    errors: [{ type: 'FORBIDDEN', path: ['viewer'], message: 'Resource not accessible by integration' }],
  };
  const ask = async (client: Pick<Client, 'graphql'>) =>
    (await client.graphql<{ readonly versions: string | null }>('query { versions }')).versions;

  it('is asked for with each token once, until it is shown', async () => {
    const [first, second] = [await clients(), await clients()];
    const asked = answerGraphql({ data: { versions: null } }, { data: { versions: 'all' } });
    expect(await askForHistory([first.reader, first.reader, second.writer, second.writer], ask)).toBe('all');
    expect(asked).toHaveLength(2);
  });

  it('that is forbidden is hidden', async () => {
    const { reader } = await clients();
    answerGraphql(forbidden);
    expect(await askForHistory([reader], ask)).toBeNull();
  });

  it('that GitHub fails to give is a failure', async () => {
    const { reader } = await clients();
    answerGraphql({ ...forbidden, errors: [{ type: 'NOT_FOUND', message: 'There is none.' }] });
    await expect(askForHistory([reader], ask)).rejects.toThrow(GraphqlResponseError);
  });
});
