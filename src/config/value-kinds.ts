import { z } from 'zod';
import {
  isLogin,
  isMentionable,
  isNameWithOwner,
  isOwner,
  isRepositoryName,
} from '../newsletter/activity/names.js';
import { glob, regularExpression } from '../newsletter/activity/text-pattern.js';
import { PHRASE_NAMES, type PhraseName, phraseProblem } from '../newsletter/document/language.js';
import { formatProblem } from '../newsletter/edition/format.js';
import type { FormatTexts } from '../newsletter/house-style/edition-settings.js';
import { isWebAddress } from '../newsletter/markdown/addresses.js';
import {
  branchProblem,
  editionAddressProblem,
  editionPathProblem,
  firstDayProblem,
  globProblem,
  languageProblem,
  pathProblem,
  plannedDayProblem,
  searchProblem,
  timeZoneProblem,
  titlePatternProblem,
} from './value-problems.js';

/** A kind of values that settings have. */
export interface Kind<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** Completes "must be …". */
  readonly type: string;
  /** The same for an element of a list, or a value in a map of them. */
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
export const PHRASES = {
  schema: z.strictObject(phraseSchemas),
  type: 'a map of phrases',
  item: LINE_OF_TEXT.type,
};

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
  item: LINE_OF_TEXT.type,
};
