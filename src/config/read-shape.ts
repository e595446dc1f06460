import { nameKey } from '../newsletter/activity/names.js';
import { escaped } from '../newsletter/activity/text-pattern.js';
import { BULLET } from '../newsletter/edition/format.js';
import type { FormatTexts, PeopleOrder } from '../newsletter/house-style/edition-settings.js';
import { byFrequency, compareText } from '../newsletter/markdown/order.js';
import { ENTRY, inPlainLists } from './plain-lists.js';
import {
  FIRST_CONTRIBUTION,
  findNewcomers,
  findPeople,
  LOGIN,
  ONE_PERSON,
  orderOfPeople,
  PEOPLE_SENTENCE,
} from './read-people.js';

/** How an edition in a form of its own is marked up. */
export interface ReadShape {
  readonly format: Partial<FormatTexts> & { readonly separator?: string; readonly credit?: 'none' };
  /** The owner of most of what it lists. */
  readonly owner: string;
  /** `owner/name` of what it lists, in order. */
  readonly repositories: readonly string[];
  /** What the sections of repositories are called that have other names. */
  readonly headings: ReadonlyMap<string, string>;
  readonly order: 'number' | 'number-descending' | null;
  readonly isByName: boolean;
  /** By what its lists are grouped that are no repositories'; `null`: they are not. */
  readonly groups: 'label' | 'prefix' | 'person' | null;
  /** What the groups are called, in order. */
  readonly groupNames: readonly string[];
  /** The headings of groups by prefix, in order. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Below each list: the sentence that thanks several people, with `{people}`; `null`: there is none, or the house's. */
  readonly thanks: string | null;
  /** The same for one person with one entry; `null`: there is none, or none but the house's above. */
  readonly thanksOne: string | null;
  /** In which order people are named, if not in the usual one; `null`: they are too few to tell. */
  readonly peopleOrder: PeopleOrder | null;
  readonly listsBots: boolean;
  readonly listsCommits: boolean;
  /** The text before the first section or list, and after the last. */
  readonly before: string;
  readonly after: string;
  /** The people at the end, as they stand there; `null`: it names none. */
  readonly people: string | null;
  readonly count: number;
  /** What the bot writes otherwise, sentences. */
  readonly changes: readonly string[];
}

/** An item of a list that shows a pull request. */
interface ListedLine {
  readonly text: string;
  /** Its place among the lines of the edition. */
  readonly at: number;
  readonly repository: string;
  readonly number: number;
}

/** Also one in a comment. */
const ANY_ENTRY = /^(?:<!-- |\{\/\* )?(?:[-*+]|\d{1,9}[.)]) .*\/pull\/\d/;
/** Lines of the house style, each somewhere below the one before: a part, a repository in it, an entry of that. */
const HOUSE_LINES = [
  /^## /,
  /^### \[[^\]]+\]\(https:\/\/[^/)]+\/[^/)]+\/[^/)]+\/?\)$/,
  /^- \[.+\]\(https:[^)\s]+\/pull\/\d+\)/,
];

function isInHouseStyle(lines: readonly string[]): boolean {
  let below = -1;
  return HOUSE_LINES.every((pattern) => {
    below = lines.findIndex((line, at) => at > below && pattern.test(line));
    return below >= 0;
  });
}

/**
 * Reads how an edition is marked up; `null`: in the house style, or it lists no pull requests. `home`: `owner/name` of the
 * newsletter's repository, which `#12` is about.
 */
