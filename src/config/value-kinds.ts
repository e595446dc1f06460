import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { depthOf, MOST_DEPTH, PLACEHOLDER_NAMES } from '../newsletter/activity/edition-files.js';
import {
  isLogin,
  isMentionable,
  isNameWithOwner,
  isOwner,
  isRepositoryName,
} from '../newsletter/activity/names.js';
import { isPeriodKey, PLANNED_DAYS, plannedDayIn, WEEKDAYS } from '../newsletter/activity/period.js';
import { glob, regularExpression } from '../newsletter/activity/text-pattern.js';
import { PHRASE_NAMES, type PhraseName, phraseProblem } from '../newsletter/document/language.js';
import { formatProblem } from '../newsletter/edition/format.js';
import type { FormatTexts } from '../newsletter/house-style/edition-settings.js';
import { isWebAddress } from '../newsletter/markdown/addresses.js';
import { printable, quote } from './yaml-file.js';

/** A kind of values that settings have. */
export interface Kind<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** Completes "must be …". */
  readonly type: string;
  /** The same for an element of a list. */
  readonly item?: string;
}

/** GraphQL's integers, and so the numbers of issues, end there. */
const LARGEST_NUMBER = 2 ** 31 - 1;

const text = z.string().trim().min(1, { abort: true });
const lineOfText = text.max(200).regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

export const YES_OR_NO = { schema: z.boolean(), type: 'true or false' };
export const LINE_OF_TEXT = { schema: lineOfText, type: 'a line of text' };
export const MARKDOWN = { schema: text, type: 'a text in Markdown' };
export const ORGANIZATION = {
  schema: z.string().refine(isOwner),
  type: 'the login of an organization, without "@"',
};
export const BRANCH = { schema: text.superRefine(report(branchProblem)), type: 'the name of a branch' };
export const FILE_PATH = { schema: text.superRefine(report(pathProblem)), type: 'the path of a file' };
export const EDITION_PATH = {
  schema: text.superRefine(report(editionPathProblem)),
  type: 'a path with a placeholder such as {month}',
};
export const EDITION_ADDRESS = {
  schema: text.superRefine(report(editionAddressProblem)),
  type: 'an http or https address with a placeholder such as {month}',
};
export const FEED_ADDRESS = {
  schema: text.max(500).refine(isWebAddress),
  type: 'the http or https address of a feed, without a user or a password',
};
export const ISSUE = {
  ...wholeNumber(1, LARGEST_NUMBER),
  type: "the number of an issue in the newsletter's repository",
};

export const FIRST_DAY = {
  schema: text.superRefine(report(firstDayProblem)),
  type: 'a weekday, or a day as YYYY-MM-DD',
};
export const PLANNED_DAY = {
  schema: text
    .transform((value) => value.toLowerCase().replace(/\s+/gu, ' '))
    .pipe(z.string().superRefine(report(plannedDayProblem))),
  type: 'a day such as "first monday" or "day 7"',
};
export const LANGUAGE = {
  schema: text.superRefine(report(languageProblem)),
  type: 'the tag of a language',
};

const LONGEST_PHRASE = 300;
const phraseSchemas = Object.fromEntries(
  PHRASE_NAMES.map((name) => {
    const own = text.max(LONGEST_PHRASE).superRefine(report((value) => phraseProblem(name, value)));
    return [name, own.optional()];
  }),
) as Readonly<Record<PhraseName, z.ZodOptional<z.ZodString>>>;
/** Words for the bot's own, by name. */
export const PHRASES = { schema: z.strictObject(phraseSchemas), type: 'a map of phrases' };

export const TIME_ZONE = {
  schema: text.superRefine(report(timeZoneProblem)),
  type: 'the name of a time zone',
};

/** More than anybody lists by hand; each element is compared with each person, repository or title. */
const MOST_ELEMENTS = 500;

/** Each watched repository has a search of its own in every run. */
const MOST_WATCHED = 100;

/** More groups than a section could show. */
const MOST_HEADINGS = 50;

/** Names of repositories with settings of their own. */
export const MOST_NAMED = 500;

