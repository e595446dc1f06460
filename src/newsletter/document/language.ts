import { MONTH_NAMES, monthNamesIn } from '../activity/period-names.js';
import { escaped, filledIn } from '../activity/text-pattern.js';
import { type Markdown, trusted } from '../markdown/markdown.js';
import { remembered } from '../markdown/remembered.js';

/**
 * The words that the bot writes into an edition, in English: placeholders in braces stand for what differs. `{kind}` is the
 * English word for the period; a newsletter's own phrases have the right word themselves.
 */
export const ENGLISH_PHRASES = {
  lead: 'We merged the following PRs this {kind}:',
  leadOne: 'We merged the following PR this {kind}:',
  thanks: 'Thanks to {people} for their contributions!',
  thanksOne: 'Thanks to {people} for their contribution!',
  thanksFor: 'Thanks to {people} for {reason}',
  maintainedBy: 'Maintained by {people}',
  writtenBy: 'Section written by {people}',
  with: 'with {links}',
  also: 'also {crates}',
  publishedAs: 'published as {release}',
  noPullRequests: 'No pull requests were merged this {kind}.',
  noUpdates: 'No project updates were submitted this {kind}.',
  week: 'the week of {day}',
  fortnight: 'the fortnight of {day}',
  quarter: 'Q{quarter} {year}',
  projects: '`{organization}` Projects',
  aboutProjects: 'An overview of the changes to the projects that the organization hosts.',
  otherProjects: 'Other Projects',
  newProjects: 'New Projects',
  newProjectsLead: 'There are new projects in the `{organization}` organization:',
  newProjectLead: 'There is a new project in the `{organization}` organization:',
  news: 'Announcements, News, and Blog Posts',
  infrastructure: 'Infrastructure and Tooling',
  welcome:
    'Welcome to _"{name}"_, an overview of what was merged in the projects of the organization `{organization}` in {period}.',
} as const;

export type PhraseName = keyof typeof ENGLISH_PHRASES;
export const PHRASE_NAMES = Object.keys(ENGLISH_PHRASES) as readonly PhraseName[];
export type Phrases = Readonly<Record<PhraseName, string>>;

/** How the newsletter writes what is about people, in its own words and in English. */
export interface Grammar {
  /** Names with nothing between them but what makes a list of them. */
  readonly nameList: RegExp;
  /** How a paragraph begins that thanks somebody, named or not. */
  readonly thanks: RegExp;
  /** A paragraph that is a credit: it thanks people whom it names. */
  readonly credit: RegExp;
  /** Where a text thanks somebody. */
  readonly thanksWithin: RegExp;
  /** The line under a section's heading that names its maintainers, with the white space before it. */
  readonly maintainersLine: RegExp;
  /** The line that says who wrote a section. */
  readonly signature: RegExp;
  readonly signedText: RegExp;
  /** Lines of both kinds. */
  readonly linesOfPeople: RegExp;
}

/** The language of an edition. */
export interface Language {
  /** As BCP 47 has it, such as `de` or `fr-CA`. */
  readonly tag: string;
  readonly phrases: Phrases;
  /** The names of months that a text may have. */
  readonly monthNames: readonly string[];
  /** Words that tie a sentence to one period; `null`: none are known, so that any sentence may have some. */
  readonly cues: RegExp | null;
  /** What finds its phrases about people. */
  readonly grammar: Grammar;
  /** What finds each phrase, whatever its placeholders stand for, as the source of a regular expression. */
  readonly patterns: Phrases;
}

/** Placeholders of a phrase that it need not have. */
const MAY_LACK: readonly string[] = ['organization', 'name', 'period'];

/** Why the text cannot stand for the phrase, as a sentence; `null`: it can. */
export function phraseProblem(name: PhraseName, text: string): string | null {
  const known = placeholdersIn(ENGLISH_PHRASES[name]).filter((each) => each !== 'kind');
  const found = placeholdersIn(text);
  const list = known.length === 0 ? 'none' : known.map((each) => `{${each}}`).join(', ');
  const unknown = found.find((each) => !known.includes(each));
  if (unknown !== undefined) return `must not have {${unknown}}. The placeholders are ${list}.`;
  const missing = known.find((each) => !MAY_LACK.includes(each) && !found.includes(each));
  return missing === undefined ? null : `must have {${missing}}.`;
}

function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/**
 * Words of news, by language, for the languages that have some here: "this month" and the like, and what "we" did. The
 * standing descriptions of a project have none of them.
 */
const CUES: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:(?:dies|letzt|nächst|vergangen|vorig)\p{L}* (?:Woche|Monat|Quartal|Jahr|Ausgabe)\p{L}*|kürzlich|inzwischen|endlich|leider|derzeit|aktuell|heute|gestern|wir|uns|unser\p{L}*|wurden?|erschien\p{L}*|veröffentlicht\p{L}*)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:(?:ce|cet|cette|derni(?:er|ère)|prochaine?) (?:semaine|mois|trimestre|année|numéro)|(?:semaine|mois|trimestre|année|numéro) (?:derni(?:er|ère)|prochaine?)|récemment|enfin|malheureusement|actuellement|aujourd'hui|hier|nous|notre|nos|ont été|a été|publiée?s?|fusionnée?s?)(?!\p{L})/iu,
};

/** The phrases that somebody set. */
export type GivenPhrases = Readonly<Partial<Record<PhraseName, string | undefined>>>;

