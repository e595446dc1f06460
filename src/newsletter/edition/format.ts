import type { Contributor } from '../activity/contributor.js';
import { BOLD_LEVEL, groupBelow, levelInFormat, usualGroup } from '../document/form.js';
import { asList, type Language } from '../document/language.js';
import type {
  EditionSettings,
  FormatSettings,
  FormatTexts,
  PeopleOrder,
} from '../house-style/edition-settings.js';
import type { HouseStyle } from '../house-style/house-style.js';
import type { Dialect } from '../markdown/dialect.js';
import { type Markdown, trusted } from '../markdown/markdown.js';
import {
  fill,
  hasBareName,
  type Pattern,
  type PatternRules,
  parsePattern,
  patternProblem,
  placeholdersIn,
} from './pattern.js';

/** How a newsletter writes its sections and entries, as its settings say. `null`: in the house style, as learned. */
export interface Format {
  readonly section: Pattern | null;
  /** A group of entries within a section. */
  readonly group: Pattern;
  readonly entry: Pattern | null;
  /** An entry within the marks of a comment. */
  readonly hidden: Pattern | null;
  /** All entries of a person, on one line. */
  readonly person: Pattern | null;
  /** The people of an edition, or of a section. */
  readonly contributors: Pattern;
  readonly contributor: Pattern;
  /** What stands between people, and between the entries of a person; `null`: commas, and "and" before the last. */
  readonly separator: string | null;
  readonly lastSeparator: string | null;
  /** How people are credited: by a sentence in each section, or not below sections. */
  readonly credit: NonNullable<FormatSettings['credit']>;
  /** In which order people are named, as `EditionSettings` has it. */
  readonly peopleOrder: PeopleOrder | null;
  /** Whether all sections make one list. */
  readonly isOneList: boolean;
  /** Whether notes of publication stand in small print. */
  readonly smallPrint: boolean;
  readonly language: Language;
}

const ABOUT_WORK = [
  'title',
  'url',
  'number',
  'login',
  'authorUrl',
  'repository',
  'nameWithOwner',
  'mergedAt',
  'labels',
  'release',
  'people',
];

/** What the texts of `format` may have, and must have. */
export const FORMAT_RULES: Readonly<Record<keyof FormatTexts, PatternRules>> = {
  section: {
    known: ['heading', 'entries', 'url', 'repository', 'nameWithOwner', 'count', 'people'],
    needed: ['entries'],
  },
  group: { known: ['heading', 'entries', 'count'], needed: ['heading', 'entries'] },
  entry: { known: ABOUT_WORK, needed: ['title', 'url'] },
  hidden: { known: ABOUT_WORK, needed: ['title', 'url'] },
  person: { known: ['login', 'authorUrl', 'entries', 'count'], needed: ['login', 'entries'] },
  contributors: { known: ['people', 'count'], needed: ['people'] },
  contributor: { known: ['login', 'url'], needed: ['login'] },
};

/** What a list item begins with. */
export const BULLET = /^(?:[-*+]|1\.) +(?=\S)/;
/** What must be on one line: people hide and show entries, and the bot compares them, line by line. */
const LINES: readonly (keyof FormatTexts)[] = ['entry', 'hidden', 'person', 'contributor'];

/** Why the text cannot be that part of `format`, as a sentence; `null` when it can. */
export function formatProblem(name: keyof FormatTexts, text: string): string | null {
  const problem = patternProblem(text, FORMAT_RULES[name]);
  if (problem !== null) return problem;
  if (LINES.includes(name) && text.includes('\n')) return 'must be one line.';
  if (text.includes('{heading}') && !hasHeading(text)) return NO_HEADING;
  return ['hidden', 'person'].includes(name) && !BULLET.test(text) ? NO_BULLET : null;
}

/** Whether a heading that the merge finds again stands above the list. */
function hasHeading(text: string): boolean {
  return levelInFormat(text) !== null && text.indexOf('{heading}') < text.indexOf('{entries}');
}

/**
 * What is wrong with these texts together: an entry is an item of a list, unless it stands within the line of a person, and
 * the heading of a group stands below that of a section.
 */
