import { distance } from 'fastest-levenshtein';
import { depthOf, MOST_DEPTH, PLACEHOLDER_NAMES } from '../newsletter/activity/edition-files.js';
import { isPeriodKey } from '../newsletter/activity/period.js';
import { PLANNED_DAYS, plannedDayIn, WEEKDAYS } from '../newsletter/activity/period-names.js';
import { regularExpression } from '../newsletter/activity/text-pattern.js';
import { printable, quote } from './yaml-file.js';

/** Why weeks cannot begin on that day, as a sentence; null when they can. */
export function firstDayProblem(text: string): string | null {
  if (WEEKDAYS.includes(text) || (/-\d\d-/u.test(text) && isPeriodKey(text))) return null;
  const isNoDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const hint = isNoDay ? 'There is no such day.' : `Did you mean ${quote(nearest(text, WEEKDAYS))}?`;
  return `must be a weekday, or the first day of a fortnight as YYYY-MM-DD. ${hint}`;
}

/** Why no edition can be planned for such a day, as a sentence; null when it can. */
export function plannedDayProblem(text: string): string | null {
  if (plannedDayIn(text, '2020-06-01', '2020-06-30') !== null) return null;
  return `must be a day such as "first monday", "last friday", "day 7" or "last day". Did you mean ${quote(nearest(text, PLANNED_DAYS))}?`;
}

/** Why that is no language, as a sentence; null when it is. */
export function languageProblem(text: string): string | null {
  return isLanguage(text)
    ? null
    : 'is not the tag of a language that dates can be written in. Use one such as "de", "fr" or "pt-BR" (BCP 47).';
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
export function timeZoneProblem(text: string): string | null {
  if (isTimeZone(text)) return null;
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
  const cities = new Map(zones.map((zone) => [zone.slice(zone.lastIndexOf('/') + 1), zone]));
  const [zone, city] = [nearest(text, zones), nearest(text, [...cities.keys()])];
  const meant = distance(text, city) < distance(text, zone) ? (cities.get(city) ?? zone) : zone;
  const isNear = Math.min(distance(text, city), distance(text, zone)) <= text.length / 2;
  const hint = isNear ? `Did you mean ${quote(meant)}?` : 'Use the name of a place, such as "Europe/Berlin".';
  return `is not a time zone of the IANA database. ${hint}`;
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
export function pathProblem(text: string): string | null {
  if (text.startsWith('/') || text.endsWith('/')) return 'must neither begin nor end with "/".';
  if (text.includes('\\')) return 'must separate folders with "/", not with "\\".';
  if (printable(text) !== text) return 'must not contain line ends or invisible characters.';
  if (text.split('/').some((segment) => ['', '.', '..'].includes(segment.trim()))) {
    return 'must not have empty parts, "." or "..": it begins at the root of the repository.';
  }
  return null;
}

/** Why the text cannot be the path of the editions, as a sentence; null when it can. */
export function editionPathProblem(text: string): string | null {
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
export function searchProblem(text: string): string | null {
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
export function globProblem(text: string): string | null {
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
export function editionAddressProblem(text: string): string | null {
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
