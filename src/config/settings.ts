import { z } from 'zod';
import { PERIOD_KINDS } from '../newsletter/activity/period-names.js';
import { RULES } from '../newsletter/checks/check-edition.js';
import { SITES } from '../newsletter/document/site.js';
import { LINK_PARTS } from '../newsletter/edition/amendments.js';
import { formatConflict } from '../newsletter/edition/format.js';
import { group, listOf, named, type Setting, setting, settingsIn } from './setting.js';
import {
  BRANCH,
  EDITION_ADDRESS,
  EDITION_PATH,
  FEED_ADDRESS,
  FILE_PATH,
  FIRST_DAY,
  FOREIGN_REPOSITORIES,
  FOREIGN_REPOSITORY,
  formatOfKind,
  GLOBS,
  HEADINGS,
  HOSTS,
  ISSUE,
  LABELS,
  LANGUAGE,
  LINE_OF_TEXT,
  LOGINS,
  MARKDOWN,
  MENTIONS,
  ORGANIZATION,
  oneOf,
  PHRASES,
  PLANNED_DAY,
  REGULAR_EXPRESSIONS,
  REPOSITORIES,
  RULE_LEVEL,
  RULE_LEVEL_OR_SWITCH,
  SEARCH_WORDS,
  SEPARATOR,
  TIME_ZONE,
  TITLE_PATTERN,
  WORDS,
  wholeNumber,
  YES_OR_NO,
} from './value-kinds.js';

/** How the entries of a repository are grouped: one section for the repository, or one for each of its crates. */
const grouping = oneOf('repository', 'crate');

/** By what the entries of a section are grouped. */
const groupWithin = oneOf('learned', 'none', 'label', 'prefix', 'branch', 'person');

/** What becomes of commits that belong to no pull request; `learned` from the earlier editions. */
const directCommits = oneOf('learned', 'show', 'hide', 'ignore');

const { typos: _, ...otherRules } = RULES;

/** The levels of the check run's rules, by the keys of these. */
const ruleLevels = Object.fromEntries(
  Object.entries(otherRules).map(([key, rule]) => [key, ruleLevel(rule)]),
) as Readonly<Record<keyof typeof otherRules, ReturnType<typeof ruleLevel>>>;

function ruleLevel({ title, level }: (typeof RULES)[keyof typeof RULES]) {
  return setting(RULE_LEVEL, null, {
    default: `"${level}"`,
    example: level,
    description: `The level of the rule "${title}", or "off".`,
  });
}

/** What is particular to one repository; `null`: as in the newsletter, or as in the earlier editions. */
export const repositorySchema = group(
  {
    group: setting(grouping, null, {
      default: 'as `group` above',
      example: 'crate',
      description: 'One section for this repository, or one for each crate of it.',
    }),
    groupWithin: setting(groupWithin, null, {
      default: 'as `groupWithin` above',
      example: 'label',
      description: 'By what the entries of its section are grouped.',
    }),
    labels: setting(HEADINGS, null, {
      default: 'as `labels` above',
      example: '{ bug: Fixes }',
      description: 'The headings of these groups.',
    }),
    heading: setting(LINE_OF_TEXT, null, {
      default: 'as in the earlier editions',
      example: 'uefi',
      description: 'The name shown at the head of its section.',
    }),
    maintainers: setting(LOGINS, null, {
      default: 'as in the earlier editions',
      example: '[GabrielMajeri, nicholasbishop]',
      description: 'Its maintainers, who are named in its section and not thanked there. `[]`: nobody.',
    }),
    introduction: setting(MARKDOWN, null, {
      default: 'as in the earlier editions',
      example: "'Rust wrapper for UEFI.'",
      description: 'What its section says before the list.',
    }),
    directCommits: setting(directCommits, null, {
      default: 'as `directCommits` above',
      example: 'show',
      description: 'What becomes of its commits without a pull request.',
    }),
    hide: setting(YES_OR_NO, null, {
      default: '`false`',
      example: 'false',
      description: 'Leave the whole repository out.',
    }),
  },
  {
    example: '{ group: crate }',
    description:
      'A repository, as `name` or `owner/name`; the longer form goes first. Letter case does not matter. A fork of the organization is collected if it stands here, unless it is hidden; of forks only pull requests are listed.',
  },
);

