import { stringify } from 'yaml';
import { type EditionFiles, editionFiles } from '../newsletter/activity/edition-files.js';
import { isOwnedBy, isSameName } from '../newsletter/activity/names.js';
import { calendarOf, type Period } from '../newsletter/activity/period.js';
import { MONTH_NAMES, type PeriodKind } from '../newsletter/activity/period-names.js';
import { findFrontMatter } from '../newsletter/document/front-matter.js';
import { ENGLISH } from '../newsletter/document/language.js';
import { type Site, siteRules, usualFile } from '../newsletter/document/site.js';
import { firstSkeleton } from '../newsletter/edition/skeleton.js';
import { formOf } from '../newsletter/edition/template.js';
import { defaultConfig } from './newsletter-config.js';
import { type ReadShape, readShape, templateLike } from './read-shape.js';

/** Where the settings that are proposed have their template. */
export const TEMPLATE_PATH = '.github/newsletter-template.md';

/** The editions that a repository has, as far as the names of its files tell. */
export interface FoundEditions {
  /** Where they are, as the setting `file` says it. */
  readonly file: string;
  readonly period: PeriodKind;
  /** Oldest first. */
  readonly paths: readonly string[];
}

/** What a proposal is made from. */
export interface NewsletterTraces {
  /** `owner/name`; `null` where that is not known. */
  readonly newsletter: string | null;
  /** Whose newsletter it is; `null`: whose work the last editions list, else the owner's of the repository. */
  readonly organization: string | null;
  /** What it is called; `null`: as the editions say. */
  readonly name: string | null;
  readonly site: Site | null;
  readonly editions: FoundEditions | null;
  /** Texts of the last of them, oldest first, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Settings and a template for a newsletter. */
export interface Proposal {
  /** Text of `newsletter.yml`, with the reason of each line. */
  readonly config: string;
  /** `null`: it needs none. */
  readonly template: string | null;
  readonly organization: string;
  readonly period: PeriodKind;
}

/** A setting, and why it is proposed, a sentence. */
type Line = readonly [key: string, value: unknown, reason: string];

const MONTH = MONTH_NAMES.join('|').toLowerCase();
/** What in a path may say of which time an edition is, and the placeholder for it; the first that fits counts. */
const DATES: readonly (readonly [RegExp, string])[] = [
  [/(?<![\d-])\d{4}-\d\d-\d\d(?!\d|-\d)/, '{date}'],
  [/(?<![\d-])\d{4}-(?:W\d\d|Q[1-4])(?!\d|-\d)/, '{period}'],
  [/(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])(?!\d|-\d)/, '{month}'],
  [/(?<!\d)\d{4}\/(?:0[1-9]|1[0-2])(?=[/.-])/, '{year}/{mm}'],
  [new RegExp(`(?<![a-z])(?:${MONTH})-\\d{4}(?!\\d)`), '{monthName}-{year}'],
];
/** A number that may count the editions. */
const NUMBER = /(?<=[a-z][-_ ]?)\d{1,4}(?=(?:\/index)?\.mdx?$)/;
const NAME_OF_NEWSLETTER =
  /newsletter|this[-_ ]?(?:month|week|quarter)|monthly|weekly|digest|issue|edition|round-?up/i;

/** Finds the editions among the files of a repository: most files with a time in their path that are otherwise called alike. */
export function findEditions(paths: readonly string[]): FoundEditions | null {
  const found = new Map<string, string[]>();
  for (const path of paths.filter((each) => /\.mdx?$/.test(each))) {
    const file = patternOf(path);
    if (file !== null) found.set(file, [...(found.get(file) ?? []), path]);
  }
  const isNewsletter = (file: string) => Number(NAME_OF_NEWSLETTER.test(file));
  const [most] = [...found]
    .filter(([file, { length }]) => length > 1 || file === usualFile('zola'))
    .sort(
      ([left, its], [right, others]) =>
        isNewsletter(right) - isNewsletter(left) || others.length - its.length,
    );
  if (most === undefined) return null;
  const [file, own] = most;
  const sorted = own.toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }));
  const isFirstDay = file.includes('{date}') && own.every((path) => /\d{4}-\d\d-01(?!\d)/.test(path));
  return {
    file: isFirstDay ? file.replace('{date}', '{month}-01') : file,
    period: periodOf(sorted),
    paths: sorted,
  };
}

