import { describe, expect, it } from '@jest/globals';
import { type Form, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { siteRules } from '../../src/newsletter/document/site.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import type { FormatSettings } from '../../src/newsletter/house-style/edition-settings.js';
import { withHandEdits } from '../../src/requests/answer.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { contributor, pullRequest, settings, sources } from '../newsletter/builders.js';
import { comment, noted, requestSources } from './builders.js';

/** What becomes of commands on the draft, when a person changes the file so. */
function outcomes(
  body: string,
  edit: (text: string) => string,
  { form = HOUSE_FORM, format = {} }: { form?: Form; format?: Partial<FormatSettings> } = {},
): readonly string[] {
  const pullRequests = [noted(1)];
  const { amendments, answers } = resolveRequests(
    requestSources({ pullRequests, draft: [comment('eve', body)] }),
  );
  const works = [1, 2].map((number) => pullRequest(number, { author: contributor('ann', 1) }));
  const set = settings({ format: { ...settings().format, ...format } });
  const edition = assembleEdition(sources(works, { amendments, form, settings: set }));
  const fresh = renderEdition(edition);
  const text = edit(fresh);
  expect(text).not.toBe(fresh);
  return withHandEdits(answers, {
    amendments,
    edition,
    fresh,
    document: parseDocument(text, form),
  }).map(({ outcome }) => outcome.kind);
}

describe('an edit by hand', () => {
  it('of one link is told of that alone', () => {
    const links =
      '/newsletter link https://a.example/x?utm_source=b A\n/newsletter link https://a.example/xy B';
    const edit = (text: string) => text.replace('- [A](https://a.example/x)\n', '');
    expect(outcomes(links, edit)).toEqual(['superseded', 'applied']);
  });

  it('of an introduction is told of, also when its headings were lowered', () => {
    expect(
      outcomes('/newsletter intro widget\n# News\nFast.', (text) => text.replace('Fast.', 'Faster.')),
    ).toEqual(['superseded']);
  });

  it('of a title is told of, also when all of the entry is gone', () => {
    const title = '/newsletter title widget#1 New';
    expect(outcomes(title, (text) => text.replace('[New]', '[Newer]'))).toEqual(['superseded']);
    expect(outcomes(title, (text) => text.replace(/^- \[New\].*\n/m, ''))).toEqual(['superseded']);
    expect(outcomes(title, (text) => text.replace('Thanks', 'Many thanks'))).toEqual(['applied']);
  });

  it.each([
    ...(['docusaurus', 'vuepress', 'jekyll', 'mkdocs'] as const).map((site) => ({
      form: { ...HOUSE_FORM, ...siteRules(site, 'index.md') },
      name: site,
    })),
    ...[
      '* {title}, {url}',
      '* [#{number}]({url}): **{title}**',
      '- {title} ({url})',
      '- `{title}` {url}',
      '- [{title}]({url}) by [{login}]({authorUrl})',
    ].map((entry) => ({ format: { entry }, name: entry })),
    { format: { entry: '- [{title}]({url})', hidden: '- {title}: {url}' }, name: 'hidden otherwise' },
    { format: { person: '* {login}: {entries}' }, name: 'by person' },
  ])('of a title is told of however the edition writes it: $name', (written) => {
    const title = '/newsletter title widget#1 Turn a <b {{ c }} --> | d_e_';
    const hide = `${title}\n/newsletter hide widget#1`;
    const reword = (text: string) => text.replace('Turn', 'Twist');
    const elsewhere = (text: string) => `${text}\nMore.\n`;
    expect(outcomes(title, reword, written)).toEqual(['superseded']);
    expect(outcomes(title, elsewhere, written)).toEqual(['applied']);
    expect(outcomes(hide, reword, written)).toEqual(['superseded', 'applied']);
    expect(outcomes(hide, elsewhere, written)).toEqual(['applied', 'applied']);
    const show = (text: string) => text.replace(/^(?:<!--|\{\/\*) (.*pull\/1.*) (?:-->|\*\/\})$/m, '$1');
    expect(outcomes(hide, show, written)).toEqual(['applied', 'superseded']);
  });

  it('elsewhere leaves a hidden entry without its note, but whoever is credited stays so', () => {
    const edit = (text: string) => `${text}More.\n`;
    expect(outcomes('/newsletter hide widget#1\n/newsletter note widget#1 Fast.', edit)).toEqual([
      'applied',
      'superseded',
    ]);
    expect(outcomes('/newsletter hide widget#1\n/newsletter credit widget#1 @bea for help', edit)).toEqual([
      'applied',
      'applied',
    ]);
  });
});
