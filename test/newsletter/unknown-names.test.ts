import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { type NamedThings, unknownNames } from '../../src/newsletter/merge/present-names.js';
import { dependabot, directCommit, earlierEdition, pullRequest, repository, sources } from './builders.js';

const sections = `### [\`cog\`](https://github.com/acme/cog)

- [Older](https://github.com/acme/lever/pull/1), [else](https://github.com/rust-lang/rust/pull/2)

### [\`phil/blog\`](https://github.com/phil/blog)

Words.`;

const widget = '### [`widget`](https://github.com/acme/widget)\n\nWords.';

function things(more: Partial<NamedThings> = {}): NamedThings {
  return {
    activity: sources([pullRequest(1)]).activity,
    earlier: [earlierEdition('2020-03', widget), earlierEdition('2020-04', sections)],
    drafts: [],
    set: [],
    watch: [],
    isLeftOut: () => false,
    ...more,
  };
}

/** In which somebody did something in `acme/gear`. */
const withNewcomer = (more = {}) => sources([pullRequest(1, { repository: 'acme/gear', ...more })]).activity;

describe('the names that GitHub is asked about', () => {
  it('are none where editions tell of all repositories of the month', () => {
    expect(unknownNames(things({ set: ['acme/crank'] }))).toEqual([]);
  });

  it('are those of sections, own entries and settings, latest first, once a repository is new', () => {
    const named = { activity: withNewcomer(), set: ['acme/crank'] };
    expect(unknownNames(things(named))).toEqual([
      'acme/crank',
      'acme/cog',
      'phil/blog',
      'acme/widget',
      'acme/lever',
    ]);
  });

  it.each([
    ['only bots', { activity: withNewcomer({ author: dependabot }) }],
    [
      'nobody worth telling of',
      {
        activity: sources([pullRequest(1)], {
          activity: {
            others: [directCommit('a', { repository: 'acme/gear', messageHeadline: 'Update changelog' })],
          },
        }).activity,
      },
    ],
    ['a repository that is left out', { activity: withNewcomer(), isLeftOut: () => true }],
  ])('are none for the sake of %s', (_, more) => {
    expect(unknownNames(things(more))).toEqual([]);
  });

  it('are those of the organization in the draft in which nothing was done', () => {
    const drafts = [
      '## P\n\n### [`crank`](https://github.com/acme/crank/tree/HEAD/x)\n\n- [One](https://github.com/acme/widget/pull/1)\n',
      '## P\n\n- [Two](https://github.com/Acme/lever/pull/2)\n<!-- - [Three](https://github.com/acme/cog/commit/0123abc) -->\n- [Four](https://github.com/phil/blog/pull/4)\n',
    ].map((text) => parseDocument(text, HOUSE_FORM));
    expect(unknownNames(things({ drafts }))).toEqual(['acme/lever', 'acme/cog', 'acme/crank']);
  });

  it('are a hundred at most', () => {
    const earlier = Array.from(
      { length: 150 },
      (_, index) => `### [\`c\`](https://github.com/acme/c${index})`,
    );
    const activity = { ...withNewcomer(), repositories: [repository('acme/gear')] };
    const named = things({ activity, earlier: [earlierEdition('2020-04', earlier.join('\n\nWords.\n\n'))] });
    expect(unknownNames(named)).toHaveLength(100);
  });
});