export function readShape(source: string, home: string | null): ReadShape | null {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const { lines, changes } = inPlainLists(text.split('\n'), home);
  const entries = lines.flatMap((line, at): readonly ListedLine[] => {
    const [, repository, number] = (FIRST_CONTRIBUTION.test(line) ? null : ENTRY.exec(line)) ?? [];
    return repository === undefined ? [] : [{ text: line, at, repository, number: Number(number) }];
  });
  const [first] = entries;
  if (first === undefined || isInHouseStyle(lines)) return null;
  const lists = byHeading(lines, entries);
  const areSections = isEachOneRepository(lists.map(([, own]) => own));
  const headings = lists.length > 1 ? headingsOf(lines, lists) : [];
  const [heading] = headings;
  const thanks = thanksBelow(lines, lists);
  const lastEntry = lines.findLastIndex((line) => ANY_ENTRY.test(line) && !FIRST_CONTRIBUTION.test(line));
  const rest = lines.slice(Math.max(lastEntry, thanks.lastAt) + 1).join('\n');
  const { after, people } = findNewcomers(rest) ?? { after: rest, people: findPeople(rest) };
  const entry = entryFormat(entries);
  const isCredited = (people?.source ?? null) !== null || thanks.lastAt > 0 || entry.includes('{login}');
  const arePeople = headings.length > 0 && headings.every(({ isPerson }) => isPerson);
  const prefixes = prefixesOf(lists, headings);
  const groups = arePeople ? 'person' : prefixes === null ? 'label' : 'prefix';
  const names = lists.map(([, own]) => nameKey(own[0]?.repository ?? ''));
  return {
    format: {
      section: areSections && heading !== undefined ? heading.format : '{entries}',
      ...(heading === undefined || areSections ? {} : { group: heading.format }),
      entry,
      ...people?.format,
      ...(isCredited || (arePeople && !areSections) ? {} : { credit: 'none' }),
    },
    owner: byFrequency(entries.map(({ repository }) => repository.split('/')[0] ?? ''))[0]?.[0] ?? '',
    repositories: [...new Set(entries.map(({ repository }) => repository))],
    headings: new Map(
      areSections
        ? headings.flatMap(({ name }, index) => {
            const own = lists[index]?.[1][0]?.repository.split('/')[1] ?? '';
            return name === own || name === '' ? [] : [[own, name] as const];
          })
        : [],
    ),
    order: orderOf(lists.map(([, own]) => own.map(({ number }) => number))),
    isByName: areSections && names.join('\n') === names.toSorted(compareText).join('\n'),
    groups: areSections || heading === undefined ? null : groups,
    groupNames: headings.map(({ name }) => name),
    prefixes: prefixes ?? {},
    thanks: thanks.phrase,
    thanksOne: thanks.phraseOne,
    peopleOrder: orderOfPeople(
      thanks.sentences.length > 0 ? thanks.sentences : [people?.source ?? ''],
      entries.map(({ text: line }) => line),
      thanks.sentences.length > 0 ? 'account' : 'name',
    ),
    listsBots: /\[bot\]|\b(?:dependabot|renovate)\b/.test(entries.map(({ text: line }) => line).join('\n')),
    listsCommits: /\/commit\/[\da-f]{7}/.test(text),
    before: lines
      .slice(0, heading === undefined ? first.at : lists[0]?.[0])
      .map((line) => `${line}\n`)
      .join(''),
    after,
    people: people?.source ?? null,
    count: entries.length,
    changes,
  };
}

type Lists = readonly (readonly [heading: number, own: readonly ListedLine[]])[];

/** The lists by the places of the headings above them. */
function byHeading(lines: readonly string[], entries: readonly ListedLine[]): Lists {
  const lists = new Map<number, ListedLine[]>();
  for (const entry of entries) {
    const heading = headingAbove(lines, entry.at);
    lists.set(heading, [...(lists.get(heading) ?? []), entry]);
  }
  return [...lists];
}

/** A heading, or a line in bold that stands for one. */
const HEADING = /^(#{1,6} |\*\*(?=[^*]+\*\*:?[ \t]*$))(.*?)(\*\*:?)?[ \t]*$/;

/** The place of the last heading above a line; -1: there is none. */
function headingAbove(lines: readonly string[], at: number): number {
  return lines.slice(0, at).findLastIndex((line) => HEADING.test(line));
}

function isEachOneRepository(lists: readonly (readonly ListedLine[])[]): boolean {
  const sets = lists.map((own) => new Set(own.map(({ repository }) => repository)));
  const all = new Set(sets.flatMap((set) => [...set]));
  return lists.length > 1 && all.size === lists.length && sets.every(({ size }) => size === 1);
}

/** The headings of lists: what they are called, and how `format` has a section or a group, from there to the list. */
function headingsOf(lines: readonly string[], lists: Lists) {
  const counted = ({ length }: readonly ListedLine[]) =>
    new RegExp(String.raw`^(.*?)([^\w)\]*\`]+)${length}(?!\w)(.*)$`);
  const areCounted = lists.every(([at, own]) => counted(own).test(lines[at] ?? ''));
  return lists.map(([at, own]) => {
    const [, open = '', inner = '', close = ''] = HEADING.exec(lines[at] ?? '') ?? [];
    const [, words = inner, before = '', behind = ''] = (areCounted && counted(own).exec(inner)) || [];
    const count = areCounted ? `${before}{count}${behind}` : '';
    const gap = lines[at + 1]?.trim() === '' ? '\n\n' : '\n';
    const { name, format, isPerson } = readHeading(words);
    return { name, isPerson, format: `${open}${format}${count}${close}${gap}{entries}` };
  });
}

const LINKED_HEADING = /^\[(.*)\]\((https?:\/\/[^)]*)\)$/;
/** The page of an account. */
const ACCOUNT = /^(https?:\/\/[^/]+\/)([^/]+)\/?$/;

