/** A key of `newsletter.yml`, as the reference in docs/configuration.md and the problems of a file describe it. */
export interface Setting {
  /** `<name>` stands for the name of a repository. */
  readonly key: string;
  /** Completes "must be …". */
  readonly type: string;
  /** The same for an element of a list. */
  readonly item?: string;
  /** YAML in backticks, or words. */
  readonly default: string;
  /** One line of YAML that sets it. */
  readonly example: string;
  readonly description: string;
}

const LOGINS = { type: 'a list of logins', item: 'a login, without "@"' };

/** All keys, in the order of the reference. */
export const settings: readonly Setting[] = [
  {
    key: 'organization',
    type: 'the login of an organization, without "@"',
    default: "the newsletter's owner",
    example: 'organization: rust-osdev',
    description: 'The organization whose repositories are collected.',
  },
  {
    key: 'name',
    type: 'a line of text',
    default: 'as in the earlier editions',
    example: 'name: This Month in Rust OSDev',
    description: 'The name of the newsletter, as in its titles.',
  },
  {
    key: 'file',
    type: 'a path with {month}',
    default: '`content/this-month/{month}/index.md`',
    example: 'file: content/this-month/{month}/index.md',
    description:
      'The path of an edition. `{month}` stands for its month, such as 2020-05, and must be there once. Not of MDX (`.mdx`), which knows no HTML comments, where hidden entries are kept.',
  },
  {
    key: 'branch',
    type: 'the name of a branch',
    default: '`next`',
    example: 'branch: next',
    description: 'The branch that holds the draft.',
  },
  {
    key: 'template',
    type: 'the path of a file',
    default: 'as in the earlier editions',
    example: 'template: .github/newsletter-template.md',
    description: "A file in the newsletter's repository to use as the frame of an edition.",
  },
  {
    key: 'exclude',
    type: 'a list of repositories',
    item: 'the name of a repository, as "name" or "owner/name"',
    default: '`[about]`',
    example: 'exclude: [about, rust-osdev/playground]',
    description: "Repositories that are never collected. The newsletter's own never is; do not list it.",
  },
  {
    key: 'watch',
    type: 'a list of repositories of others',
    item: 'the full name of a repository, as "owner/name"',
    default: '`[]`',
    example: 'watch: [phil-opp/blog_os]',
    description:
      'Public repositories outside of the organization, which get a section under Other Projects when something was merged there.',
  },
  {
    key: 'group',
    type: '"repository" or "crate"',
    default: '`repository`',
    example: 'group: crate',
    description: 'One section for each repository, or one for each crate of it.',
  },
  {
    key: 'directCommits',
    type: '"learned", "show", "hide" or "ignore"',
    default: '`learned`',
    example: 'directCommits: show',
    description:
      "What becomes of commits on a default branch that belong to no pull request: listed, put into a comment, or left out. `learned`: put into a comment, or told in the draft pull request alone where the repository's last four sections (before there are four, those of all repositories) list none. Those of bots, merges and chores always are left out.",
  },
  {
    key: 'publishedAs',
    type: '"learned", "always" or "never"',
    default: '`learned`',
    example: 'publishedAs: always',
    description:
      'Whether an entry tells the first release that contains it: a tag that names a version, or a new version in the manifest of its crate. `learned`: if one of the last three editions does, and of its repository one of the last two sections; or if there is no edition yet.',
  },
  {
    key: 'order',
    type: '"learned", "merge-time" or "number"',
    default: '`learned`',
    example: 'order: number',
    description:
      "The order of a section's entries. `learned`: as the last editions have it, by merge time where they do not tell.",
  },
  {
    key: 'lead',
    type: 'a line of text',
    default: "`'We merged the following PRs this month:'`",
    example: "lead: 'The following changes were made this month:'",
    description:
      'The sentence above the list of a section that has none of its own from an earlier edition. Written for several entries; before one, "PRs", "changes" and the like stand in the singular.',
  },
  {
    key: 'notes',
    type: 'true or false',
    default: '`true`',
    example: 'notes: false',
    description:
      'Whether people may change the edition by what they write on pull requests, as docs/commands.md tells. Commands of editors to the bot itself, such as `freeze`, always work.',
  },
  {
    key: 'images',
    type: 'a list of hosts',
    item: 'the name of a host, without "https://" and without a path',
    default: '`[]`',
    example: 'images: [user-images.githubusercontent.com]',
    description:
      'Hosts from which images may come in the sections that people write by command. Any other image of theirs is a link to it: who keeps an image can change it, and sees who reads the page. Images that editors put into the file are theirs.',
  },
  {
    key: 'fetchTitles',
    type: 'true or false',
    default: '`false`',
    example: 'fetchTitles: true',
    description:
      'Whether a link that is offered without a title gets that of its page, which the bot reads for it before an editor approves it, from public servers only, and at most twenty pages a run.',
  },
  {
    key: 'invite',
    type: '"none", "first-timers" or "shown"',
    default: '`none`',
    example: 'invite: first-timers',
    description:
      'On whose merged pull requests the bot comments once, to invite to a note: nobody, those of first-time contributors, or all that the edition shows. Never those of bots, and at most five a run.',
  },
  {
    key: 'hide',
    type: 'a map of settings',
    default: 'see below',
    example: 'hide: { labels: [chore] }',
    description: 'Entries that are put into a comment instead of the list. One rule that holds is enough.',
  },
  {
    key: 'hide.bots',
    type: 'true or false',
    default: '`true`',
    example: 'bots: false',
    description: 'Hide what bots wrote.',
  },
  {
    key: 'hide.learned',
    type: 'true or false',
    default: '`true`',
    example: 'learned: false',
    description:
      'Hide kinds of entries, such as "ci: …", of which the last twelve editions hid three or more in the repository\'s section and showed none.',
  },
  {
    key: 'hide.authors',
    ...LOGINS,
    default: '`[]`',
    example: 'authors: [octocat]',
    description: 'Hide what these people wrote.',
  },
  {
    key: 'hide.titles',
    type: 'a list of regular expressions',
    item: 'a regular expression',
    default: '`[]`',
    example: "titles: ['^chore\\b', '^bump .+ to \\d']",
    description:
      'Hide titles in which one of them matches; letter case does not matter. [RE2 syntax](https://github.com/google/re2/wiki/Syntax), without look-around and back-references, in single quotes; at most 200 characters, and 50 repetitions of anything.',
  },
  {
    key: 'hide.paths',
    type: 'a list of globs',
    item: 'a glob',
    default: '`[]`',
    example: "paths: ['.github/**', '**/*.lock']",
    description:
      'Hide entries whose changed files all match one of them. `*` and `?` stay within a folder, `**` crosses folders, and names that begin with a dot are matched too.',
  },
  {
    key: 'hide.labels',
    type: 'a list of labels',
    item: 'the name of a label',
    default: '`[]`',
    example: 'labels: [chore]',
    description: 'Hide pull requests with one of these labels.',
  },
  {
    key: 'credit',
    type: 'a map of settings',
    default: 'see below',
    example: 'credit: { optOut: [octocat] }',
    description: 'Who is thanked.',
  },
  {
    key: 'credit.optOut',
    ...LOGINS,
    default: '`[]`',
    example: 'optOut: [octocat]',
    description: 'People who do not want to be thanked.',
  },
  {
    key: 'check',
    type: 'a map of settings',
    default: 'see below',
    example: 'check: { allowedWords: [thru] }',
    description: 'What the check run looks for, as docs/checks.md tells.',
  },
  {
    key: 'check.typos',
    type: 'true or false',
    default: '`true`',
    example: 'typos: false',
    description: 'Whether it notes known misspellings of English words in what the bot writes.',
  },
  {
    key: 'check.allowedWords',
    type: 'a list of words',
    item: 'a word, without spaces',
    default: '`[]`',
    example: 'allowedWords: [thru, BARs]',
    description:
      'Words that are no typos here, in any letter case, or whole identifiers such as `BARs` or `pass_thru`, as they are written.',
  },
  {
    key: 'announce',
    type: 'a map of settings',
    default: 'see below',
    example: 'announce: { issue: 7 }',
    description: 'Where it is told that an edition is published.',
  },
  {
    key: 'announce.issue',
    type: "the number of an issue in the newsletter's repository",
    default: 'no announcement',
    example: 'issue: 7',
    description: 'The issue that gets one comment for each edition, once its draft pull request was merged.',
  },
  {
    key: 'announce.address',
    type: 'an http or https address with {month}',
    default: 'the file on GitHub',
    example: 'address: https://rust-osdev.com/this-month/{month}/',
    description:
      'Where an edition is read. `{month}` stands for its month, such as 2020-05, and must be there once. The announcement waits up to a day for this page to answer.',
  },
  {
    key: 'repositories',
    type: 'a map with the names of repositories as keys',
    default: '`{}`',
    example: 'repositories: { uefi-rs: { group: crate } }',
    description: 'What is particular to single repositories.',
  },
  {
    key: 'repositories.<name>',
    type: 'a map of settings',
    default: 'see below',
    example: 'uefi-rs: { group: crate }',
    description:
      'A repository, as `name` or `owner/name`; the longer form goes first. Letter case does not matter.',
  },
  {
    key: 'repositories.<name>.group',
    type: '"repository" or "crate"',
    default: 'as `group` above',
    example: 'group: crate',
    description: 'One section for this repository, or one for each crate of it.',
  },
  {
    key: 'repositories.<name>.heading',
    type: 'a line of text',
    default: 'as in the earlier editions',
    example: 'heading: uefi',
    description: 'The name shown at the head of its section.',
  },
  {
    key: 'repositories.<name>.maintainers',
    ...LOGINS,
    default: 'as in the earlier editions',
    example: 'maintainers: [GabrielMajeri, nicholasbishop]',
    description: 'Its maintainers, who are named in its section and not thanked there. `[]`: nobody.',
  },
  {
    key: 'repositories.<name>.introduction',
    type: 'a text in Markdown',
    default: 'as in the earlier editions',
    example: "introduction: 'Rust wrapper for UEFI.'",
    description: 'What its section says before the list.',
  },
  {
    key: 'repositories.<name>.directCommits',
    type: '"learned", "show", "hide" or "ignore"',
    default: 'as `directCommits` above',
    example: 'directCommits: show',
    description: 'What becomes of its commits without a pull request.',
  },
  {
    key: 'repositories.<name>.hide',
    type: 'true or false',
    default: '`false`',
    example: 'hide: true',
    description: 'Leave the whole repository out.',
  },
];