export const LOGINS = list(z.string().refine(isLogin), 'a list of logins', 'a login, without "@"');
export const MENTIONS = list(
  z.string().refine(isMentionable),
  'a list of logins and teams',
  'a login, or a team as "organization/team", without "@"',
  10,
);
export const REPOSITORIES = list(
  z.string().refine((text) => isRepositoryName(text.replace(/\*/g, 'x'))),
  'a list of repositories',
  'the name of a repository, as "name" or "owner/name", or a pattern with "*"',
);
export const FOREIGN_REPOSITORIES = list(
  z.string().refine(isNameWithOwner),
  'a list of repositories of others',
  'the full name of a repository, as "owner/name"',
  MOST_WATCHED,
);
export const HOSTS = list(
  z
    .string()
    .max(253)
    .regex(/^(?:[a-zA-Z\d](?:[a-zA-Z\d-]*[a-zA-Z\d])?\.)+[a-zA-Z][a-zA-Z\d-]*[a-zA-Z\d](?::\d{1,5})?$/u),
  'a list of hosts',
  'the name of a host, without "https://" and without a path',
);
export const FOREIGN_REPOSITORY = {
  schema: z.string().refine(isNameWithOwner),
  type: 'the full name of a repository, as "owner/name"',
};
const patternOfTitles = z.string().superRefine(report(titlePatternProblem)).transform(regularExpression);
export const TITLE_PATTERN = { schema: patternOfTitles, type: 'a regular expression' };
export const SEARCH_WORDS = {
  schema: lineOfText.max(100).superRefine(report(searchProblem)),
  type: "words of GitHub's search",
};
export const REGULAR_EXPRESSIONS = list(
  patternOfTitles,
  'a list of regular expressions',
  'a regular expression',
);
export const GLOBS = list(text.superRefine(report(globProblem)).transform(glob), 'a list of globs', 'a glob');
export const LABELS = list(lineOfText, 'a list of labels', 'the name of a label');
export const WORDS = list(
  z
    .string()
    .max(100)
    .regex(/^[^\s\p{C}]+$/u),
  'a list of words',
  'a word, without spaces',
);

/** A whole number within these bounds. */
export function wholeNumber(least: number, most: number) {
  return {
    schema: z.number().int().min(least).max(most),
    type: `a whole number from ${least} to ${most}`,
  };
}

/** One of these words. */
export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]) {
  const quoted = words.map((word) => `"${word}"`);
  return { schema: z.enum(words), type: `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}` };
}

export const RULE_LEVEL = oneOf('off', 'notice', 'warning', 'failure');
export const RULE_LEVEL_OR_SWITCH = {
  schema: z.union([RULE_LEVEL.schema, z.boolean()]),
  type: `${RULE_LEVEL.type}, or true or false`,
};

function list<Item extends z.ZodType>(schema: Item, type: string, item: string, most = MOST_ELEMENTS) {
  const bounded = z
    .array(schema)
    .refine(({ length }) => length <= most, tooMany(most))
    .meta({ maxItems: most });
  return { schema: bounded, type, item };
}

/** What is said of what has more elements, once all of these are right. */
export function tooMany(most: number) {
  return { message: `must have at most ${most} elements.`, params: { sentence: true } };
}

/** A check that says what is wrong in a sentence of its own; for all other problems the kind's type says what is right. */
function report(problemOf: (value: string) => string | null) {
  return (value: string, context: z.RefinementCtx): void => {
    const message = problemOf(value);
    if (message !== null) context.addIssue({ code: 'custom', message, params: { sentence: true } });
  };
}

const LONGEST_FORMAT = 500;
const formatText = z
  .string()
  .max(LONGEST_FORMAT)
  .transform((value) => value.replace(/^\n+|\s+$/g, ''));

/** A part of `format`. */
export function formatOfKind(name: keyof FormatTexts) {
  return {
    schema: formatText.pipe(
      z
        .string()
        .min(1, { abort: true })
        .superRefine(report((value) => formatProblem(name, value))),
    ),
    type: 'a text with placeholders',
  };
}

/** What stands between items; blanks count. */
export const SEPARATOR = { schema: z.string().min(1).max(20), type: 'a text of at most 20 characters' };

