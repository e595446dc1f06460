import { isSameName } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { MONTH_NAMES } from '../activity/period-names.js';
import { anyOf } from '../activity/text-pattern.js';
import { ENGLISH_PHRASES, isEnglish, type Language, phrase } from '../document/language.js';
import { foldSpace, type Sentence, splitSentences } from '../markdown/prose-lines.js';
import { remembered } from '../markdown/remembered.js';
import type { SectionText } from './earlier-edition.js';

/** By what the earlier sections of a subject are recognised. */
export interface SectionIdentity {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** The name of a crate, as in its heading; `null`: the repository as a whole. */
  readonly crate: string | null;
  /** Names of crates of the repository that have sections of their own. */
  readonly others: readonly string[];
}

/** What the next edition takes over from the earlier sections of a crate. */
export interface SectionStyle {
  /** The `###` line up to the end of its link; `null` when it has no link. */
  readonly heading: string | null;
  readonly gap: string;
  readonly maintainersLine: string | null;
  readonly maintainers: readonly string[];
  /** Sentences that hold for any month, with their layout; `null` when no earlier section has any. */
  readonly introduction: string | null;
  /** White space between introduction and lead sentence. */
  readonly beforeLead: string;
  /** The closing sentence of the latest section that has one; `null` when it speaks of one month only. */
  readonly lead: string | null;
  /** The editions that its parts are taken from; `null` for a part that none has. */
  readonly from: Readonly<Record<'heading' | 'maintainersLine' | 'introduction' | 'lead', Period | null>>;
}

/** Of a subject that no earlier edition has. */
export const NOTHING_LEARNED: SectionStyle = {
  heading: null,
  gap: '\n',
  maintainersLine: null,
  maintainers: [],
  introduction: null,
  beforeLead: '\n\n',
  lead: null,
  from: { heading: null, maintainersLine: null, introduction: null, lead: null },
};

/** A section's heading up to the end of its link. */
const LINKED_HEADING = /^#+\s+\[.+?\]\([^)\s]+\)/;

/** Learns from the sections about a repository or a crate of it, latest first; `null` when there are none. */
export function learnSectionStyle(sections: readonly SectionText[], repository: string): SectionStyle | null {
  if (sections.length === 0) return null;
  const linked = sections.find((section) => isSameName(section.repository, repository));
  const withMaintainers = sections.find(({ maintainersLine }) => maintainersLine !== null);
  const withText = sections.find(({ text }) => text.trim() !== '');
  const usual = sections.find(({ text, hasStory }) => text.trim() !== '' && !hasStory);
  const split = splitLead((usual ?? withText)?.text ?? '');
  const learned = learnIntroduction(sections);
  const withLead = sectionOfLead(sections);
  const { lead: last } = splitLead(withLead?.text ?? '');
  const lead = withLead !== undefined && last !== null && isStockLead(last, withLead.language) ? last : null;
  return {
    heading: LINKED_HEADING.exec(linked?.heading ?? '')?.[0] ?? null,
    gap: withMaintainers?.gap ?? '\n',
    maintainersLine: withMaintainers?.maintainersLine ?? null,
    maintainers: withMaintainers?.maintainers ?? [],
    introduction: learned?.text ?? null,
    beforeLead:
      spaceBetween(sections, learned?.text) ??
      (learned?.endsParagraph === true || isWrapped(learned?.text) ? '\n\n' : split.space || '\n\n'),
    lead,
    from: {
      heading: linked?.period ?? null,
      maintainersLine: withMaintainers?.period ?? null,
      introduction: learned?.period ?? null,
      lead: lead === null ? null : (withLead?.period ?? null),
    },
  };
}

/** How many of a subject's sections with text are looked through for a lead sentence. */
const SECTIONS_WITH_TEXT = 6;

