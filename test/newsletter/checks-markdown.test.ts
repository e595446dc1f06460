import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { thoroughly } from '../thoroughly.js';
import { earlierEdition, settings, sources } from './builders.js';
import { check, found, freshDraft, MDX, page } from './checked.js';
import { checkEdition, mergeEdition } from './on-texts.js';

const URL = 'https://github.com/other/crate/pull/1';

describe('the front matter', () => {
  const withFront = (text: string) =>
    checkEdition({ ...page(''), text }).map(({ level, line, title }) => `${level} ${line} ${title}`);

  it.each([
    ['missing', '## News\n\nText.\n', 1],
    ['after something else', 'Hello.\n\n+++\ntitle = "May"\ndate = 2020-06-01\n+++\n\n## News\n', 1],
    ['never ended', '+++\ntitle = "May"\n\n## News\n', 1],
    ['no TOML', '+++\ntitle = "May"\ndate = 2020-06-01\n\nmonth = May\n+++\n\n## News\n', 5],
    ['without a title', '+++\ndate = 2020-06-01\n+++\n\n## News\n', 1],
    ['with an empty title', '+++\ntitle = " "\ndate = 2020-06-01\n+++\n\n## News\n', 1],
    ['without a date', '+++\ntitle = "May"\n+++\n\n## News\n', 1],
    ['with a date that is none', '+++\ntitle = "May"\ndate = "soon"\n+++\n\n## News\n', 1],
  ])('that is %s is a failure', (_, text, line) => {
    expect(withFront(text)).toEqual([`failure ${line} Front matter`]);
  });

  it('names the key that is missing, and what is wrong with the TOML', () => {
    const messages = (front: string) =>
      checkEdition({ ...page(''), text: `+++\n${front}\n+++\n\n## News\n` }).map(({ message }) => message);
    expect(messages('title = "May"')).toEqual([expect.stringMatching(/no date.*date = 2020-06-01/)]);
    expect(messages('date = 2020-06-01')).toEqual([expect.stringMatching(/no title.*title = /)]);
    expect(messages('title = May')).toEqual([expect.stringMatching(/not valid TOML: \w.*Mend this line/)]);
  });

  it.each([
    ['a byte order mark', '\uFEFF+++\ntitle = "May"\ndate = 2020-06-01\n+++\n\n## News\n'],
    ['the line ends of Windows', '+++\r\ntitle = "May"\r\ndate = 2020-06-01\r\n+++\r\n\r\n## News\r\n'],
    ['a blank line before it', '\n+++\ntitle = "May"\ndate = "2020-06-01"\n+++\n\n## News\n'],
    ['a date with a time', '+++\ntitle = "May"\ndate = 2020-06-01T08:00:00Z\n+++\n\n## News\n'],
  ])('may have %s', (_, text) => {
    expect(withFront(text)).toEqual([]);
  });
});

describe('front matter of another form', () => {
  /** What the rule says of a file where the bot's own edition has this front matter. */
  const said = (usual: string, front: string) => {
    const { edition, ...draft } = page('');
    const skeleton = { ...edition.skeleton, frontMatter: usual };
    const text = `${front}${front === '' ? '' : '\n\n'}## News\n`;
    return checkEdition({ ...draft, edition: { ...edition, skeleton }, text }).map(
      ({ line, message }) => `${line} ${message}`,
    );
  };
  const toml = '+++\ntitle = "May"\ndate = 2020-06-01\n+++';
  const yaml = '---\ntitle: May\ndate: 2020-06-01 10:00:00 +0200\n---';

  it('is right where the newsletter has it', () => {
    expect(said(yaml, yaml)).toEqual([]);
    expect(said('', '')).toEqual([]);
    expect(said('', yaml)).toEqual([]);
    expect(said('---\nlayout: post\n---', '---\nlayout: news\n---')).toEqual([]);
  });

  it('is a failure where the newsletter has another', () => {
    expect(said(toml, yaml)).toEqual([expect.stringMatching(/^1 .*is YAML, .*is TOML\. .*"\+\+\+"/)]);
    expect(said(yaml, toml)).toEqual([expect.stringMatching(/^1 .*is TOML, .*is YAML\. .*"---"/)]);
    expect(said(yaml, '')).toEqual([expect.stringMatching(/^1 .*a line "---", .*as YAML/)]);
  });

  it('has its mistake in a line', () => {
    expect(said(yaml, '---\ntitle: May\ndate: [\n---')).toEqual([
      expect.stringMatching(/^[34] .*not valid YAML: [a-z]/),
    ]);
    expect(said(yaml, '---\ntitle: May\n---')).toEqual([
      expect.stringMatching(/^1 .*no date.*date: 2020-06-01/),
    ]);
    expect(said('', '---\ntitle: [\n---')).toEqual([expect.stringMatching(/not valid YAML/)]);
  });
});

