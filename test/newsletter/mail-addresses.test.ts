import { describe, expect, it } from '@jest/globals';
import { escapeLine, escapeTitle } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, lineFrom, linesFrom } from '../../src/newsletter/markdown/safe-markdown.js';

describe('an e-mail address', () => {
  it.each([
    ['Mail ann@example.org.', 'Mail (e-mail address).'],
    ['Ann <ann@example.org> did', 'Ann (e-mail address) did'],
    ['Ann <mailto:ann@example.org?subject=x> did', 'Ann (e-mail address) did'],
    ['Write [to Ann](mailto:ann@example.org)', 'Write to Ann'],
    ['Write [ann@example.org](mailto:ann@example.org "Ann")', 'Write (e-mail address)'],
    [
      'Write ann.b+x@mail.example.co.uk, or `bob@example.org`',
      'Write (e-mail address), or `(e-mail address)`',
    ],
    ['Write ann\\@example.org', 'Write (e-mail address)'],
    ['Write ann\\_b@example\\.org', 'Write (e-mail address)'],
    ['Write ann&#64;example.org', 'Write (e-mail address)'],
    ['Write ann&commat;example&period;org', 'Write (e-mail address)'],
    ['Write jürgen@exämple.de', 'Write (e-mail address)'],
    ['Write ann@\u200bexample.org', 'Write (e-mail address)'],
    ['Write ann\u00ad@exam\u2060ple.\u200dorg', 'Write (e-mail address)'],
    ['Write ann＠example.org', 'Write (e-mail address)'],
    ['Write ann＠example．org', 'Write (e-mail address)'],
    ['Write ann@163.com, bob@1und1.de', 'Write (e-mail address), (e-mail address)'],
    ['Write ann@mail.1and1.example', 'Write (e-mail address)'],
    ['Write ann@exa&shy;mple.org.', 'Write (e-mail address).'],
    ['Write an&zwnj;n@example&ZeroWidthSpace;.org', 'Write (e-mail address)'],
    ['Write &#97;nn@ex&#x61;mple.o&#114;g', 'Write (e-mail address)'],
    ['Write ann&#46;b&lowbar;c@example.org', 'Write (e-mail address)'],
    ['Write ann%40example.org', 'Write (e-mail address)'],
    ['Write ann%2Bx%40mail%2Eexample%2eorg now', 'Write (e-mail address) now'],
    ['Write [Ann](mailto:ann%40example.org)', 'Write Ann'],
    ['Write ann@*example*.org', 'Write (e-mail address)'],
    ['Write ann@ex**am**ple.o`r`g', 'Write (e-mail address)'],
    ['Write `ann`@example.org', 'Write \\`(e-mail address)'],
    ['Write ann@<!-- no -->example.org', 'Write (e-mail address)'],
    ['Write ann@exa\u0301mple.org', 'Write (e-mail address)'],
    ['Write ann@exa\u0001mple.org', 'Write (e-mail address)'],
    ['Write **ann@example.org** now', 'Write **(e-mail address)** now'],
    ['Write https://ann@example.org/', 'Write https://(e-mail address)/'],
  ])('is printed nowhere: %s', (text, shown) => {
    expect(lineFrom(text)).toBe(shown);
    expect(linesFrom(`- ${text}`)).toEqual([shown]);
    expect(blocksFrom(`Hi.\n\n${text}`)).toBe(`Hi.\n\n${shown}`);
  });

  it('is not printed in a title or a description, either', () => {
    expect(escapeTitle('Remove ann@example.org from the list')).toBe('Remove (e-mail address) from the list');
    expect(escapeTitle('Remove ann@\u200bexample.org')).toBe('Remove (e-mail address)');
    expect(escapeTitle('Drop `ann@example.org`', 'hidden link')).toBe('Drop `(e-mail address)`');
    expect(escapeTitle('Drop ann@exa&shy;mple.org, ann%40example.org')).toBe(
      'Drop (e-mail address), (e-mail address)',
    );
    expect(escapeLine('By Ann <ann@example.org>')).toBe('By Ann (e-mail address)');
  });

  it('is not in code, or in a text that is too much to be parsed', () => {
    expect(blocksFrom('```\nemail = "ann@example.org"\n```')).toBe('```\nemail = "(e-mail address)"\n```');
    expect(lineFrom(`ann@example.org ${'[['.repeat(200)}`)).not.toContain('example.org');
  });

  it.each([
    'git@github.com:acme/widget.git',
    '`ssh://git@github.com/acme/widget`',
    '@ann@hachyderm.io',
    'icon@2x.png',
    'actions/checkout@v4',
    'widget@1.0.0.beta',
    '@acme/widget@2.0.0-next.abc',
    'acme/widget@v0.4.0.pre',
    'widget@1.0.x',
    '`x @ Some(1)`',
    '[the patch](https://lore.kernel.org/lkml/20200504.1-ann@example.org/)',
    'AT&T and a@b',
    'a 40%40 share',
    '50%4021',
    '[a page](https://example.org/?to=ann%40example.org)',
  ])('is none: %s', (text) => {
    expect(lineFrom(text)).toBe(text);
  });
});
