import { describe, expect, it } from '@jest/globals';
import {
  defaultConfig,
  draftBranchOf,
  glanceAtConfig,
  type NewsletterConfig,
  parseConfig,
} from '../../src/config/newsletter-config.js';

const NEWSLETTER = 'rust-osdev/homepage';

function configOf(text: string | null): NewsletterConfig {
  const parsed = parseConfig(text, NEWSLETTER);
  if (parsed.kind === 'invalid') throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

function problemsOf(text: string) {
  const parsed = parseConfig(text, NEWSLETTER);
  return parsed.kind === 'invalid' ? parsed.problems : [];
}

describe('the settings of a file', () => {
  it.each([
    ['absent', null],
    ['empty', ''],
    ['only comments', '# later\n'],
    ['keys without values', 'name:\nhide:\n  titles:\ncredit: ~\nrepositories:\n'],
  ])('are the defaults when it is %s', (_, text) => {
    expect(configOf(text)).toEqual(defaultConfig(NEWSLETTER));
  });

  it('have the owner of the newsletter as organization', () => {
    expect(configOf(null).organization).toBe('rust-osdev');
    expect(configOf('organization: rust-embedded').organization).toBe('rust-embedded');
  });

  it('replace single defaults and keep the others', () => {
    const config = configOf('hide: { labels: [chore] }\nexclude: []\n');
    expect(config.hide).toEqual({
      bots: true,
      learned: true,
      authors: [],
      titles: [],
      paths: [],
      labels: ['chore'],
    });
    expect(config.exclude).toEqual([]);
    expect(config.branch).toBe('next');
  });

  it('hold title patterns that ignore letter case', () => {
    const [pattern] = configOf("hide: { titles: ['^bump \\p{L}+'] }").hide.titles;
    expect(pattern?.source).toBe('^bump \\p{L}+');
    expect(pattern?.matches('Bump serde')).toBe(true);
    expect(pattern?.matches('Do not bump serde')).toBe(false);
  });

  it('announce nothing, unless an issue or an address is given', () => {
    expect(configOf('announce: { issue: 7 }').announce).toEqual({ issue: 7, address: null });
    expect(configOf('announce:\n  address: https://acme.org/{month}/\n').announce).toEqual({
      issue: null,
      address: 'https://acme.org/{month}/',
    });
  });

  it('are unknown where a repository does not set them', () => {
    const { repositories } = configOf('repositories:\n  uefi-rs: { group: crate, heading: }\n  acpi:\n');
    expect(repositories).toMatchObject({
      'uefi-rs': { group: 'crate', heading: null },
      acpi: { group: null, maintainers: null },
    });
  });

  it('may be repeated by an alias', () => {
    const { repositories } = configOf('repositories:\n  a: &crates { group: crate }\n  b: *crates\n');
    expect(repositories).toMatchObject({ a: { group: 'crate' }, b: { group: 'crate' } });
  });
});

describe('a mistake in a file', () => {
  it('is reported with the others, from top to bottom', () => {
    const text = `grup: crate
group: crates
hide:
  bots: 'yes'
  titles:
    - '^fine$'
    - '('
repositories:
  uefi-rs:
    maintainer: [phil-opp]
    group: crate
    group: repository
  not a name: { hide: 1 }
`;
    expect(problemsOf(text).map(({ path, line }) => `${line} ${path}`)).toEqual([
      '1 grup',
      '2 group',
      '4 hide.bots',
      '7 hide.titles[1]',
      '10 repositories.uefi-rs.maintainer',
      '12 repositories.uefi-rs.group',
      '13 repositories."not a name"',
      '13 repositories."not a name".hide',
    ]);
  });

  it('in an alias is reported where the value stands and where it is repeated', () => {
    const problems = problemsOf('repositories:\n  a: &x { grup: crate }\n  b: *x\n');
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['repositories.a.grup', 2],
      ['repositories.b.grup', 3],
    ]);
  });

  it('in a doubled key is reported where the value stands that counts', () => {
    const problems = problemsOf('group: crate\nname: x\ngroup: crates\n');
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '3 is there twice; keep one of them.',
      '3 must be "repository" or "crate", not "crates".',
    ]);
  });

  it('is reported once for each place', () => {
    expect(problemsOf('repositories: { a b: 1 }')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('is not the name of a repository') }),
    ]);
  });

  it.each([
    ['grup: crate', 'unknown key; did you mean "group"?', 'group: crate'],
    [
      'hide: { opt-out: [a] }',
      'unknown key here; "optOut" belongs under "credit".',
      'credit: { optOut: [octocat] }',
    ],
    ['check: { deadLinks: off }', 'unknown key; did you mean "deadLink"?', 'deadLink: warning'],
    ['credit: { opt_out: [a] }', 'unknown key; did you mean "optOut"?', 'optOut: [octocat]'],
    ['hide: { branch: x }', 'unknown key here; "branch" belongs at the top of the file.', 'branch: next'],
    ['hide.bots: true', 'unknown key here; "bots" belongs under "hide".', 'hide: { bots: false }'],
    [
      'credit: { zzzzzz: 1 }',
      'unknown key; known are "optOut", "openers", "order".',
      'credit: { optOut: [octocat] }',
    ],
    [
      'colour: red',
      'unknown key; the nearest are "group", "order", "sectionOrder". docs/configuration.md of this-month-bot lists all.',
      'name: This Month in Rust OSDev',
    ],
    [
      'check: { sections: off }',
      'unknown key; the nearest are "emptySection", "noEdition", "noIntroduction". docs/configuration.md of this-month-bot lists all.',
      'check: { allowedWords: [thru] }',
    ],
    [
      "phrases: { thankOne: 'Danke, {people}!' }",
      'unknown key; did you mean "thanksOne"?',
      "phrases: { thanks: 'Vielen Dank an {people}!' }",
    ],
    [
      'phrases: { zzzzzz: x }',
      'unknown key; the nearest are "lead", "leadOne", "thanks". docs/configuration.md of this-month-bot lists all.',
      "phrases: { thanks: 'Vielen Dank an {people}!' }",
    ],
    [
      'phrases: { thanks: 7 }',
      'must be a line of text, not the number 7.',
      "phrases: { thanks: 'Vielen Dank an {people}!' }",
    ],
    [
      'labels: { bug: [Fixes] }',
      'must be a line of text, not a list.',
      "labels: { enhancement: Features, bug: Fixes, '*': Other changes }",
    ],
    [
      'repositories: { a: { labels: { bug: 7 } } }',
      'must be a line of text, not the number 7.',
      'labels: { bug: Fixes }',
    ],
    ['group: crates', 'must be "repository" or "crate", not "crates".', 'group: crate'],
    [
      'exclude: about',
      'must be a list of repositories, not "about".',
      'exclude: [about, rust-osdev/playground]',
    ],
    ['name: 2020', 'must be a line of text, not the number 2020.', 'name: This Month in Rust OSDev'],
    ["name: ''", 'must be a line of text, not an empty text.', 'name: This Month in Rust OSDev'],
    ['hide: [bots]', 'must be a map of settings, not a list.', 'hide: { labels: [chore] }'],
  ])('%s: says "%s" and shows what is right', (text, message, example) => {
    expect(problemsOf(text)).toEqual([expect.objectContaining({ message, example })]);
  });

  it.each([
    ['organization: "@rust-osdev"', 'must be the login of an organization, without "@"'],
    ['period: weekly', 'must be "week", "fortnight", "month" or "quarter", not "weekly"'],
    ['begins: fryday', 'Did you mean "friday"?'],
    ['publish: first tusday', 'Did you mean "first tuesday"?'],
    ['publish: monday', 'Did you mean "last monday"?'],
    ['publish: day 0', 'must be a day such as "first monday", "last friday", "day 7" or "last day"'],
    ['publish: 7', 'must be a day such as "first monday" or "day 7", not the number 7'],
    ['publish: 2020-06-08', 'must be a day such as "first monday"'],
    ['call: { daysBefore: 0 }', 'must be a whole number from 1 to 30'],
    [
      'call: { daysBefore: 7, mention: ["@acme/editors"] }',
      'must be a login, or a team as "organization/team", without "@"',
    ],
    ['call: { daysBefore: 7, mention: [acme/editors/all] }', 'must be a login, or a team'],
    ['begins: Sundy', 'Did you mean "sunday"?'],
    ['begins: 2026-06-31', 'must be a weekday, or the first day of a fortnight as YYYY-MM-DD'],
    ['begins: 2026-02-30', '. There is no such day.'],
    ['timezone: CEST', 'is not a time zone of the IANA database. Use the name of a place, '],
    ['timezone: UTC+2', 'is not a time zone of the IANA database. Use the name of a place, '],
    ['timezone: Berln', '. Did you mean "Europe/Berlin"?'],
    ['begins: 2026-06', 'must be a weekday, or the first day of a fortnight as YYYY-MM-DD'],
    ['begins: 1', 'must be a weekday, or a day as YYYY-MM-DD, not the number 1'],
    ['timezone: Europe/Berln', 'Did you mean "Europe/Berlin"?'],
    ['timezone: Auckland', 'Did you mean "Pacific/Auckland"?'],
    ['timezone: new york', 'Did you mean "America/New_York"?'],
    ['timezone: "+02:00"', 'is not a time zone of the IANA database'],
    ['timezone: ../../etc/passwd', 'is not a time zone of the IANA database'],
    ['file: content/index.md', 'must contain a placeholder such as {month}'],
    [
      'file: "{week}/index.md"',
      'must not contain {week}. The placeholders are {period}, {month}, {year}, {mm}',
    ],
    ['file: "{{month}}.md"', 'must not contain {. The placeholders are'],
    ['file: "posts/{mm}.md"', 'could stand for the editions of two months. Add {period}, or {date}'],
    ['file: "posts/{year}/index.md"', 'could stand for the editions of two months'],
    ['{ period: week, file: "posts/{year}/{mm}.md" }', 'could stand for the editions of two weeks'],
    ['{ period: fortnight, file: "{year}/{mm}.md" }', 'could stand for the editions of two fortnights'],
    ['{ period: quarter, file: "{year}/index.md" }', 'could stand for the editions of two quarters'],
    [
      'file: "a/{year}/{mm}/{day}/b/index.md"',
      'must have at most three folders from the first placeholder on',
    ],
    ['file: "{month}/a/b/c/index.md"', 'must have at most three folders'],
    ['file: "a-{month}/a/b/c/d/index.md"', 'must have at most three folders'],
    ['{ period: week, file: "x/{period}/{year}/{mm}/{day}/i.md" }', 'must have at most three folders'],
    [
      'announce: { address: "https://acme.org/{year}/" }',
      'could stand for the editions of two months. Add {period}, or {date}',
    ],
    ['announce: { address: "https://acme.org/{monthName}" }', 'could stand for the editions of two months'],
    ['{ period: week, announce: { address: "https://acme.org/{year}/{mm}" } }', 'of two weeks'],
    ['{ period: quarter, announce: { address: "https://acme.org/{year}#{day}" } }', 'of two quarters'],
    ['file: /{month}.md', 'must neither begin nor end with "/"'],
    ['file: ../{month}.md', 'must not have empty parts, "." or ".."'],
    ["template: 'a\\b'", 'must separate folders with "/"'],
    ['branch: refs/heads/next', 'without "refs/heads/"'],
    ['branch: next month', 'must not have spaces'],
    ['branch: a..b', 'must not have "..",'],
    ['branch: next.lock', '".lock" at its end'],
    ['exclude: [a/b/c]', 'must be the name of a repository'],
    ['exclude: [".."]', 'must be the name of a repository'],
    ['exclude: [about, 5]', 'not the number 5'],
    ['credit: { optOut: ["@phil-opp"] }', 'must be a login, without "@", not "@phil-opp"'],
    ['hide: { paths: ["!src/**"] }', 'must not begin with "!"'],
    ['hide: { paths: ["/src"] }', 'must begin at the root'],
    ['hide: { paths: ["src/[ab].rs"] }', 'must not have brackets, braces or parentheses'],
    ['hide: { paths: ["**/*.{lock,toml}"] }', 'Write several globs instead'],
    ['hide: { paths: ["+(a|b)"] }', 'must not have brackets'],
    ['hide: { titles: ["("] }', 'is not a regular expression: missing closing )'],
    ['announce: { issue: "#7" }', 'must be the number of an issue in the newsletter\'s repository, not "#7"'],
    ['announce: { issue: 0 }', 'not the number 0'],
    ['announce: { issue: 7.5 }', 'not the number 7.5'],
    ['announce: { issue: 2147483648 }', 'not the number 2147483648'],
    [
      'announce: { address: 7 }',
      'must be an http or https address with a placeholder such as {month}, not the number 7',
    ],
    ['announce: { address: "https://acme.org/" }', 'must contain a placeholder such as {month}'],
    ['announce: { address: "https://acme.org/{week}/{month}" }', 'must not contain {week}'],
    ['announce: { address: "acme.org/{month}" }', 'must begin with "https://" or "http://"'],
    ['announce: { address: "javascript:alert(1)//{month}" }', 'must begin with "https://" or "http://"'],
    ['announce: { address: "https://acme.org/{month} @team" }', 'must not contain spaces, quotes, brackets'],
    ['announce: { address: "https://acme.org/{month}>" }', 'must not contain spaces, quotes, brackets'],
    ['announce: { address: "https://ac\\u202eme.org/{month}" }', 'letters beyond ASCII'],
    ['announce: { address: "https://:80:80/{month}" }', 'is not an address that a browser could open'],
    [
      'announce: { address: "https://ann:hunter2@acme.org/{month}" }',
      'must not contain a user or a password',
    ],
    ['repositories: { Acpi: {}, acpi: {} }', 'is the same repository as "Acpi"'],
    ['repositories: { __proto__: {} }', 'is not the name of a repository'],
    ['repositories: { acpi: { heading: "a\\nb" } }', 'must be a line of text, not "a\\u{a}b"'],
  ])('%s: is refused, %s', (text, message) => {
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  it.each([
    'organization: my_company',
    'announce: { issue: 2147483647, address: "HTTP://127.0.0.1:1111/a%20b/{month}.html?x=1&y=2#top" }',
    'branch: newsletter/next',
    'exclude: [.github, rust-osdev/about]',
    'hide: { authors: ["dependabot[bot]"], paths: ["**/*.lock", "src/?.rs", ".github/**"] }',
    'repositories: { rust-osdev.github.io: { hide: true }, phil-opp/blog_os: { group: crate } }',
  ])('is not seen in %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('a glance at a file that may have mistakes', () => {
  it.each([
    ['branch: upcoming\nhide: 7\n', 'upcoming', true],
    ['notes: false\nbranch: "..bad"\n', 'next', false],
    ['branch: [next\n', 'next', true],
    ['- a\n- b\n', 'next', true],
    ['just words', 'next', true],
    [null, 'next', true],
  ])('tells the branch, and whether people may ask for something: %j', (text, branch, notes) => {
    expect(draftBranchOf(text)).toBe(branch);
    expect(glanceAtConfig(text).notes).toBe(notes);
  });

  it('tells the lines of settings that are there', () => {
    const { lineOf } = glanceAtConfig('notes: true\n\ntemplate: a.md\n');
    expect([lineOf('template'), lineOf('branch'), lineOf('constructor')]).toEqual([3, null, null]);
  });
});