/** Each of them is looked through in every run. */
const MOST_SOURCES = 20;

/** What is wrong with an element of `sources` as a whole. */
function sourceProblem(source: {
  readonly feed: string | null;
  readonly repository: string | null;
  readonly releases: boolean;
  readonly labels: readonly unknown[];
  readonly paths: readonly unknown[];
  readonly search: string | null;
}) {
  const { feed, repository, releases, labels, paths, search } = source;
  const narrowing = [
    ...(labels.length > 0 ? ['labels'] : []),
    ...(paths.length > 0 ? ['paths'] : []),
    ...(search === null ? [] : ['search']),
  ];
  const [key] = [...(releases ? ['releases'] : []), ...narrowing];
  if (feed !== null && repository !== null) {
    return {
      key: 'repository',
      message: 'cannot stand beside `feed`: these are two sources. Write two elements.',
    };
  }
  if (feed === null && repository === null) {
    return { key: 'feed', message: 'is missing, and so is `repository`: each element names one of them.' };
  }
  if (feed !== null && key !== undefined) {
    return { key, message: 'goes with `repository`. A feed knows `title` and `part`.' };
  }
  const [narrowed] = narrowing;
  return releases && narrowed !== undefined
    ? { key: narrowed, message: 'goes with pull requests, not with `releases`.' }
    : null;
}

/**
 * The settings of a `newsletter.yml`, in the order of docs/configuration.md. The types, the problems of a file, the
 * documents and schema.json are made from it: `npm run reference` writes those anew. A key without a value is as good as
 * absent.
 */