export const HEADINGS = {
  schema: z
    .record(lineOfText, lineOfText)
    .refine((value) => Object.keys(value).length <= MOST_HEADINGS, tooMany(MOST_HEADINGS))
    .meta({ maxProperties: MOST_HEADINGS }),
  type: 'a map of headings',
};

/** Why weeks cannot begin on that day, as a sentence; null when they can. */
function firstDayProblem(text: string): string | null {
  if (WEEKDAYS.includes(text) || (/-\d\d-/u.test(text) && isPeriodKey(text))) return null;
  return `must be a weekday, or the first day of a fortnight as YYYY-MM-DD. Did you mean ${quote(nearest(text, WEEKDAYS))}?`;
}

/** Why no edition can be planned for such a day, as a sentence; null when it can. */
function plannedDayProblem(text: string): string | null {
  if (plannedDayIn(text, '2020-06-01', '2020-06-30') !== null) return null;
  return `must be a day such as "first monday", "last friday", "day 7" or "last day". Did you mean ${quote(nearest(text, PLANNED_DAYS))}?`;
}

/** Why that is no language, as a sentence; null when it is. */
function languageProblem(text: string): string | null {
  return isLanguage(text)
    ? null
    : 'is no tag of a language that dates can be written in. Use one such as "de", "fr" or "pt-BR" (BCP 47).';
}

function isLanguage(text: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Why no such time zone is known, as a sentence; null when it is. */
function timeZoneProblem(text: string): string | null {
  if (isTimeZone(text)) return null;
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const cities = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]));
  const [zone, city] = [nearest(text, zones), nearest(text, [...cities.keys()])];
  const meant = distance(text, city) < distance(text, zone) ? (cities.get(city) ?? zone) : zone;
  return `is no time zone of the IANA database. Did you mean ${quote(meant)}?`;
}