/** The latest section with text; one above pull requests alone, if there is any: "changes" may be due to commits. */
function sectionOfLead(sections: readonly SectionText[]): SectionText | undefined {
  const latest = sections
    .filter(({ text, hasStory }) => text.trim() !== '' && !(hasStory && splitLead(text).lead === null))
    .slice(0, SECTIONS_WITH_TEXT);
  const showsCommits = ({ blocks }: SectionText) =>
    blocks.some(({ works }) =>
      works.some(({ kind, isListed, hidden }) => kind === 'commit' && isListed && !hidden),
    );
  return latest.find((section) => !showsCommits(section)) ?? latest[0];
}

/**
 * White space between the introduction and a lead sentence that follows it directly, in the latest section like that. Behind an
 * introduction that people wrapped, news that end with a colon do not count as one.
 */
function spaceBetween(sections: readonly SectionText[], introduction: string | undefined): string | null {
  for (const { text, language, hasStory } of sections) {
    const { introduction: its, space, lead } = splitLead(text);
    // A story had parted them.
    if (hasStory || its !== introduction || space === '' || lead === null) continue;
    if (isStockLead(lead, language) || !isWrapped(introduction)) return space;
  }
  return null;
}

/** Whether people wrapped its lines: behind the last one, a lead sentence would make a line longer than theirs. */
function isWrapped(introduction: string | undefined): boolean {
  return /\S[^\S\n]*\n[^\S\n]*\S/.test(introduction ?? '');
}

const PARAGRAPH_BREAK = /\n\s*\n/;

/** What holds for any month of an introduction, and whether a paragraph ended with it. */
export interface Introduction {
  readonly text: string;
  readonly endsParagraph: boolean;
  /** The edition that it is taken from. */
  readonly period: Period;
}

/**
 * The latest introduction without the sentences that speak of one edition. The first paragraph describes the crate; a
 * sentence of a later one, or one that follows news, must have stood in an earlier section too. One that did has proven
 * that it holds for any month, whatever its words. If nothing of the latest text holds, what stood before it is outdated.
 */
export function learnIntroduction(sections: readonly SectionText[]): Introduction | null {
  for (const [index, { text, period, language }] of sections.entries()) {
    const proven = new Set(
      sections
        .slice(index + 1, index + 7)
        .flatMap((section) => splitSentences(section.text).map((sentence) => foldSpace(sentence.text))),
    );
    const sentences = splitSentences(splitLead(text).introduction);
    const firstNews = sentences.findIndex(
      (sentence) => !proven.has(foldSpace(sentence.text)) && isEditionSpecific(sentence.text, language),
    );
    const endOfFirst = sentences.findIndex(
      (sentence) => PARAGRAPH_BREAK.test(sentence.space) && !announces(sentence),
    );
    const holds = sentences.map(
      (sentence, place) =>
        proven.has(foldSpace(sentence.text)) ||
        ((endOfFirst < 0 || place <= endOfFirst) && (firstNews < 0 || place < firstNews)),
    );
    const kept = withFootnotes(
      sentences,
      sentences.filter(
        (sentence, place) => holds[place] && !(announces(sentence) && holds[place + 1] === false),
      ),
      ({ text: words }) => proven.has(foldSpace(words)) || !isEditionSpecific(words, language),
    );
    const introduction = kept.map((sentence) => sentence.text + sentence.space).join('');
    const endsParagraph = PARAGRAPH_BREAK.test(kept.at(-1)?.space ?? '');
    if (introduction.trim() !== '') return { text: introduction.trim(), endsParagraph, period };
    if (sentences.length > 0) return null;
  }
  return null;
}

/** Whether the code, list or quote of the next paragraph belongs to the sentence. */
function announces({ text, space }: Sentence): boolean {
  return text.endsWith(':') && PARAGRAPH_BREAK.test(space);
}

/** The beginning of a footnote, which GitHub and Zola read, with its label. */
const FOOTNOTE = /^ {0,3}\[\^([^[\]\s]+)\]:/;
const FOOTNOTE_MARK = /\[\^([^[\]\s]+)\]/g;
/** A label for a mark alone. */
const MARK_OR_CODE = /(`+)[\s\S]*?\1(?!`)| ?\[\^([^[\]\s]+)\]/g;