/** A language with phrases of its own; the others are English. */
export function languageOf(tag: string, given: GivenPhrases): Language {
  return languageIn(JSON.stringify([tag, given]));
}

/** In characters of tags and phrases. The patterns of a language take long to make, and the next run has the same one. */
const MOST_LANGUAGES = 100_000;

const languageIn = remembered((words: string): Language => {
  const [tag, phrases] = JSON.parse(words) as [string, Partial<Phrases>];
  return newLanguage(tag, phrases);
}, MOST_LANGUAGES);

function newLanguage(tag: string, given: Partial<Phrases>): Language {
  const [primary = 'en'] = tag.toLowerCase().split('-');
  const own = primary === 'en' ? [] : monthNamesIn(tag);
  const words = { tag, phrases: { ...ENGLISH_PHRASES, ...given } };
  return {
    ...words,
    monthNames: [...new Set([...own, ...MONTH_NAMES])],
    cues: primary === 'en' ? NO_CUES : (CUES[primary] ?? null),
    grammar: grammarOf(words),
    patterns: patternsOf(words),
  };
}

/** What phrases are made of. */
type Words = Pick<Language, 'tag' | 'phrases'>;

/** A login with an underscore is one of an enterprise's managed users. */
export const NAME = /\[`?@([A-Za-z0-9][A-Za-z0-9_-]*)`?\]/;
/** The same with its address. */
export const LINKED_NAME = new RegExp(String.raw`${NAME.source}\([^)\s]*\)`);

/** How people begin to thank somebody in English, which editions in other languages may do, too. */
const THANKS =
  '(?:(?:an? )?(?:special|many|big|huge|warm) )?(?:thanks|thank you)(?: (?:a lot|so much|very much|again|also))?';

function grammarOf(language: Words): Grammar {
  const started = (...names: readonly PhraseName[]) =>
    [...new Set(names.map((name) => startOf(language, name) ?? filledIn(language.phrases[name])))].join('|');
  const linked = LINKED_NAME.source;
  const thanks = started('thanks', 'thanksOne', 'thanksFor');
  // "Un grand merci à": what people put before a phrase; `THANKS` has it in English.
  const warmly = isEnglish(language) ? '' : String.raw`(?:\p{L}+\s+){0,2}`;
  const written = `Section written by\\b|${started('writtenBy')}`;
  const maintained = `Maintained by|${started('maintainedBy')}`;
  return {
    nameList: new RegExp(`${linked}(?:(?:${listSeparators(language)})${linked})*`),
    thanks: new RegExp(`^(?:${THANKS}\\b|${thanks})`, 'i'),
    credit: new RegExp(`^(?=[\\s\\S]*\\[\`?@)(?:${THANKS} to\\b|${warmly}(?:${thanks}))`, 'iu'),
    thanksWithin: new RegExp(`\\b${THANKS} to\\b|${thanks}`, 'i'),
    maintainersLine: new RegExp(
      `^(\\s*)(<span class="maintainers">\\s*\\(?(?:${maintained})[\\s\\S]*?</span>)`,
    ),
    signature: new RegExp(`<span[^>]*>\\s*\\(?(?:${written})([\\s\\S]*?)</span>`),
    signedText: new RegExp(`^(\\s*)<span(?: class="([\\w -]+)")?>\\s*\\(?(?:${written})`),
    linesOfPeople: new RegExp(`<span[^>]*>\\s*\\(?(?:${maintained}|${written})[\\s\\S]*?</span>`, 'g'),
  };
}

/** Those of English are known where sentences are read. */
const NO_CUES = /(?!)/;

export const ENGLISH: Language = languageOf('en', {});

export function isEnglish({ tag }: Pick<Language, 'tag'>): boolean {
  return /^en(?:-|$)/i.test(tag);
}

/** A phrase with what its placeholders stand for. */
export function phrase(
  { phrases }: Language,
  name: PhraseName,
  values: Readonly<Record<string, string>> = {},
): Markdown {
  return trusted(phrases[name].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole));
}

/** `A`, `A and B`, `A, B, and C`, as the language has it. */
export function asList(items: readonly Markdown[], { tag }: Language): Markdown {
  return trusted(new Intl.ListFormat(tag, { type: 'conjunction' }).format(items));
}

/** What stands between the items of such a list, as the source of a regular expression. */
function listSeparators({ tag }: Words): string {
  const parts = [
    ['a', 'b'],
    ['a', 'b', 'c', 'd'],
  ].flatMap((items) => new Intl.ListFormat(tag, { type: 'conjunction' }).formatToParts(items));
  const own = parts.flatMap(({ type, value }) => (type === 'literal' ? [value] : []));
  const all = [...new Set([...own, ', and ', ', ', ' and '])].toSorted(
    (one, other) => other.length - one.length,
  );
  return all.map((text) => escaped(text).replace(/ /g, String.raw`\s+`)).join('|');
}

/** What precedes a placeholder in the phrase, as the source of a regular expression; `null`: nothing does. */
function startOf({ phrases }: Words, name: PhraseName, placeholder = 'people'): string | null {
  const [before = ''] = phrases[name].split(`{${placeholder}}`);
  return before.trim() === '' ? null : escaped(before.trim()).replace(/\s+/g, String.raw`\s+`);
}

function patternsOf({ phrases }: Words): Phrases {
  return Object.fromEntries(Object.entries(phrases).map(([name, text]) => [name, filledIn(text)])) as Phrases;
}