function patternOf(path: string): string | null {
  const [form, placeholder] = DATES.find(([pattern]) => pattern.test(path)) ?? [];
  const dated = form === undefined || placeholder === undefined ? path : path.replace(form, placeholder);
  const file = dated.replace(NUMBER, '{number}');
  if (file === path) return null;
  // A day alone is called like any post, and a number alone like any file.
  const words = file.replace(/\{\w+\}|\.mdx?$/g, '');
  const name = words.slice(words.lastIndexOf('/') + 1);
  if (dated === path) return NAME_OF_NEWSLETTER.test(path) ? file : null;
  return placeholder === '{date}' && !/[a-z]/i.test(name) ? null : file;
}

/** By the time between most editions; months where their names do not tell days. */
function periodOf(paths: readonly string[]): PeriodKind {
  if (paths.some((path) => /\d{4}-W\d\d/.test(path))) return 'week';
  if (paths.some((path) => /\d{4}-Q\d/.test(path))) return 'quarter';
  const days = paths.flatMap((path) => {
    const day = Date.parse(/\d{4}-\d\d-\d\d/.exec(path)?.[0] ?? '') / 86_400_000;
    return Number.isNaN(day) ? [] : [day];
  });
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day));
  const usual = gaps.toSorted((left, right) => left - right)[Math.floor(gaps.length / 2)] ?? 30;
  if (usual <= 10) return 'week';
  if (usual <= 20) return 'fortnight';
  return usual <= 50 ? 'month' : 'quarter';
}

/** Proposes settings and, where the editions are in another form than the house's, a template that makes such editions. */
export function proposeSettings(traces: NewsletterTraces, now: Date): Proposal {
  const { newsletter, site, editions } = traces;
  const shape = editions === null ? null : shapeOf(editions, traces.texts);
  const owner = newsletter?.split('/')[0] ?? null;
  const organization = traces.organization ?? shape?.owner ?? owner ?? 'owner';
  const lines: Line[] = [
    ['organization', organization, whyOrganization(traces, shape)],
    ...(site === null
      ? []
      : [['site', site, 'The files of the repository are those of such a site.'] as const]),
  ];
  if (editions === null) return firstProposal(traces, organization, lines, now);
  const count = `${editions.paths.length} ${editions.paths.length === 1 ? 'file is' : 'files are'}`;
  lines.push(['file', editions.file, `${count} called like this.`]);
  if (traces.name !== null) lines.push(['name', traces.name, 'As you said.']);
  if (editions.period !== 'month')
    lines.push(['period', editions.period, 'Most editions are that far from each other.']);
  if (shape === null)
    return { config: printed(lines), template: null, organization, period: editions.period };
  lines.push(
    ['template', TEMPLATE_PATH, 'The frame of the last edition.'],
    ...linesOf(shape, traces, organization),
  );
  const latest = [...traces.texts].map(([path, text]) => ({ text, period: files(editions).periodAt(path) }));
  const template = templateLike(shape, latest);
  return { config: printed(lines), template, organization, period: editions.period };
}

function whyOrganization({ organization, newsletter }: NewsletterTraces, shape: ReadShape | null): string {
  if (organization !== null) return 'As you said.';
  if (shape !== null) return 'The last edition lists its pull requests.';
  return `The owner of ${newsletter ?? 'the repository'}. In a fork, write the organization of the newsletter.`;
}

/** How the latest edition is marked up; `null`: in the house's form, from which all is learned, or without any entry. */
function shapeOf({ paths }: FoundEditions, texts: ReadonlyMap<string, string>): ReadShape | null {
  const latest = texts.get(paths.at(-1) ?? '');
  return latest === undefined ? null : readShape(latest);
}

