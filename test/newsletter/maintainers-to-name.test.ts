import { describe, expect, it } from '@jest/globals';
import { renderBody } from '../../src/newsletter/draft/dashboard.js';
import { NO_NOTES } from '../../src/newsletter/draft/draft.js';
import { assembleEdition, type EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { contributor, dependabot, earlierEdition, pullRequest, settings, sources } from './builders.js';
import { fileContent } from './on-texts.js';

const line = '<span class="maintainers">Maintained by [@max](https://github.com/max)</span>';
const widget = `### [\`widget\`](https://github.com/acme/widget)\n${line}\n\nWords.\n\n- [x](https://github.com/acme/widget/pull/90)`;

const merged = (number: number, by: string | null, more = {}) =>
  pullRequest(number, {
    repository: 'acme/gear',
    mergedBy: by === null ? null : contributor(by),
    ...more,
  });

const input = (
  pullRequests: EditionSources['activity']['pullRequests'],
  more: Parameters<typeof sources>[1] = {},
) =>
  sources([pullRequest(91, { mergedBy: contributor('max') }), ...pullRequests], {
    earlier: [earlierEdition('2020-04', widget)],
    ...more,
  });

function body(given: EditionSources, file: string | null = null): string {
  return renderBody(assembleEdition(given), 'https://x.example', {
    ...NO_NOTES,
    file: file === null ? null : fileContent(file, null),
  });
}

describe('a first section without maintainers', () => {
  const given = input([merged(1, 'bob'), merged(2, 'eve'), merged(3, 'eve'), merged(4, null)]);

  it('has the people who merged told to the editors, and is told to nobody else', () => {
    expect(body(given)).toContain(
      '> Nobody is named as maintainer of `acme/gear`, which is new. Its pull requests were merged by `eve`, `bob`. Its section can say who is, or the setting `repositories.gear.maintainers`.\n',
    );
    expect(body(given)).not.toContain('maintainer of `acme/widget`');
    const text = renderEdition(assembleEdition(given));
    expect(text.match(/Maintained by/g)).toHaveLength(1);
    expect(text).not.toMatch(/eve|bob/);
  });

  it('does not change who is thanked: to be able to write is no reason not to be', () => {
    const own = input([merged(1, 'ann')]);
    expect(renderEdition(assembleEdition(own))).toMatch(/`gear`[\s\S]*Thanks to \[@ann\]/);
  });

  it.each([
    ['bots', [merged(1, 'bors'), merged(2, null, { mergedBy: dependabot })]],
    ['people who do not want to be named', [merged(1, 'ann')]],
  ])('has no %s told', (_, pullRequests) => {
    const optOut = settings({ credit: { optOut: ['Ann'], openers: true, order: null } });
    expect(body(input(pullRequests, { settings: optOut }))).toContain(
      'maintainer of `acme/gear`, which is new. Its section can say who is',
    );
  });

  it('has four people told at most', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((login, index) => merged(index + 1, login));
    expect(body(input(five))).toContain('merged by `a`, `b`, `c`, `d`. Its');
  });

  it.each([
    ['where sections name nobody', { earlier: [earlierEdition('2020-04', widget.replace(line, ''))] }],
    [
      'where an edition had a section without them',
      {
        earlier: [
          earlierEdition(
            '2020-04',
            `${widget}\n\n${widget.replaceAll('widget`', 'gear`').replaceAll('/widget', '/gear').replace(line, '')}`,
          ),
        ],
      },
    ],
    ['where there is no edition yet', { earlier: [] }],
    ['once it is set', { settings: settings({ repositories: { 'acme/gear': { maintainers: [] } } }) }],
    ['of another one’s project', { activity: { watched: ['acme/gear'] } }],
  ])('is not mentioned %s', (_, more) => {
    expect(body(input([merged(1, 'bob')], more))).not.toContain('Nobody is named');
  });

  it('is not mentioned any more once a person named them, or deleted the section', () => {
    const text = renderEdition(assembleEdition(given));
    const named = text.replace(/(### \[`gear`\].*\n)/, `$1${line}\n`);
    expect(body(given, text)).toContain('Nobody is named');
    expect(named).not.toBe(text);
    expect(body(given, named)).not.toContain('Nobody is named');
    const deleted = text.slice(0, text.indexOf('### [`gear`]'));
    expect(body(given, deleted)).not.toContain('Nobody is named');
  });

  it('is not mentioned while it is left out', () => {
    expect(body(input([merged(1, 'bob', { author: dependabot })]))).not.toContain('Nobody is named');
  });
});