function readHeading(words: string) {
  const [, text = words, url = ''] = LINKED_HEADING.exec(words.trim()) ?? [];
  const [, origin = '', login = ''] = ACCOUNT.exec(url) ?? [];
  const plain = text.replaceAll('`', '').trim();
  const isPerson = login === '' ? /^@[\w-]+$/.test(plain) : plain.replace('@', '') === login;
  const name = isPerson ? plain.replace('@', '') : plain;
  const shown = text.replace(plain, isPerson ? plain.replace(name, '{heading}') : '{heading}');
  const address = isPerson ? `${origin}{heading}` : '{url}';
  return { name, isPerson, format: url === '' ? shown : `[${shown}](${address})` };
}

/** The prefix of a title, behind the mark of an item. */
const PREFIX = /^(?:[-*+]|\d{1,9}[.)]) +(?:\[[^\]]*\d\]\([^()]*\)[: ]*)?\[?([\w-]{1,40})(?:\([^()]*\))?!?:/;

/** The headings by the prefixes of what stands below them; `null`: these do not tell the lists apart. All but the last tell. */
function prefixesOf(lists: Lists, headings: readonly { readonly name: string }[]) {
  const found = lists.map(([, own]) => new Set(own.map(({ text }) => PREFIX.exec(text)?.[1] ?? '')));
  const rest = found.at(-1)?.has('') === true ? found.length - 1 : found.length;
  const told = found
    .slice(0, rest)
    .flatMap((own, index) => [...own].map((prefix) => [prefix, index] as const));
  const isTold = told.length > 1 && told.every(([prefix]) => prefix !== '' && !/^\d+$/.test(prefix));
  if (!isTold || new Set(told.map(([prefix]) => prefix)).size < told.length) return null;
  const named = told.map(([prefix, index]) => [prefix, headings[index]?.name ?? '']);
  const others = rest < found.length ? [['*', headings[rest]?.name ?? '']] : [];
  return Object.fromEntries([...named, ...others]) as Readonly<Record<string, string>>;
}

/** In which order all lists are; `null`: in another, or they are too short to tell. */
function orderOf(lists: readonly (readonly number[])[]): ReadShape['order'] {
  const steps = lists.flatMap((list) => list.slice(1).map((number, index) => number - (list[index] ?? 0)));
  if (steps.length < 2) return null;
  if (steps.every((step) => step > 0)) return 'number';
  return steps.every((step) => step < 0) ? 'number-descending' : null;
}

const LINKED_NUMBER = /\[((?:[\w.-]+\/)?[\w.-]+)?(\\?[#!]?)\d+\]\([^()\s]*\/pull\/\d+\)/;
const LINKED_TITLE = /\[(.*?)\]\([^()\s]*\/pull\/\d+\)/;
/** What a link says that has no title, where one entry is to tell it. */
const NO_TITLE = /^(?:PR|pull request|link|here|details|source)$/i;
const LINKED_LOGIN = new RegExp(
  String.raw`\[(@?)(${LOGIN})\]\(https?:\/\/[^()\s/]+\/(?:apps\/)?\2\)(?!.*\[@)`,
);

const BARE_LOGIN_AT_END = new RegExp(String.raw`(?<![\w{\[])@${LOGIN}(?=\W*$)`);
/** The last one of a line; what `@` begins besides is a package, or stands in code. */
const BARE_LOGIN = new RegExp(
  String.raw`(?<![\w{\[\`/])@${LOGIN}(?![\w/\`])(?!.*(?<![\w{\[\`/])@${LOGIN}(?![\w/\`]))`,
);

/** How entries are written: what is the same in them, around what differs. */
function entryFormat(entries: readonly ListedLine[]): string {
  const linked = new Set(entries.map(({ text }) => LINKED_TITLE.exec(text)?.[1] ?? ''));
  const [words = ''] = linked;
  const isTitle = linked.size > 1 || (entries.length === 1 && !NO_TITLE.test(words));
  const areNamedBare = entries.every(({ text }) => BARE_LOGIN.test(text));
  const written = entries.map(({ text, number, repository }) => {
    const line = text
      // Markdown counts.
      .replace(/^\d+[.)] /, '1. ')
      .replace(/[{}]/g, String.raw`\$&`)
      .replace(LINKED_NUMBER, (_, name: string | undefined, sign: string) => {
        const placeholder = name?.includes('/') === true ? '{nameWithOwner}' : '{repository}';
        return `[${name === undefined ? '' : placeholder}${sign}{number}]({url})`;
      })
      .replace(LINKED_TITLE, isTitle ? '[{title}]({url})' : '[$1]({url})')
      .replace(/https?:\/\/[^\s()]+\/pull\/\d+/, '{url}')
      .replace(new RegExp(`#${number}\\b`), '#{number}')
      .replace(LINKED_LOGIN, '[$1{login}]({authorUrl})')
      .replace(areNamedBare ? BARE_LOGIN : BARE_LOGIN_AT_END, '@{login}');
    return { line, named: withRepository(line, repository) };
  });
  const areNamed = written.every(({ named }) => named !== null);
  const texts = written.map(({ line, named }) => (areNamed ? (named ?? line) : line));
  const [most = '', count = 0] = byFrequency(texts)[0] ?? [];
  if (most.includes('{title}')) return count * MOST_FORMS < texts.length ? wordless(texts, most) : most;
  const beforeLinks = texts.map((text) => text.slice(0, text.lastIndexOf('[', text.indexOf('{url}'))));
  const isAlone = texts.length === 1 && /\p{L}/u.test(beforeLinks[0]?.replace(/\{\w+\}/g, '') ?? '');
  const isTitleLast = new Set(beforeLinks).size === 1 && !isAlone;
  const start = (isTitleLast ? UP_TO_LINK : UP_TO_WORDS).exec(texts[0] ?? '')?.[0] ?? '';
  const ends = texts.map((text) => text.slice(start.length));
  const end = ends.reduce(commonEnd, ends[0] ?? '').replace(/^[^\s.,;:(–—-]+/, '');
  return `${start}{title}${end}`;
}

/** Where the words around titles are others in each entry, they are no form. */
const MOST_FORMS = 3;

/** The title alone, with what is the same before and behind. */
function wordless(texts: readonly string[], one: string): string {
  const behind = texts.map((text) => text.split('[{title}]({url})')[1] ?? '');
  const end = behind.reduce(commonEnd, behind[0] ?? '');
  return `${BULLET.exec(one)?.[0] ?? '- '}[{title}]({url})${/^[^\p{L}]/u.test(end) ? end : ''}`;
}

/** The line with a placeholder for its repository, where that stands between marks, or at the line's beginning or end; else `null`. */
function withRepository(line: string, nameWithOwner: string): string | null {
  const name = escaped(nameWithOwner.split('/')[1] ?? '');
  const pattern = new RegExp(`(?<=[*_\`(\\[]|^[-*+] |^1\\. |\\bin )${name}(?=[*_\`)\\]:]|$)`);
  return pattern.test(line) ? line.replace(pattern, '{repository}') : null;
}

const UP_TO_LINK = /^.*\{url\}\)?[^\p{L}\p{N}`"'[({<\\]*/u;
/** With the repository, where that is first. */
const UP_TO_WORDS = /^(?:[-*+]|1\.) (?:[*_`([]*\{repository\}[^\p{L}\p{N}{]* ?)?/u;

function commonEnd(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left.at(-1 - length) === right.at(-1 - length)) length += 1;
  return left.slice(left.length - length);
}

/** The sentence that thanks people below each list, and the place of the last; -1: there is none. */
function thanksBelow(lines: readonly string[], lists: Lists) {
  const found = lists.flatMap(([, own], index) => {
    const start = (own.at(-1)?.at ?? 0) + 1;
    const end = lists[index + 1]?.[0] ?? lines.length;
    const at = lines.findIndex(
      (line, place) => place >= start && place < end && !ANY_ENTRY.test(line) && PEOPLE_SENTENCE.test(line),
    );
    return at < 0 ? [] : [at];
  });
  if (found.length < 2 || lists.length < 2)
    return { lastAt: -1, phrase: null, phraseOne: null, sentences: [] };
  const sentence = (lines[found[0] ?? 0] ?? '').replace(PEOPLE_SENTENCE, '{people}');
  const [opening = ''] = sentence.split('{people}');
  const ones = lines.flatMap((line, at) => {
    const isOne = line.startsWith(opening) && opening !== '' && !PEOPLE_SENTENCE.test(line);
    return isOne && ONE_PERSON.test(line) ? [at] : [];
  });
  const one = ones.find((at) => lists.findLast(([, own]) => (own[0]?.at ?? at) < at)?.[1].length === 1);
  const phraseOne = one === undefined ? null : (lines[one] ?? '').replace(ONE_PERSON, '{people}');
  const isHouses = sentence.startsWith('Thanks to');
  return {
    lastAt: Math.max(...found, ...ones),
    sentences: found.map((at) => lines[at] ?? ''),
    phrase: isHouses ? null : sentence,
    phraseOne: isHouses ? null : phraseOne,
  };
}