/** Offsets such as `+02:00` are no places, so they know no daylight saving. */
function isTimeZone(text: string): boolean {
  if (!/^[A-Z][\w+-]*(?:\/[\w+-]+)*$/iu.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function nearest(text: string, known: readonly string[]): string {
  const edits = (word: string) => distance(text.toLowerCase(), word.toLowerCase());
  return known.toSorted((left, right) => edits(left) - edits(right))[0] ?? '';
}

const LONGEST_GLOB = 200;

/** Why the text cannot be the path of a file in a repository, as a sentence; null when it can. */
function pathProblem(text: string): string | null {
  if (text.startsWith('/') || text.endsWith('/')) return 'must neither begin nor end with "/".';
  if (text.includes('\\')) return 'must separate folders with "/", not with "\\".';
  if (printable(text) !== text) return 'must not contain line ends or invisible characters.';
  if (text.split('/').some((segment) => ['', '.', '..'].includes(segment.trim()))) {
    return 'must not have empty parts, "." or "..": it begins at the root of the repository.';
  }
  return null;
}

/** Why the text cannot be the path of the editions, as a sentence; null when it can. */
function editionPathProblem(text: string): string | null {
  const problem = editionPlaceholderProblem(text) ?? pathProblem(text);
  if (problem !== null || depthOf(text) <= MOST_DEPTH) return problem;
  return 'must have at most three folders from the first placeholder on: the bot looks no deeper.';
}

/** What is wrong with the placeholders of a text that stands for every edition, as a sentence; null: nothing. */
function editionPlaceholderProblem(text: string): string | null {
  const found = [...text.matchAll(/\{[^{}]*\}|[{}]/gu)].map(([placeholder]) => placeholder);
  const unknown = found.find((placeholder) => !PLACEHOLDER_NAMES.includes(placeholder));
  if (unknown !== undefined) {
    return `must not contain ${printable(unknown)}. The placeholders are ${PLACEHOLDER_NAMES.join(', ')}.`;
  }
  return found.length > 0
    ? null
    : 'must contain a placeholder such as {month}, so that each edition has its own.';
}

/** Why the words cannot narrow a search, as a sentence; null when they can: the bot says itself where and when it searches. */
function searchProblem(text: string): string | null {
  const own = /(?:^|\s)-?(repo|org|user|is|type|state|merged|closed|created|sort|archived):/iu.exec(
    text,
  )?.[1];
  if (own !== undefined)
    return `must not contain "${own}:": the bot searches merged pull requests of the repository.`;
  return /\b(?:OR|NOT)\b|[()]/u.test(text)
    ? 'must not have OR, NOT or parentheses. Write several sources instead.'
    : null;
}

/** Why the text cannot be a glob for changed files, as a sentence; null when it can. */
function globProblem(text: string): string | null {
  if (text.length > LONGEST_GLOB) return `must have at most ${LONGEST_GLOB} characters.`;
  if (text.startsWith('!')) return 'must not begin with "!": files cannot be taken out again.';
  if (text.includes('\\')) return 'must separate folders with "/", not with "\\".';
  if (/^\.{0,2}\//u.test(text))
    return 'must begin at the root of the repository, without "/", "./" or "../".';
  if (/[[\]{}()]/u.test(text)) {
    return 'must not have brackets, braces or parentheses: globs know "*", "?" and "**". Write several globs instead.';
  }
  return null;
}

/** Why the text cannot be the name of a branch, as a sentence; null when it can. The rules are git-check-ref-format's. */
export function branchProblem(text: string): string | null {
  if (text.startsWith('refs/')) return 'must be the short name, without "refs/heads/".';
  if (
    text === '@' ||
    text.startsWith('-') ||
    text.endsWith('.') ||
    text.includes('@{') ||
    text.includes('..')
  ) {
    return `${NOT_ALLOWED} "..", "@{", a "-" at its beginning, a "." at its end, or a lone "@".`;
  }
  if (/[\s\p{C}~^:?*[\\]/u.test(text)) return `${NOT_ALLOWED} spaces or any of ~ ^ : ? * [ \\.`;
  const parts = text.split('/');
  if (parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'))) {
    return `${NOT_ALLOWED} an empty part between slashes, or a part with "." in front or ".lock" at its end.`;
  }
  return null;
}

const NOT_ALLOWED = 'is not a name that git allows for a branch: it must not have';

/** What RFC 3986 allows, without what Markdown or a mail program could take for the end of an address. */
const PLAIN = /^[\w.~:/?#@!$&+,=%-]+$/u;

/** Why the text cannot be where an edition is read, as a sentence; null when it can. */
function editionAddressProblem(text: string): string | null {
  const placeholder = editionPlaceholderProblem(text);
  if (placeholder !== null) return placeholder;
  const address = text.replace(/\{\w+\}/gu, '2020-05');
  if (!/^https?:\/\//iu.test(address)) return 'must begin with "https://" or "http://".';
  if (!PLAIN.test(address)) {
    return 'must not contain spaces, quotes, brackets or letters beyond ASCII; write them as %20 and the like.';
  }
  if (!URL.canParse(address)) return 'is not an address that a browser could open.';
  const { username, password } = new URL(address);
  return username + password === '' ? null : 'must not contain a user or a password: everybody will see it.';
}

const LONGEST_PATTERN = 200;
/** A pattern is expanded when it is read: `x{1000}` is a thousand of them. */
const MOST_REPETITIONS = 50;

/** Why the text cannot be a title pattern, as a sentence; null when it can. */
export function titlePatternProblem(text: string): string | null {
  if (text === '') return 'must not be empty: it would match every title.';
  if (text.length > LONGEST_PATTERN) return `must have at most ${LONGEST_PATTERN} characters.`;
  if (mostRepetitions(text) > MOST_REPETITIONS) {
    return `must not ask for more than ${MOST_REPETITIONS} repetitions of something.`;
  }
  try {
    const { matches } = regularExpression(text);
    return matches('') && matches('x') ? 'matches every title, so that nothing would be shown.' : null;
  } catch (error) {
    return `is not a regular expression: ${reason(error)}. Look-around and back-references are not supported.`;
  }
}

function mostRepetitions(pattern: string): number {
  return Math.max(0, ...[...pattern.matchAll(/\d+(?=,?\d*\})/g)].map(([digits]) => Number(digits)));
}

/** The engine writes "error parsing regexp: missing closing ): `(?i)(`"; what is quoted has its own flags in it. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`');
}