export const fileSchema = z.strictObject({
  organization: setting(ORGANIZATION, null, {
    default: "the newsletter's owner",
    example: 'rust-osdev',
    description: 'The organization whose repositories are collected.',
  }),
  name: setting(LINE_OF_TEXT, null, {
    default: 'as in the earlier editions',
    example: 'This Month in Rust OSDev',
    description: 'The name of the newsletter, as in its titles.',
  }),
  file: setting(EDITION_PATH, null, {
    default:
      'where the site has its posts: `_posts/{date}-newsletter.md` for Jekyll, `docs/blog/posts/newsletter-{month}.md` for MkDocs, `blog/{date}-newsletter.md` for Docusaurus, `src/content/blog/newsletter-{month}.md` for Astro, else `content/this-month/{month}/index.md`',
    example: 'content/this-month/{month}/index.md',
    description:
      'The path of an edition. `{period}`, or `{month}`, stands for what its period is called, such as `2020-05` or `2026-W26`; `{year}`, `{mm}`, `{monthName}` (`may`) and `{day}` for parts of its first day; `{number}` for a number that counts up; `{date}` for the day of publication, planned for the day after the period, and `{dateYear}`, `{dateMonth}` and `{dateDay}` for its parts. The path must tell the editions apart. A file keeps its name when the day of publication changes. Other posts may be in the same folder.',
  }),
  period: setting(oneOf(...PERIOD_KINDS), 'month', {
    example: 'week',
    description:
      'The time that one edition tells of. A month is called like `2020-05`, a quarter `2026-Q2`, a week that begins on a Monday `2026-W26`, any other week and a fortnight by its first day, `2026-06-19`. In the first days of a period (ten of a month, two of a week) the first edition of all tells of the period before.',
  }),
  begins: setting(FIRST_DAY, 'monday', {
    example: 'friday',
    description:
      'The day on which weeks and fortnights begin. Fortnights are counted from 5 January 1970. If yours begin in the other weeks, give the first day of one of them, such as `2026-06-19`.',
  }),
  timezone: setting(TIME_ZONE, 'UTC', {
    example: 'Europe/Berlin',
    description:
      'The time zone in which periods begin, at midnight: a name of the [IANA database](https://www.iana.org/time-zones). Daylight saving is taken into account.',
  }),
  language: setting(LANGUAGE, 'en', {
    example: 'de',
    description:
      'The language of the editions, for the names of months and days and for lists of names. `check-config` lists the phrases that are still in English. Comments and descriptions of the bot stay in English.',
  }),
  phrases: setting(
    PHRASES,
    {},
    {
      default: 'in English',
      example: "{ thanks: 'Vielen Dank an {people}!' }",
      description:
        'What the bot says in an edition. docs/languages.md has all phrases, with German and French ones.',
    },
  ),
  site: setting(oneOf(...SITES), null, {
    default: "as the newsletter's repository tells, else `zola`",
    example: 'jekyll',
    description:
      "What makes pages of the editions: what must not stand in their text, how entries are hidden, how the summary ends. The bot knows a site by its usual files in the repository's root, or in `docs/` or `website/`. `vuepress` is VitePress as well, `plain` any other reader of CommonMark, such as mdBook. Files that end in `.mdx` are MDX on any site.",
  }),
  publish: setting(PLANNED_DAY, null, {
    default: 'the day after the period',
    example: 'first monday',
    description:
      'The day on which an edition is to appear, in the period after its own: `first monday` (or `second`, `third`, `fourth`, `last`, and any weekday), `day 7` or `last day`. It stands in the front matter and in the description of the draft until an editor says another day by `/newsletter plan`.',
  }),
  branch: setting(BRANCH, 'next', { example: 'next', description: 'The branch that holds the draft.' }),
  template: setting(FILE_PATH, null, {
    default: 'as in the earlier editions',
    example: '.github/newsletter-template.md',
    description: "A file in the newsletter's repository to use as the frame of an edition.",
  }),
  include: setting(REPOSITORIES, [], {
    default: 'all repositories',
    example: '[widget, acme-*]',
    description:
      "The organization's repositories that are collected, by name or by a pattern with `*`. The newsletter's own is only collected if its name stands here. A fork is collected if its name, not a pattern, stands here; of forks only pull requests are listed.",
  }),
  exclude: setting(REPOSITORIES, ['rust-osdev/about'], {
    example: '[about, rust-osdev/playground]',
    description:
      "Repositories that are never collected, by name or by a pattern with `*`. The newsletter's own is not collected unless `include` names it; do not list it.",
  }),
  watch: setting(FOREIGN_REPOSITORIES, [], {
    example: '[phil-opp/blog_os]',
    description:
      'At most 100 public repositories outside of the organization, which get a section under Other Projects when something was merged there. A fork is collected if it stands here, also one of the organization; of forks only pull requests are listed. A repository of which two of the last six editions have a section with entries is watched without this setting, unless `exclude` has it.',
  }),
  branches: setting(oneOf('all', 'default'), null, {
    default: 'as described',
    example: 'all',
    description:
      'Which branches have entries. Without it, backports and feature branches come with the entry that they belong to, as docs/house-style.md tells. `all`: each pull request has an entry of its own, whichever branch it was merged into. `default`: what is only on other branches is not listed; the description of the draft names it.',
  }),
  group: setting(grouping, 'repository', {
    example: 'crate',
    description: 'One section for each repository, or one for each crate of it.',
  }),
  groupWithin: setting(groupWithin, 'learned', {
    example: 'label',
    description:
      'By what the entries of a section are grouped: by a label, by the prefix of the title (`feat:`), by the branch that they were merged into, or by their author. `learned`: in the first edition, and as long as the lists of a section of the last edition stand below the usual headings, lists of more than 25 entries are grouped by prefix or by label: by what more of the entries have, if at least half of them have it. What the draft has as one list stays one. This holds in English, and without a `format` for sections, entries or persons.',
  }),
  labels: setting(
    HEADINGS,
    {},
    {
      default: 'usual labels and prefixes',
      example: "{ enhancement: Features, bug: Fixes, '*': Other changes }",
      description:
        "The heading of each group by label, prefix or branch, in their order; the first that fits is an entry's. `'*'`: the heading of the rest, which comes last. Branches and authors need no headings.",
    },
  ),
  directCommits: setting(directCommits, 'learned', {
    example: 'show',
    description:
      "What becomes of commits on a default branch that belong to no pull request: listed, put into a comment, or left out. `learned`: put into a comment, or told in the draft pull request alone where of the repository's last four sections (before there are four, of those of all repositories) fewer than two list any. Those of bots, merges and chores always are left out.",
  }),
  publishedAs: setting(oneOf('learned', 'always', 'never'), 'learned', {
    example: 'always',
    description:
      'Whether an entry tells the first release that contains it: a tag that names a version, or a new version in the manifest of its crate. `learned`: if one of the last three editions does, and of its repository one of the last two sections; or if there is no edition yet.',
  }),
  order: setting(
    oneOf('learned', 'merge-time', 'number', 'merge-time-descending', 'number-descending'),
    'learned',
    {
      example: 'number',
      description:
        "The order of a section's entries. `learned`: by number if the lists of the last edition are, else by merge time. Without `-descending`, the latest or the highest number stands first only if it does so in the lists of the last edition.",
    },
  ),
  sectionOrder: setting(oneOf('learned', 'last-edition', 'name', 'entries'), 'learned', {
    example: 'name',
    description:
      'The order of the sections: as in the last edition, by name, or those first that show most entries. `learned`: what explains the order of the last edition with the fewest moves.',
  }),
  format: group(
    {
      section: setting(formatOfKind('section'), null, {
        default: 'as in the earlier editions',
        example: '"### [{heading}]({url})\\n\\n{entries}"',
        description:
          'A section. `{entries}` stands for its list. Its heading is one of Markdown, or in bold alone on its line. Without `{heading}`, all sections make one list. Also `{repository}`, `{nameWithOwner}`, `{count}`, `{people}`.',
      }),
      group: setting(formatOfKind('group'), null, {
        default: 'a heading one level below that of the section',
        example: '"#### {heading}\\n\\n{entries}"',
        description:
          'A group of entries, where `groupWithin` is set. Its heading is one of Markdown, below that of the section, or in bold alone on its line, `**{heading}**`. Also `{count}`.',
      }),
      entry: setting(formatOfKind('entry'), null, {
        default: '`- [{title}]({url})`',
        example: "'- [{title}]({url}) by [@{login}]({authorUrl})'",
        description:
          'An entry, on one line. Also `{number}`, `{repository}`, `{nameWithOwner}`, `{mergedAt}`, `{labels}`, `{release}`, `{people}`. Where `{login}`, `{authorUrl}`, `{labels}`, `{release}` or `{people}` has no value, the sentence or the parentheses with nothing but these are left out.',
      }),
      hidden: setting(formatOfKind('hidden'), null, {
        default: 'as `entry`',
        example: "'- [{title}]({url})'",
        description: 'A hidden entry, without the marks of the comment.',
      }),
      person: setting(formatOfKind('person'), null, {
        default: 'a line for each entry',
        example: "'- {login} created {entries}'",
        description:
          'A line for each person with all of their entries, which `separator` joins; `entry` then stands without its `- `. Also `{authorUrl}`, `{count}`.',
      }),
      contributors: setting(formatOfKind('contributors'), null, {
        default: '`{people}`',
        example: "'Thanks to {people}!'",
        description: 'What `{contributors}` and `{newcomers}` stand for in the template. Also `{count}`.',
      }),
      contributor: setting(formatOfKind('contributor'), null, {
        default: '`[@{login}]({url})`',
        example: "'- [@{login}]({url})'",
        description: 'A person among `{people}`.',
      }),
      separator: setting(SEPARATOR, null, {
        default: 'commas, and a line end between list items',
        example: "', '",
        description: 'What stands between people, and between the entries of a person.',
      }),
      lastSeparator: setting(SEPARATOR, null, {
        default: 'as `separator`',
        example: "', and '",
        description: 'What stands before the last of them.',
      }),
      credit: setting(oneOf('sentence', 'entry', 'list', 'none'), null, {
        default: 'as the format and the template name people',
        example: 'list',
        description:
          'How people are credited: by a sentence in each section, in each entry, by a list where the template has `{contributors}`, or not.',
      }),
    },
    {
      example: "{ entry: '* [{title}]({url})' }",
      description:
        'How sections, entries and people are written, with placeholders in braces; `\\{` is a brace. What is not set is as in the earlier editions. docs/formats.md has examples.',
    },
    formatConflict,
  ),
  lead: setting(LINE_OF_TEXT, null, {
    default: '`We merged the following PRs this month:`, or whatever the period is',
    example: "'The following changes were made this month:'",
    description:
      'The sentence above the list of a section that has none of its own from an earlier edition. Written for several entries; before one, "PRs", "changes" and the like stand in the singular, and before commits "PRs" are "changes".',
  }),
  notes: setting(YES_OR_NO, true, {
    example: 'false',
    description:
      'Whether people may change the edition by what they write on pull requests, as docs/commands.md tells. Commands of editors to the bot itself, such as `freeze`, always work.',
  }),
  images: setting(HOSTS, [], {
    example: '[user-images.githubusercontent.com]',
    description:
      'Hosts from which images may come in the sections that people write by command. Any other image of theirs is a link to it: who keeps an image can change it, and sees who reads the page. Images that editors put into the file are theirs.',
  }),
  fetchTitles: setting(YES_OR_NO, false, {
    example: 'true',
    description:
      'Whether a link that is offered without a title gets that of its page, which the bot reads for it before an editor approves it, from public servers only, and at most twenty pages a run.',
  }),
  invite: setting(oneOf('none', 'first-timers', 'shown'), 'none', {
    example: 'first-timers',
    description:
      'On whose merged pull requests the bot comments once, to invite to a note: nobody, those of first-time contributors, or all that the edition shows. Never those of bots, and at most five a run.',
  }),
  hide: group(
    {
      bots: setting(YES_OR_NO, true, { example: 'false', description: 'Hide what bots wrote.' }),
      learned: setting(YES_OR_NO, true, {
        example: 'false',
        description:
          "Hide kinds of changes (typos, lints, dependencies, merges, releases, CI, tests, documentation, Nix) of which the repository's sections in the last six editions hid two or more, and at least 75 %.",
      }),
      authors: setting(LOGINS, [], { example: '[octocat]', description: 'Hide what these people wrote.' }),
      titles: setting(REGULAR_EXPRESSIONS, [], {
        example: "['^chore\\b', '^bump .+ to \\d']",
        description:
          'Hide titles in which one of them matches; letter case does not matter. [RE2 syntax](https://github.com/google/re2/wiki/Syntax), without look-around and back-references, in single quotes; at most 200 characters, and 50 repetitions of anything.',
      }),
      paths: setting(GLOBS, [], {
        example: "['.github/**', '**/*.lock']",
        description:
          'Hide entries whose changed files all match one of them. `*` and `?` stay within a folder, `**` crosses folders, and names that begin with a dot are matched too.',
      }),
      labels: setting(LABELS, [], {
        example: '[chore]',
        description: 'Hide pull requests with one of these labels.',
      }),
    },
    {
      example: '{ labels: [chore] }',
      description: 'Entries that are put into a comment instead of the list. One rule that holds is enough.',
    },
  ),
  credit: group(
    {
      optOut: setting(LOGINS, [], {
        example: '[octocat]',
        description: 'People who do not want to be thanked.',
      }),
      openers: setting(YES_OR_NO, true, {
        example: 'false',
        description:
          'Whether people are thanked for pull requests that they opened though none of the commits is theirs.',
      }),
      order: setting(oneOf('account', 'name', 'appearance'), null, {
        default: 'by account below sections, by name in other lists',
        example: 'name',
        description:
          'The order in which people are named: the oldest account first, by login, or as their entries appear.',
      }),
    },
    { example: '{ optOut: [octocat] }', description: 'Who is thanked.' },
  ),
  bots: setting(LOGINS, [], {
    example: '[acme-deploy]',
    description:
      "Machines, which are neither thanked nor called first-time contributors, and whose work `hide.bots` hides. Apps, known machines and what is called like one (`acme-bot`, `acme-robot`, `acme-ci`) need not be listed. `x[bot]` means an App's bot alone.",
  }),
  people: setting(LOGINS, [], {
    example: '[ann-ci]',
    description: 'People, though their names or `bots` say otherwise.',
  }),
  check: group(
    {
      ...ruleLevels,
      typos: setting(RULE_LEVEL_OR_SWITCH, null, {
        default: `"${RULES.typos.level}"`,
        example: RULES.typos.level,
        description:
          'The level of the rule "Typo", for known misspellings of English words in what the bot wrote. "off" or false turns it off.',
      }),
      allowedWords: setting(WORDS, [], {
        example: '[thru, BARs]',
        description:
          'Words that are no typos here, in any letter case, or whole identifiers such as `BARs` or `pass_thru`, as they are written.',
      }),
    },
    {
      example: '{ allowedWords: [thru] }',
      description: 'What the check run looks for, as docs/checks.md tells.',
    },
  ),
  call: group(
    {
      daysBefore: setting(wholeNumber(1, 30), null, {
        default: 'no call',
        example: '7',
        description: 'How many days before the planned day of publication the call is written.',
      }),
      mention: setting(MENTIONS, [], {
        example: '[rust-osdev/newsletter, phil-opp]',
        description: 'Whom the call mentions, and so notifies: people and teams, without "@".',
      }),
      reminder: setting(YES_OR_NO, false, {
        example: 'true',
        description: 'Whether one more comment reminds on the day before. It mentions nobody.',
      }),
      pingAuthors: setting(YES_OR_NO, false, {
        example: 'true',
        description:
          'Whether those who signed a section of the last edition are mentioned too, instead of named only.',
      }),
    },
    {
      example: '{ daysBefore: 7 }',
      description:
        'A call for content: one comment on the draft with the planned day, how to take part, who wrote a section last time, and which crates have merged work without a story. There is one for each edition, and the bot keeps it up to date until that day. If somebody deletes it, or any other comment of the bot on the draft, no call follows.',
    },
  ),
  announce: group(
    {
      issue: setting(ISSUE, null, {
        default: 'no announcement',
        example: '7',
        description:
          'The issue that gets one comment for each edition, once its draft pull request was merged.',
      }),
      address: setting(EDITION_ADDRESS, null, {
        default: 'the file on GitHub',
        example: 'https://rust-osdev.com/this-month/{month}/',
        description:
          'Where an edition is read, with the placeholders of `file`. The announcement waits up to a day for this page to answer.',
      }),
    },
    { example: '{ issue: 7 }', description: 'Where it is told that an edition is published.' },
  ),
  sources: listOf(
    {
      feed: setting(FEED_ADDRESS, null, {
        default: 'none',
        example: 'https://example.org/feed.xml',
        description: 'A feed whose items are candidates: RSS, Atom, RDF or JSON Feed.',
      }),
      repository: setting(FOREIGN_REPOSITORY, null, {
        default: 'none',
        example: 'rust-lang/rust',
        description: 'A public repository whose merged pull requests are candidates.',
      }),
      releases: setting(YES_OR_NO, false, {
        example: 'true',
        description: 'The releases of the repository are candidates, not its pull requests.',
      }),
      labels: setting(LABELS, [], {
        example: '[O-bare-metal, A-allocators]',
        description: 'Only pull requests with one of these labels.',
      }),
      paths: setting(GLOBS, [], {
        example: "['library/alloc/**']",
        description: 'Only pull requests that change a file which matches one of them, as in `hide.paths`.',
      }),
      search: setting(SEARCH_WORDS, null, {
        default: 'none',
        example: "'no_std in:title'",
        description: "Only pull requests that GitHub's search finds with these words.",
      }),
      title: setting(TITLE_PATTERN, null, {
        default: 'none',
        example: "'\\b(kernel|no_std)\\b'",
        description: 'Only what has such a title, as in `hide.titles`.',
      }),
      part: setting(oneOf(...LINK_PARTS), 'news', {
        example: 'infra',
        description: 'The part of the edition that a candidate goes into.',
      }),
    },
    MOST_SOURCES,
    {
      example: `[${[
        "{ feed: https://example.org/feed.xml, title: '\\b(kernel|no_std)\\b', part: news }",
        '{ repository: rust-lang/rust, labels: [O-bare-metal, A-allocators] }',
        "{ repository: rust-lang/rust, paths: ['library/alloc/**'], search: 'no_std in:title' }",
        '{ repository: rust-embedded/embedded-hal, releases: true, part: infra }',
      ].join(', ')}]`,
      description:
        'Where the bot looks for candidates: what an editor may tick into the edition, in a comment on the draft. At most 20 feeds and repositories; [Candidates](#candidates) tells more. Needs `notes`.',
    },
    sourceProblem,
  ),
  repositories: named(repositorySchema, {
    example: '{ uefi-rs: { group: crate } }',
    description: 'What is particular to single repositories.',
  }),
});

/** All settings, each before those below it. */
export const settings: readonly Setting[] = settingsIn(fileSchema.shape);