describe('comment marks', () => {
  it.each([
    ['a comment that never ends', 'Text.\n\n<!-- note\n\nMore.\n', ['3 Comment marks']],
    ['a comment in a list that never ends', '- a\n\n  <!-- note\n- b\n', ['3 Comment marks']],
    [
      'a hidden entry without its end',
      `<!-- - [a](${URL})\n- [b](https://example.org)\n<!-- - [c](${URL}2) -->`,
      ['1 Comment marks'],
    ],
    ['an end without a beginning', `- [a lever](${URL}) -->\n`, ['1 Comment marks']],
    ['an end on a line of its own', 'Text.\n\n-->\n', ['3 Comment marks']],
    ['an end within a comment', '<!-- a <!-- b -->\nshown -->', ['2 Comment marks']],
    [
      'a comment broken by a blank line',
      'Text <!-- note\n\nmore -->',
      ['1 Comment marks', '3 Comment marks'],
    ],
    ['a comment in HTML that never ends', '<details>\n<!-- note\n</details>', ['2 Comment marks']],
  ])('that do not pair are failures: %s', (_, markdown, expected) => {
    expect(found(markdown)).toEqual(expected);
    expect(check(markdown)[0]?.level).toBe('failure');
  });

  it('say up to where they hide the page', () => {
    const text = 'Text.\n\n<!-- note\n\nMore.';
    expect(check(text)).toMatchObject([
      { line: 10, endLine: 13, message: expect.stringMatching(/never ends/) },
    ]);
  });

  it.each([
    ['pairs', '<!-- a -->\n<!-- b\n\nc -->\n\nText <!-- d --> text.'],
    ['code', '`<!--` and `-->`\n\n```html\n<!--\n```\n\n    <!-- indented\n'],
    ['escapes', 'Begin with \\<!-- and end with \\-->'],
    ['an arrow in a title', `- [a --> b](${URL})`],
    ['an arrow in a sentence', 'From a --> b in one step.'],
    ['empty comments', '<!-->\n\nText.\n\n<!--->\n'],
  ])('are fine: %s', (_, markdown) => {
    expect(found(markdown)).toEqual([]);
  });
});

describe('what a site of MDX hides', () => {
  const onMdx = { edition: freshDraft([], MDX).edition };

  it.each([
    ['a name', `{/* - [a lever](${URL}), thanks @bob */}`],
    ['a dead link', '{/*\nSee [the last](../2020-03/index.md).\n*/}'],
    ['a broken link', `{/*\n- [a lever]](${URL})\n*/}`],
    ['a tag in a title', `{/*\n\n- [a <u8> lever](${URL})\n\n*/}`],
    ['an arrow', '{/* a --> */}'],
  ])('is not looked at: %s', (_, markdown) => {
    expect(found(markdown, onMdx)).toEqual([]);
    expect(found(markdown.replace(/\{\/\*|\*\/\}/g, ''), onMdx)).toHaveLength(1);
  });

  it('is told where it never ends', () => {
    expect(check('Text.\n\n{/* note\n\n@bob', onMdx)).toMatchObject([
      { line: 10, endLine: 13, title: 'Comment marks', message: expect.stringContaining('Add "*/}"') },
    ]);
  });
});

describe('conflict marks', () => {
  it('are a failure from the first to the last line', () => {
    const text = 'Text.\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> next\n\n>>>>>>> other\n';
    expect(check(text)).toMatchObject([
      { level: 'failure', line: 10, endLine: 14, title: 'Conflict marks' },
      { level: 'failure', line: 16, title: 'Conflict marks' },
    ]);
  });

  it('are no heading underlined, no quote and no code', () => {
    expect(found('Heading\n=======\n\n>>> quote\n\n```\n<<<<<<< HEAD\n>>>>>>> next\n```')).toEqual([]);
  });
});