function files({ file, period }: FoundEditions): EditionFiles {
  return editionFiles(file, calendarOf({ period, begins: 'monday', timezone: 'UTC' }));
}

function linesOf(shape: ReadShape, { newsletter }: NewsletterTraces, organization: string): readonly Line[] {
  const { format, repositories, headings, order, isByName, listsBots, listsCommits } = shape;
  const names = repositories.map((name) =>
    isOwnedBy(name, organization) ? (name.split('/')[1] ?? name) : name,
  );
  const own = repositories.find((name) => newsletter !== null && isSameName(name, newsletter));
  const [only, ...others] = names;
  const lines: (Line | null)[] = [
    only !== undefined && others.length === 0
      ? ['include', [only], 'The last edition lists no other repository.']
      : null,
    own !== undefined && others.length > 0
      ? [
          'include',
          ['*', own.split('/')[1] ?? own],
          "The last edition lists the newsletter's own repository, too.",
        ]
      : null,
    listsCommits
      ? null
      : ['directCommits', 'ignore', 'The last edition lists no commits without a pull request.'],
    listsBots ? ['hide', { bots: false }, 'The last edition lists what bots wrote.'] : null,
    order === null ? null : ['order', order, 'The lists of the last edition are in this order.'],
    isByName ? ['sectionOrder', 'name', 'The sections of the last edition are in this order.'] : null,
    shape.isGrouped
      ? ['groupWithin', 'label', 'The last edition has groups. Write their headings by label under "labels".']
      : null,
    ['format', format, 'How the last edition writes sections, entries and people.'],
    headings.size === 0
      ? null
      : [
          'repositories',
          Object.fromEntries([...headings].map(([name, heading]) => [name, { heading }])),
          'What their sections are called.',
        ],
  ];
  return lines.filter((line) => line !== null);
}

/** For a newsletter without any edition. */
function firstProposal(
  { name: given, site }: NewsletterTraces,
  organization: string,
  lines: readonly Line[],
  now: Date,
): Proposal {
  const name = given ?? `This Month at ${organization}`;
  const file = usualFile(site ?? 'zola');
  const template = firstTemplate(name, organization, site ?? 'zola', now);
  return {
    config: printed([
      ...lines,
      ['name', name, given === null ? 'The organization with a usual beginning.' : 'As you said.'],
      ...(site === null ? [] : [['file', file, 'Where such a site has its posts.'] as const]),
      ['template', TEMPLATE_PATH, 'The frame of an edition, for you to change.'],
    ]),
    template,
    organization,
    period: 'month',
  };
}

/** The frame that an organization's first edition has without a template. */
function firstTemplate(name: string, organization: string, site: Site, now: Date): string {
  const period: Period = calendarOf({ period: 'month', begins: 'monday', timezone: 'UTC' }).of(now);
  const form = formOf(defaultConfig('owner/name').format, null, siteRules(site, usualFile(site)), ENGLISH);
  const { frontMatter, opening, parts } = firstSkeleton(form, name, organization, period);
  const texts = parts.map(({ heading, body, isProjects }) =>
    [heading, body, ...(isProjects ? ['{sections}'] : [])].join('\n\n'),
  );
  const text = [frontMatter, opening, ...texts].filter((each) => each !== '').join('\n\n');
  const end = findFrontMatter(text)?.frontMatter.length ?? 0;
  const front = text.slice(0, end).replaceAll(period.plannedDay, '{date}');
  return `${front}${text.slice(end)}\n`.replaceAll(period.name, '{month}');
}

function printed(lines: readonly Line[]): string {
  const settings = lines.map(
    ([key, value, reason]) => `# ${reason}\n${stringify({ [key]: value }, { lineWidth: 0 })}`,
  );
  return `# The settings of the newsletter. docs/configuration.md of this-month-bot explains all keys; each may be left out.
# To see every mistake at once: this-month-bot check-config .github/newsletter.yml

${settings.join('\n')}
# Repositories that are never collected:
# exclude: [about]
# Public repositories of others, which get a section when something was merged there:
# watch: [owner/name]
# Where an edition is announced once it is published:
# announce: { issue: 1 }
`;
}
