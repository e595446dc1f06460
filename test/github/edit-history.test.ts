import { describe, expect, it } from '@jest/globals';
import { GraphqlResponseError } from '@octokit/graphql';
import { Octokit } from '@octokit/rest';
import { askForHistory, type EditNode, shownVersions } from '../../src/github/comments/edit-history.js';

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

  const refusal = (type: string) =>
    new GraphqlResponseError(
      { method: 'POST', url: '/graphql' },
      {},
      {
        data: null,
        errors: [{ type, message: 'Resource not accessible by integration' }] as never,
      },
    );
  const [first, second] = [new Octokit(), new Octokit()];

  it('is asked for with each token once, until it is shown', async () => {
    const asked: unknown[] = [];
    const ask = async (client: object) => {
      asked.push(client);
      return client === second ? 'all' : null;
    };
    expect(await askForHistory([first, first, second, second], ask)).toBe('all');
    expect(asked).toEqual([first, second]);
  });

  it('that is forbidden is hidden', async () => {
    expect(await askForHistory([first], () => Promise.reject(refusal('FORBIDDEN')))).toBeNull();
  });

  it('that GitHub fails to give is a failure', async () => {
    const ask = () => Promise.reject(refusal('NOT_FOUND'));
    await expect(askForHistory([first], ask)).rejects.toThrow(GraphqlResponseError);
  });
});