/** The kept sentences with their footnotes that hold as well, and without the marks of all others. */
function withFootnotes(
  sentences: readonly Sentence[],
  kept: readonly Sentence[],
  holds: (footnote: Sentence) => boolean,
): readonly Sentence[] {
  if (!kept.some(({ text }) => text.includes('[^'))) return kept;
  const labelOf = ({ text }: Sentence) => FOOTNOTE.exec(text)?.[1];
  const words = kept.filter((sentence) => labelOf(sentence) === undefined);
  const marked = new Set(
    words.flatMap(({ text }) => [...text.matchAll(FOOTNOTE_MARK)].map(([, label]) => label)),
  );
  const footnotes = sentences.filter((sentence) => marked.has(labelOf(sentence)) && holds(sentence));
  const known = new Set(footnotes.map(labelOf));
  return sentences.flatMap((sentence) => {
    if (footnotes.includes(sentence)) return sentence;
    if (!words.includes(sentence)) return [];
    return {
      ...sentence,
      text: sentence.text.replace(MARK_OR_CODE, (whole, _, label) =>
        label === undefined || known.has(label) ? whole : '',
      ),
    };
  });
}

/**
 * Words that tie a sentence to one month: a month's name, "this month", "recently", a version, an issue, a pull
 * request or a commit, and what "we" did. The editors' standing descriptions of a crate have none of them.
 */
const CUES: readonly RegExp[] = [
  new RegExp(`\\b(?:${MONTH_NAMES.join('|')})\\b`),
  /\b(?:this|last|next|past|previous|coming) (?:week|fortnight|month|quarter|year|issue|post)\b/i,
  /\b(?:recently|meanwhile|finally|unfortunately|right now|currently|today|yesterday)\b/i,
  /\b(?:[Ww]e|[Oo]ur|[Mm]y)\b|\bI\b(?![/-])/,
  /\bv?\d+\.\d+(?:\.\d+)?\b/,
  /\/(?:pull|issues|commit|compare|releases|milestone|advisories)\b/,
  /\b(?:received|landed|merged|released|published|got|was|were|has been|have been)\b/i,
];

/** Whether a sentence tells news of one edition, so that it must not be carried into the next. */
export function isEditionSpecific(sentence: string, { cues, monthNames }: Language): boolean {
  if (cues === null || cues.test(sentence) || CUES.some((cue) => cue.test(sentence))) return true;
  return monthNames.length > MONTH_NAMES.length && monthNamed(monthNames).test(sentence);
}

function monthNamed(names: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${anyOf(names)})(?!\\p{L})`, 'gu');
}

/** The lead sentence of sections that have none of their own yet, unless the settings have another. */
export function defaultLead({ kind }: Pick<Period, 'kind'>, language: Language): string {
  return phrase(language, 'lead', { kind });
}

/** Words of which a lead sentence may consist that can open any month's list. */
const STOCK_WORDS = new Set(
  `a added also and changes change crate few fix fixes following for fortnight got has have i improvement improvements in it library
  made merged month new of pr project prs pull quarter received repository request requests saw several small some the there
  these this to update updates was we week were`.split(/\s+/),
);

/** A section's text, taken apart. */
export interface SplitText {
  /** What precedes the lead sentence, without white space around it. */
  readonly introduction: string;
  /** White space before the lead sentence. */
  readonly space: string;
  /** The closing sentence, if it ends with a colon. */
  readonly lead: string | null;
}

/** In characters. The texts of a subject's sections are asked about for the introduction, the lead sentence and the space. */
const MOST_SPLIT = 200_000;

/** Separates the closing sentence that ends with a colon from what precedes it. */
export const splitLead = remembered(splitText, MOST_SPLIT);

function splitText(text: string): SplitText {
  const trimmed = text.trim();
  const sentences: readonly Sentence[] = splitSentences(trimmed);
  const last = sentences.at(-1);
  if (last === undefined || !last.text.endsWith(':')) return { introduction: trimmed, space: '', lead: null };
  return {
    introduction: trimmed.slice(0, trimmed.length - last.text.length).trim(),
    space: sentences.at(-2)?.space ?? '',
    lead: last.text,
  };
}

/** Whether a lead sentence can open any month's list, once the month's name in it is the right one. */
export function isStockLead(lead: string, language: Language): boolean {
  if (isLeadPhrase(lead, language)) return true;
  const words =
    lead
      .replace(monthNamed(language.monthNames), '')
      .toLowerCase()
      .match(/[^\s,:]+/g) ?? [];
  return words.every((word) => STOCK_WORDS.has(word) || /^`[^`]+`$/.test(word));
}