describe('an entry', () => {
  it.each([
    [`- [Return NonZero<u8> now](${URL})`, 'failure Unclosed HTML tag'],
    [`- [A <b>bold](${URL}) word</b>`, 'failure Unclosed HTML tag'],
    [`- [Close the box </details>](${URL})`, 'failure Unclosed HTML tag'],
    [`- [A <em>fine</em> word](${URL})`, 'warning HTML in a title'],
    [`- [First<br>second](${URL})`, 'warning HTML in a title'],
    [`- [[foo bar](${URL})`, 'failure Broken link'],
    [`- [fix [foo bar](${URL})`, 'failure Broken link'],
    [`- foo](${URL})`, 'failure Broken link'],
    [`- [foo] (${URL})`, 'failure Broken link'],
    [`- [foo bar](${URL}`, 'failure Broken link'],
    [`- [foo bar](${URL} more)`, 'failure Broken link'],
    [`- (foo)[${URL}]`, 'failure Broken link'],
  ])('that is broken is found: %s', (line, expected) => {
    const findings = check(`Text.\n\n${line}\n`).map((finding) => `${finding.level} ${finding.title}`);
    expect(findings).toEqual([expected]);
    expect(check(`Text.\n\n${line}\n`)[0]?.line).toBe(10);
  });

  it.each([
    `- [Return \`NonZero<u8>\` now](${URL})`,
    `- [Return NonZero\\<u8> now](${URL})`,
    `- [Compare a < b and b > a](${URL})`,
    `- [Add [[bin]] section](${URL})`,
    `- [An odd \\[ bracket](${URL})`,
    `- \`[\` and [foo bar](${URL})`,
    `- [foo bar](${URL}) (see [1])`,
    `- [foo][1]\n\n[1]: ${URL}`,
    '- not work: Vec<u8> [x',
  ])('that is sound is none: %s', (line) => {
    expect(found(line)).toEqual([]);
  });
});