export function formatConflict({
  entry,
  person,
  section,
  group,
}: Pick<FormatTexts, 'entry' | 'person' | 'section' | 'group'>): {
  readonly key: 'entry' | 'group';
  readonly message: string;
} | null {
  const isItem = entry === null || person !== null || BULLET.test(entry);
  if (!isItem) return { key: 'entry', message: NO_BULLET };
  const [above, own] = [levelInFormat(section), levelInFormat(group ?? '')];
  if (above === null || own === null || own > above || (above === BOLD_LEVEL && own !== above)) return null;
  const message = `must have a heading below that of a section, such as "${groupBelow(above)}". The bot could not tell sections and groups apart.`;
  return { key: 'group', message };
}

const NO_BULLET =
  'must begin with the mark of a list item: "- ", "* " or "+ ". In a numbered list, each line begins with "1. ", and Markdown counts.';

const NO_HEADING =
  'must have {heading} above {entries}, in a heading of Markdown such as "#### {heading}", or in bold alone on its line, "**{heading}**". Below anything else, the bot could not keep the lists apart.';

const CONTRIBUTOR = parsePattern('[@{login}]({url})');
const CONTRIBUTORS = parsePattern('{people}');
const HOUSE_GROUP = parsePattern(usualGroup(null));
/** Of an entry within a person's line. */
const LINK = '[{title}]({url})';

/**
 * The format that the settings say, and the habits. `template`: the text of the template; `null`: there is none.
 */
export function formatOf(
  { format, credit }: Pick<EditionSettings, 'format' | 'credit'>,
  template: string | null,
  style: HouseStyle,
  language: Language,
): Format {
  const { section, person, contributor } = format;
  const parsed = (text: string | null) => (text === null ? null : parsePattern(text));
  const item = format.entry ?? (person === null ? null : LINK);
  const words = item?.replace(BULLET, '') ?? null;
  const isList = contributor !== null && BULLET.test(contributor);
  return {
    section: parsed(section),
    group:
      format.group === null && section === null
        ? HOUSE_GROUP
        : parsePattern(format.group ?? usualGroup(section)),
    entry: parsed(person === null ? item : words),
    hidden: parsed(format.hidden ?? (item !== null && BULLET.test(item) ? item : words && `- ${words}`)),
    person: parsed(person),
    contributors: parsed(format.contributors) ?? CONTRIBUTORS,
    contributor: parsed(contributor) ?? CONTRIBUTOR,
    separator: format.separator ?? (isList ? '\n' : null),
    lastSeparator: format.lastSeparator,
    credit: format.credit ?? usualCredit(format, template),
    peopleOrder: credit.order,
    language,
    isOneList: section !== null && !section.includes('{heading}'),
    smallPrint: style.smallPrint.value,
  };
}

/** Whether people are named as `@login` without a link. */
export function namesWithoutLink({ entry, person, contributor }: Format): boolean {
  return [entry, person, contributor].some((pattern) => pattern !== null && hasBareName(pattern));
}

/** Where people are named, that is how they are credited. */
function usualCredit({ section, entry, person }: FormatTexts, template: string | null): Format['credit'] {
  const names = (text: string | null, ...placeholders: readonly string[]) =>
    text !== null && placeholders.some((name) => placeholdersIn(parsePattern(text)).has(name));
  if (person !== null || names(entry, 'login', 'authorUrl', 'people')) return 'entry';
  if (template?.includes('{contributors}') === true) return 'list';
  return names(section, 'people') ? 'none' : 'sentence';
}

/** People, or the entries of a person, one after the other. */
export function inSequence(items: readonly Markdown[], format: Format): Markdown {
  if (format.separator === null) return asList(items, format.language);
  const [last, ...others] = items.toReversed();
  if (last === undefined || others.length === 0) return last ?? trusted('');
  const before = others.reverse().join(format.separator);
  return trusted(`${before}${format.lastSeparator ?? format.separator}${last}`);
}

/** The people as the format names each, one after the other. */
export function peopleInSequence(people: readonly Contributor[], format: Format): Markdown {
  const names = people.map(({ login, url }) =>
    fill(format.contributor, { login: { text: login }, url: { address: url } }, ANY_SITE),
  );
  return inSequence(names, format);
}

/** The people of an edition, as the format names all of them. */
export function contributorsAsSet(
  people: readonly Contributor[],
  format: Format,
  dialect: Dialect,
): Markdown {
  const values = {
    people: { markdown: peopleInSequence(people, format) },
    count: { text: String(people.length) },
  };
  return fill(format.contributors, values, dialect);
}

/** Logins have nothing that a site could take for more. */
const ANY_SITE = 'commonmark';