/** Whether it is what the newsletter's phrases have. */
function isLeadPhrase(lead: string, language: Language): boolean {
  return LEADS.some((name) => new RegExp(`^${language.patterns[name]}$`).test(lead));
}

const LEADS = ['lead', 'leadOne'] as const;

/** The lead sentence with the name of the month where it names a month. */
export function leadIn({ monthName }: Period, lead: string, { monthNames }: Language): string {
  return lead.replace(monthNamed(monthNames), monthName);
}

/** What a list shows. */
export interface Listed {
  readonly pullRequests: number;
  /** With all other work that is no pull request. */
  readonly commits: number;
}

/** What lead sentences call the entries below them, in the singular. */
const THING = '(PR|pull request|commit|change|update|improvement|fix|feature|addition)';
const PLURAL = '(?:(?<=fix)es|s)';
/** With the word that says which they are, up to one adjective, and a verb that agrees with them. */
const ANNOUNCED = new RegExp(
  String.raw`\b(following|these|this)((?: [\w-]+)?? )${THING}${PLURAL}?\b( (?:was|were|has|have)\b)?`,
  'i',
);
/** The same without such a word: in the singular, most of these nouns are verbs as well. */
const BARE = new RegExp(
  String.raw`()(\b)${THING}(?:${PLURAL}|(?<=PR|pull request))\b( (?:was|were|has|have)\b)?`,
  'i',
);
/** Words that another noun does not put into the singular, or the plural. */
const SEVERAL = new RegExp(
  String.raw`\b(?:several|some|few|many)(?: [\w-]+)? ${THING}${PLURAL}\b|\b${THING}${PLURAL} and\b`,
  'i',
);
const ONE = new RegExp(String.raw`\b(?:an?|one)(?: [\w-]+)? ${THING}\b`, 'i');

/**
 * The lead sentence in the number and kind of what follows: "the following PR" before a single one, "changes" where
 * there are commits among several. `null` when its words cannot be made to fit.
 */
export function fitLead(lead: string, { pullRequests, commits }: Listed, language: Language): string | null {
  const isOne = pullRequests + commits === 1;
  const name = isOne ? 'leadOne' : 'lead';
  if (language.phrases[name] !== ENGLISH_PHRASES[name] && isLeadPhrase(lead, language))
    return phrase(language, name);
  if (!isEnglish(language)) return lead;
  if ((isOne ? SEVERAL : ONE).test(lead)) return null;
  const found = ANNOUNCED.exec(lead) ?? BARE.exec(lead);
  if (found === null) return lead;
  const [whole, which = '', between = '', thing = '', verb = ''] = found;
  const noun = nameFor(thing, { pullRequests, commits });
  const fitting = [
    which.replace(/^th(?:is|ese)$/i, (word) => word.charAt(0) + (isOne ? 'his' : 'hese')),
    between,
    isOne ? noun : `${noun}${noun === 'fix' ? 'es' : 's'}`,
    isOne
      ? verb.replace('were', 'was').replace('have', 'has')
      : verb.replace('was', 'were').replace('has', 'have'),
  ].join('');
  return lead.slice(0, found.index) + fitting + lead.slice(found.index + whole.length);
}

/** What the entries are called: as before, unless it is wrong of some of them. */
function nameFor(thing: string, { pullRequests, commits }: Listed): string {
  if (/^commit$/i.test(thing)) return pullRequests === 0 ? thing : commits === 0 ? 'PR' : 'change';
  return commits > 0 && /^(?:PR|pull request)$/i.test(thing) ? 'change' : thing;
}