describe('a name', () => {
  it.each(['Thanks, @ann!', '- by @ann-b and others', '**@ann**', '@ann', '(@ann)'])(
    'without link is a notice: %s',
    (text) => {
      expect(check(text)).toMatchObject([{ level: 'notice', line: 8, title: 'Name without link' }]);
    },
  );

  it('is told in the line in which it stands', () => {
    expect(found('First\nsecond\nby @ann.')).toEqual(['3 Name without link']);
  });

  it.each([
    [{ contributor: '@{login}' }, []],
    [{ entry: '- [{title}]({url}) (@{login})' }, []],
    [{ person: '- @{login}: {entries}' }, []],
    [{ contributor: '**@{login}**' }, []],
    [{ contributor: '[@{login}]({url})' }, ['1 Name without link']],
    [{ contributor: '{login}' }, ['1 Name without link']],
    [{ entry: '- [{title}]({url}) by [@{login}]({authorUrl})' }, ['1 Name without link']],
  ])('may be without one where the format has it so: %j', (format, expected) => {
    const set = settings({ format: { ...settings().format, ...format } });
    const edition = assembleEdition(sources([], { settings: set }));
    expect(found('Thanks, @ann!', { edition })).toEqual(expected);
  });

  it.each([
    '[@ann](https://github.com/ann)',
    '[by @ann][a]\n\n[a]: https://github.com/ann',
    '`@ann`',
    '```\n@ann\n```',
    '<!-- @ann -->',
    'ann@example.org',
    '@octokit/rest and a/@b',
    'jump to @ 0x1000',
    '\\@ann',
    '<span title="@ann">x</span>',
  ])('is none: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('HTML that acts', () => {
  it.each([
    ['a script', 'Text.\n\n<script>alert(1)</script>', 3],
    ['an event handler', 'a <img src="x.png" onerror="alert(1)">', 1],
    ['a frame', '- a\n  <iframe src="https://video.example/1"></iframe>', 2],
    ['a form', '<form>\n<input>\n</form>', 1],
    ['an address that runs', 'a\n\n[x](javascript:alert(1))', 3],
    ['an address that a browser mends', '[x](java&Tab;script:alert(1))', 1],
    ['a reference to such', '[x][y]\n\n[y]: data:text/html,x', 3],
    ['an address in HTML', '<a href=" java\nscript:alert(1)">x</a>', 1],
    ['a tag that the end of the text closes', '<div onclick="alert(1)\n\ntext', 1],
    ['code that a table cuts', 'a | b\n--- | ---\n`<img src=x onerror=alert(1)> | c`', 3],
    [
      'code that a table with the line ends of old Macs cuts',
      'a | b\r--- | ---\r`<img src=x onerror=alert(1)> | c`',
      1,
    ],
    [
      'code behind a fence that only some parsers close',
      '   ```\nx\n    ```\n<img src=x onerror=alert(1)>',
      4,
    ],
    ['an attribute that some parsers do not read', 'a <iframe src=//e.example>', 1],
    ['code that an address runs into', 'https://a.example/`<img src=x onerror=alert(1)>`', 1],
    ['code that an address runs into before a link', 'www.a.example/`[`<img src=x onerror=alert(1)>`](b)', 1],
    ['a tag whose backslash an address swallows', 'https://a.example/\\<img src=x onerror=alert(1)>', 1],
    ['code in the head of a table', '`<svg onload=alert(1)> | c` | d\n--- | ---', 1],
    ['code that attributes of a heading cut', '#### a `<svg onload=alert(1)> {#a`}', 1],
    ['an attribute of a heading', '#### a {#b onclick="alert(1)"}', 1],
    ['what stands behind a fence', '```rust,name="><script>alert(1)</script>\nx\n```', 1],
    ['the title of a link', '[x](https://a.example "x\\" onmouseover=\\"alert(1)")', 1],
    ['a backslash behind a comment', '<!-- x -->\\`\\<script>alert(1)</script>`', 1],
    ['a backslash within a block of HTML', '<div>\n\\<img src=x onerror=alert(1)>\n</div>', 2],
    ['a backslash behind an instruction', '<?x?>\\<iframe src=//e.example></iframe>', 1],
    ['a backslash in preformatted text', '<pre>\n\n\\\\\\<script>alert(1)</script>\n</pre>', 3],
    ['a footnote', 'a[^1]\n\n[^1]: <script>alert(1)</script>', 3],
  ])('is a failure at its line: %s', (_, text, line) => {
    const live = check(text).filter(({ title }) => title === 'Live HTML');
    expect(live.map((finding) => [finding.level, finding.line - 7])).toContainEqual(['failure', line]);
  });

  it.each([
    '`<script>` and `<img onerror>`',
    '```html\n<script>alert(1)</script>\n```',
    '<!-- <script>alert(1)</script> -->',
    '\\<script>alert(1)\\</script>',
    'at (e-mail address)://example.org/a\\<img src=x onerror=y>',
    '[`<img src=x onerror=y>` (https://a.example/)\\` b](https://github.com/acme/widget/pull/1)',
    '[x (https://a.example/)\\<img src=x onerror=y>](https://github.com/acme/widget/pull/1)',
    'git://example.org/a\\<img src=x onerror=y>',
    '<span class="maintainers">Maintained by x</span>',
    '<details><summary>More</summary>\n\ntext\n\n</details>',
    '<img src="x.png" width="300">',
    '| a | b |\n|---|---|\n| `Vec<u8>` | c |',
    '[x](https://a.example "a title")',
    '```rust,linenos,hl_lines=2-3\nx\n```',
  ])('is not: %j', (text) => {
    expect(check(text).filter(({ title }) => title.startsWith('Live HTML'))).toEqual([]);
  });

  it('is a warning where an earlier edition has the like', () => {
    const frame = (number: number) => `<iframe width="9" src="https://video.example/${number}"></iframe>`;
    const before = { earlier: [earlierEdition('2020-04', `## News\n\n${frame(1)}\n`)] };
    const levels = (text: string) => check(text, before).map(({ level, title }) => `${level} ${title}`);

    expect(levels(frame(2))).toEqual(['warning Live HTML again']);
    expect(levels(frame(2).replace('video', 'other'))).toEqual(['failure Live HTML']);
    expect(levels(frame(2).replace('width="9"', 'onload="x"'))).toEqual(['failure Live HTML']);
  });

  it('is looked for in a file that is no edition, too', () => {
    const found = checkEdition({ ...page(''), text: 'Hello.\n\n<script src="x.js"></script>\n' });
    expect(found.map(({ title }) => title)).toContain('Live HTML');
  });
});

describe('a link to an edition', () => {
  const april = { earlier: [earlierEdition('2020-04', '')] };

  it.each([
    ['../2020-03', 'warning'],
    ['../2020-03/index.md#news', 'warning'],
    ['/this-month/2020-03/', 'warning'],
    ['./2020-03.md', 'warning'],
    ['@/this-month/2020-03/index.md#news', 'failure'],
    ['@/this-month/2020-03.md', 'failure'],
  ])('that does not exist is found: %s', (url, level) => {
    expect(check(`[earlier](${url})`, april)).toMatchObject([
      { level, line: 8, message: expect.stringContaining('the edition of March 2020, which does not exist') },
    ]);
    expect(check(`[earlier][e]\n\n[e]: ${url}`, april)).toMatchObject([{ level, line: 10 }]);
  });

  it.each([
    '../2020-04',
    '@/this-month/2020-04/index.md',
    '@/this-month/2020-05/index.md#news',
    'https://example.org/2020-03',
    '../2020-13',
    'images/2020-03/picture.png',
    '@/showcase/_index.md',
    '#2020-03',
  ])('is fine: %s', (url) => {
    expect(found(`[earlier](${url}) and \`[code](../2020-03)\``, april)).toEqual([]);
  });
});

describe('a file that is no edition', () => {
  const entries = (count: number) =>
    Array.from(
      { length: count },
      (_, nth) => `- [Add \`x\`](https://github.com/acme/widget/pull/${nth})\n`,
    ).join('');
  const titles = (text: string) => checkEdition({ ...page(''), text }).map(({ title }) => title);

  it.each([
    ['empty', ''],
    ['a note', 'Not yet.\n'],
    ['too long', `## News\n\n${'word '.repeat(100_000)}`],
  ])('is a failure, whatever it is: %s', (_, text) => {
    expect(titles(text)).toContain('No edition');
  });

  it('is told why it may be none, and nothing else', () => {
    const text = '+++\ntitle = "May"\ndate = 2020-06-01\n+++\n\n<!-- note\n\n## News\n\nBy @ann.\n';
    expect(titles(text)).toEqual(['No edition', 'Comment marks']);
  });

  it.each(['a\n-\n\n', '[x]['])('is searched for live HTML without a Markdown parser: %j', (costly) => {
    const text = `## News\n\n${costly.repeat(6_000)}\n\n\`<b>\` <script>\n`;
    const line = text.split('\n').length - 1;

    expect(
      checkEdition({ ...page(''), text }).map((finding) => [finding.level, finding.title, finding.line]),
    ).toEqual([
      ['failure', 'No edition', 1],
      ['failure', 'Live HTML', line],
    ]);
  });

  thoroughly('hides no live HTML behind tags that never end', () => {
    const text = `## News\n\n${'<a'.repeat(20_000)} <script>`;

    expect(checkEdition({ ...page(''), text })).toContainEqual(
      expect.objectContaining({ title: 'Live HTML', message: expect.stringContaining('<script>') }),
    );
  });

  thoroughly('is so for the check and the merge alike', () => {
    for (const length of [200_000, 200_001]) {
      const text = '## News\n\n'.padEnd(length);
      expect(titles(text).includes('No edition')).toBe(mergeEdition(null, text, '').isForeign);
    }
    for (const costly of ['a\n-\n\n', '> a\n\n', 'x\n', '[x][', '\\*a* ', '&amp;&lt;&gt; ']) {
      const text = `## News\n\n${costly.repeat(6_000)}`;
      expect([costly, titles(text).includes('No edition')]).toEqual([costly, true]);
      expect([costly, mergeEdition(null, text, '').isForeign]).toEqual([costly, true]);
    }
    // Far more entries than any month has.
    const long = `## News\n\n${entries(2_000)}`;
    expect(titles(long)).not.toContain('No edition');
    expect(mergeEdition(null, long, '').isForeign).toBe(false);
    for (const text of ['', 'Text.\n', '# One\n', '## Two\n', '### Three\n', '<!--\n## Two\n']) {
      expect([text, titles(text).includes('No edition')]).toEqual([
        text,
        mergeEdition(null, text, '').isForeign,
      ]);
    }
  });
});
