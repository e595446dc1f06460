import { stringify } from 'yaml';
import { type EditionFiles, editionFiles } from '../newsletter/activity/edition-files.js';
import { isOwnedBy, isSameName } from '../newsletter/activity/names.js';
import { type Calendar, calendarOf, MONTHS } from '../newsletter/activity/period.js';
import { ENGLISH_WORDS } from '../newsletter/activity/period-names.js';
import { findFrontMatter, readFrontMatter } from '../newsletter/document/front-matter.js';
import { ENGLISH } from '../newsletter/document/language.js';
import { type Site, siteRules, usualFile } from '../newsletter/document/site.js';
import { firstSkeleton } from '../newsletter/edition/skeleton.js';
import { formOf } from '../newsletter/edition/template.js';
import { OTHER_CHANGES } from '../newsletter/house-style/edition-settings.js';
import { dayOf, type FoundEditions, languageIn, periodIn, placeOf } from './find-editions.js';
import { defaultConfig } from './newsletter-config.js';
import { type LatestEdition, templateLike } from './propose-template.js';
import { type ReadShape, readShape } from './read-shape.js';

/** Where the settings that are proposed have their template. */
export const TEMPLATE_PATH = '.github/newsletter-template.md';

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
  /** The periods of the newsletter. */
  readonly calendar: Calendar;
}

/** A setting, and why it is proposed, a sentence. */
type Line = readonly [key: string, value: unknown, reason: string];

/** Proposes settings and, where the editions are in another form than the house's, a template that makes such editions. */
export function proposeSettings(traces: NewsletterTraces, now: Date): Proposal {
  const { newsletter, site, editions } = traces;
  const shape = editions === null ? null : shapeOf(editions, traces);
  const owner = newsletter?.split('/')[0] ?? null;
  const organization = traces.organization ?? shape?.owner ?? owner ?? 'owner';
  const lines: Line[] = [
    ['organization', organization, whyOrganization(traces, shape)],
    ...(site === null
      ? []
      : [['site', site, 'The files of the repository are those of such a site.'] as const]),
  ];
  if (editions === null) return firstProposal(traces, organization, lines, now);
  const { paths } = editions;
  const { period, begins } = periodIn(editions, traces.texts);
  const language = languageIn(editions, traces.texts);
  const calendar = calendarOf({ period, begins, timezone: 'UTC', words: { ...ENGLISH_WORDS, language } });
  const file = placeOf(editions, traces.texts, calendar);
  lines.push([
    'file',
    file,
    `${paths.length} ${paths.length === 1 ? 'file is' : 'files are'} called like this.`,
  ]);
  if (traces.name !== null) lines.push(['name', traces.name, 'As you said.']);
  if (period !== 'month') lines.push(['period', period, 'Most editions are this far apart.']);
  if (begins !== 'monday')
    lines.push([
      'begins',
      begins,
      'Most editions appear on this day, so their periods are taken to end the day before.',
    ]);
  if (language !== 'en')
    lines.push([
      'language',
      language,
      'The editions name months in this language. docs/languages.md has phrases to set.',
    ]);
  if (shape === null) return { config: printed(lines), template: null, organization, calendar };
  lines.push(
    ['template', TEMPLATE_PATH, 'The frame of the last edition.'],
    ...linesOf(shape, traces, organization, language),
  );
  const template = templateLike(
    shape,
    latestOf(editionFiles(file, calendar), traces.texts, paths),
    newsletter,
  );
  return { config: printed(lines), template, organization, calendar };
}

/** The editions that were read, with what their paths and their dates tell of them. */
function latestOf(
  files: EditionFiles,
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): readonly LatestEdition[] {
  const read = [...texts].map(([path, text]) => ({ path, text }));
  const dated = files.periodsOf(read, ({ text }) => {
    const { date } = readFrontMatter(findFrontMatter(text)?.frontMatter ?? '');
    return date === null ? null : dayOf(date);
  });
  const known = files.knowing(dated);
  return read.map(({ path, text }) => {
    const period = dated.find((each) => each.path === path)?.period ?? null;
    const number = period === null ? null : known.numberOf(period);
    return { text, period, number: number === null ? null : String(number), place: paths.indexOf(path) + 1 };
  });
}

function whyOrganization({ organization, newsletter }: NewsletterTraces, shape: ReadShape | null): string {
  if (organization !== null) return 'As you said.';
  if (shape !== null) return 'The last edition lists its pull requests.';
  return `The owner of ${newsletter ?? 'the repository'}. In a fork, write the organization of the newsletter.`;
}

/** How the latest edition is marked up; `null`: in the house's form, from which all is learned, or without any entry. */
function shapeOf({ paths }: FoundEditions, { texts, newsletter }: NewsletterTraces): ReadShape | null {
  const latest = texts.get(paths.at(-1) ?? '');
  return latest === undefined ? null : readShape(latest, newsletter);
}

function linesOf(
  shape: ReadShape,
  { newsletter }: NewsletterTraces,
  organization: string,
  language: string,
): readonly Line[] {
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
    shape.groups === null ? null : ['groupWithin', shape.groups, 'The last edition has groups.'],
    shape.groups === 'prefix'
      ? ['labels', shape.prefixes, 'The prefixes of the titles in each group of the last edition.']
      : null,
    shape.groups === 'label'
      ? [
          'labels',
          labelsFor(shape.groupNames, language),
          'The groups of the last edition. Give each the label of your pull requests that belongs there.',
        ]
      : null,
    shape.peopleOrder === null
      ? null
      : ['credit', { order: shape.peopleOrder }, 'The last edition names people in this order.'],
    shape.thanks === null
      ? null
      : [
          'phrases',
          { thanks: shape.thanks, ...(shape.thanksOne === null ? {} : { thanksOne: shape.thanksOne }) },
          'The last edition thanks like this. "thanksOne" is for one person with one entry.',
        ],
    [
      'format',
      format,
      ['How the last edition writes sections, entries and people.', ...shape.changes].join(' '),
    ],
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

/** What usual labels are called in headings, by what these have in them. */
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/feature|enhance|\bnew\b|added|\bneu(?:e[ns]?|erungen)?\b|\bnouve/i, 'enhancement'],
  [/\bfix|\bbugs?\b|\bfehler|\bcorrect|\bbogues?\b/i, 'bug'],
  [/\bdo[ck]u?/i, 'documentation'],
  [/dependenc|abhängig|dépendance/i, 'dependencies'],
  [/other|else|misc|\brest\b|chore|sonstig|weitere|autre|divers/i, '*'],
];
/** What the rest is called that no label says, in the languages that phrases ship for. */
const OTHERS: Readonly<Record<string, string>> = { de: 'Weitere Änderungen', fr: 'Autres changements' };

/** Headings by label: the usual one for what they say, or what they say; one for the rest, too. */
function labelsFor(headings: readonly string[], language: string): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  for (const heading of headings) {
    const usual = LABELS.find(([words, label]) => words.test(heading) && !labels.has(label))?.[1];
    labels.set(usual ?? heading.toLowerCase(), heading);
  }
  if (!labels.has('*')) labels.set('*', OTHERS[language] ?? OTHER_CHANGES);
  return Object.fromEntries(labels);
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
    calendar: MONTHS,
  };
}

/** The frame that an organization's first edition has without a template. */
function firstTemplate(name: string, organization: string, site: Site, now: Date): string {
  const period = MONTHS.of(now);
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
