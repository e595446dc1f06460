import { isSameName } from '../newsletter/activity/names.js';
import { onOneLine, showsNothing } from '../newsletter/markdown/markdown.js';
import { linesFrom } from '../newsletter/markdown/safe-markdown.js';
import { excessOf, MOST_TEXT_LINES } from '../newsletter/markdown/text-limits.js';
import {
  excessSentence,
  NOTHING_TO_SEE,
  SECOND_PULL_REQUEST,
  targetMissing,
  textMissing,
  tooLong,
} from '../replies/command-problems.js';
import {
  type Command,
  type CommandPlace,
  type CommandProblem,
  type ParsedCommand,
  type Position,
  PREFIX,
  parseReference,
  type Reference,
} from './command.js';

/** What follows a verb. */
export interface Arguments {
  /** The rest of the line, trimmed. */
  readonly text: string;
  /** Where the rest of the line begins. */
  readonly at: Position;
  /** The lines below, up to the next command, as they stand in the source. */
  readonly block: string;
  readonly place: CommandPlace;
  /** How the verb is used, for a sentence. */
  readonly usage: string;
}

/** Longest texts, in UTF-16 units. */
export const LONGEST = {
  title: 256,
  note: 2_000,
  why: 200,
  url: 2_000,
  description: 1_000,
  section: 20_000,
  intro: 4_000,
  story: 8_000,
} as const;

type Problem = { readonly problem: CommandProblem };

/** A problem with what stands where the arguments begin. */
export function problemAt(given: Arguments, sentence: string, didYouMean: string | null = null): Problem {
  return { problem: { at: given.at, sentence, didYouMean } };
}

/** What keyboards, and pages that were copied from, put in unseen: joiners, marks of direction, soft hyphens. */
export const UNSEEN =
  '\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff';
const UNSEEN_CHARACTERS = new RegExp(`[${UNSEEN}]`, 'g');
/** A word ends with a comma too where somebody's login or a number follows right behind it. */
const FIRST_WORD = new RegExp(
  `^[\\s${UNSEEN}]*([^\\s:]*?[,;\uff0c\u3001](?=[${UNSEEN}]*[@#])|\\S*)\\s*(?:[\\s${UNSEEN}]+(?=[^\\s${UNSEEN}]))?`,
);
/** What telephones write for `"` and `'`. */
const QUOTES = '"\'\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d';
const AROUND = new RegExp(`^[${QUOTES}]+|[${QUOTES}]+$`, 'g');
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;

/** A regular expression for a word in which somebody's keyboard may have put something unseen. */
export function spelling(word: string): string {
  return Array.from(word, (character) => character.replace(/\W/, '\\$&')).join(`[${UNSEEN}\\u2028\\u2029]*`);
}

/** How a command begins, for a regular expression. */
export const SPELT_PREFIX = spelling(PREFIX);

/** A word as a plain keyboard would have written it. */
function plainWord(word: string): string {
  return withoutUnseen(word).replace(DASHES, '-').replace(AROUND, '');
}

/** The text without what nobody sees. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_CHARACTERS, '');
}

/** The arguments where only something unseen parts a word from the next: with a space in its place. */
export function spaced(given: Arguments): Arguments {
  return { ...given, text: given.text.replace(UNSEEN_CHARACTERS, ' ') };
}

/** The first word of the arguments, as a plain keyboard would have written it, and what follows it. */
export function cutWord(given: Arguments): { readonly word: string; readonly rest: Arguments } {
  const [matched = '', word = ''] = FIRST_WORD.exec(given.text) ?? [];
  const { line, column } = given.at;
  const [first = '', ...below] = matched.split(LINE_END);
  const last = below.at(-1);
  const at =
    last === undefined
      ? { line, column: column + first.length }
      : { line: line + below.length, column: last.length + 1 };
  return { word: plainWord(word), rest: { ...given, text: given.text.slice(matched.length), at } };
}

const LINE_END = /\r\n|\r|\n/;

/** A list, a quote, a heading, code, a table, HTML or a rule: such a line does not go on with the words above it. */
const BEGINS_BLOCK =
  /^ {0,3}(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=\s|$)|[>|]|<(?!https?:)|`{3}|~{3}|[-=_*]{2,}\s*$)/;

/** The words right below the command that go on with its line, since a browser shows both as one paragraph; '': none. */
export function wordsBelow(given: Arguments): string {
  const lines = attachedLines(given.block).split('\n');
  const end = lines.findIndex((line) => BEGINS_BLOCK.test(line));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trimEnd();
}

/** The arguments with the words right below them; without, where those are longer than a line may be. */
export function withWordsBelow(given: Arguments): Arguments {
  const below = wordsBelow(given);
  if (below === '') return given;
  if (given.text !== '') return { ...given, text: `${given.text}\n${below}`, block: '' };
  return { ...given, text: below.trimStart(), at: { line: given.at.line + 1, column: 1 }, block: '' };
}

/** The pull request or commit that a command on the draft begins with, and what follows. */
export function cutTarget(given: Arguments): { readonly target: Reference | null; readonly rest: Arguments } {
  if (given.place === 'pull request') return { target: null, rest: given };
  const { word, rest } = cutWord(given);
  const target = parseReference(word) ?? parseReference(withoutStop(word));
  return target === null ? { target, rest: given } : { target, rest };
}

/** On the draft a command must say which entry it is about. */
export function aboutEntry(
  given: Arguments,
  parse: (target: Reference | null, rest: Arguments) => ParsedCommand,
): ParsedCommand {
  const { target, rest } = cutTarget(given);
  if (target !== null || given.place === 'pull request') return parse(target, rest);
  return problemAt(given, targetMissing(given.usage));
}

/** Words of politeness, of the languages in which people have written them, for a regular expression. */
const POLITE =
  "(?:please|pls|plz|kindly|thanks|thank you|thx|bitte(?: sch[öo]n)?|danke(?: sch[öo]n)?|svp|s[’']il (?:vous|te) pla[iî]t|merci(?: beaucoup)?)";
const POLITE_START = new RegExp(String.raw`^${POLITE}(?:\s+d[e’'])?[,:!]?\s+`, 'i');
const POLITE_ALONE = new RegExp(String.raw`^[\s.,;!:-]*(?:${POLITE}[\s.,;!]*)*$`, 'i');

/** The arguments without the politeness that they begin with. */
export function withoutPoliteness(given: Arguments): Arguments {
  const [polite = ''] = POLITE_START.exec(given.text) ?? [];
  const { line, column } = given.at;
  return { ...given, text: given.text.slice(polite.length), at: { line, column: column + polite.length } };
}

/** Whether the words ask for nothing: there are none, or they are polite. */
export function asksNothing(text: string): boolean {
  return POLITE_ALONE.test(onOneLine(text));
}

/** A word without what ends a clause or a sentence behind it. */
export function withoutStop(word: string): string {
  return word.replace(/[,;:.!]+$/, '');
}

/** A second pull request was hardly meant as talk or as a reason. */
export function secondTarget(given: Arguments): Problem | null {
  return parseReference(cutWord(given).word) === null ? null : problemAt(given, SECOND_PULL_REQUEST);
}

/** A reason, which may be left out, and may stand behind a dash. */
export function withReason(line: Arguments, command: (why: string | null) => Command): ParsedCommand {
  const given = withWordsBelow(line);
  const second = secondTarget(given);
  if (second !== null) return second;
  const why = onOneLine(given.text)
    .replace(/^\s*[-\u2010-\u2015]+\s+/, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (why.length > LONGEST.why) return problemAt(given, tooLong(LONGEST.why));
  return { command: command(isBlank(why) || asksNothing(why) ? null : why) };
}

/** Why a text is missing or too long. A plain title needs no more; Markdown is also read by `withMarkdown`. */
export function textProblem(given: Arguments, text: string, longest: number): Problem | null {
  if (isBlank(text)) return problemAt(given, textMissing(given.usage));
  return text.length > longest ? problemAt(given, tooLong(longest)) : null;
}

/** The command with a Markdown text that shows readers something, and that a Markdown parser can be given. */
export function withMarkdown(
  given: Arguments,
  text: string,
  command: (text: string) => Command,
  mostLines = MOST_TEXT_LINES,
): ParsedCommand {
  const excess = excessOf(text, mostLines);
  if (excess !== null) return problemAt(given, excessSentence(excess, mostLines));
  return isUnseen(text) ? problemAt(given, NOTHING_TO_SEE) : { command: command(text) };
}

/** The lines of a block without empty ones around them; the first keeps its indentation, which may mean code. */
export function trimmedBlock(block: string): string {
  return block.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, '').trimEnd();
}

/** The lines of a block right below its command, up to an empty one. */
export function attachedLines(block: string): string {
  const lines = block.split(/\r\n|\r|\n/).slice(1);
  const end = lines.findIndex((line) => line.trim() === '');
  return (end < 0 ? lines : lines.slice(0, end)).join('\n');
}

/** The address of a link that a text names, at the beginning of a line (https://spec.commonmark.org/0.31.2/#link-reference-definition). */
export const DEFINITION = /^ {0,3}\[((?:[^\\[\]]|\\.)+)\]:[ \t]*\S+.*$/;

/** The text with those definitions of the block, further below, that it refers to. */
export function withDefinitions(text: string, block: string): string {
  const known = new Set(text.split(LINE_END));
  const folded = text.toLowerCase();
  const definitions = block.split(LINE_END).filter((line) => {
    const label = DEFINITION.exec(line)?.[1]?.toLowerCase();
    return label !== undefined && !known.has(line) && folded.includes(`[${label}]`);
  });
  return definitions.length === 0 ? text : `${text}\n\n${definitions.join('\n')}`;
}

/** Whether a reader would see nothing. */
export function isBlank(text: string): boolean {
  return showsNothing(text);
}

const NONE = new RegExp(
  `^(?:${[
    'no|none|n ?/ ?a|n\\.?a|nil|nothing|not applicable',
    '(?:no|none|not|nothing) (?:needed|required|necessary)',
    'no (?:(?:release|changelog|newsletter|user[- ]facing|user[- ]visible|relevant) )?(?:notes?|entry|entries|news|changes?)(?: (?:is |are )?(?:needed|required|necessary))?',
    'nothing (?:to (?:note|report|say|announce)|user[- ](?:facing|visible)|of note)',
  ].join('|')})$`,
  'i',
);

/**
 * Whether a person says that there is nothing to say, as in the release notes of other projects: `NONE`, `n/a`, `-`, also
 * with emphasis, as code, or as the item of a list.
 */
export function saysNone(text: string): boolean {
  const words = text.trim();
  if (/^[-\u2010-\u2015]+$/.test(words)) return true;
  const bare = words.replace(/^(?:[-*+]\s)?[\s*_`"'(]*|[\s*_`"').!]*$/g, '');
  return NONE.test(bare.replace(/\s+/g, ' '));
}

/** Comments, also one without an end, and the addresses of links that are named elsewhere. */
const NEVER_SHOWN = /<!--[\s\S]*?(?:-->|$(?![\s\S]))|^ {0,3}\[[^\]\n]+\]:.*$/gm;

/** So much without a letter says nothing either. */
const MOST_WITHOUT_LETTER = 500;

/** Whether readers would see nothing of a Markdown text. Where it has words that are shown, no parser is asked. */
function isUnseen(text: string): boolean {
  if (/(?!\p{Default_Ignorable_Code_Point})[\p{Letter}\p{Number}]/u.test(text.replace(NEVER_SHOWN, '')))
    return false;
  return text.length > MOST_WITHOUT_LETTER || linesFrom(text).every(showsNothing);
}

/** Old logins may end in a hyphen; underscores are those of managed enterprise users. */
const LOGIN = /^@([a-z\d][a-z\d_-]{0,99}(?:\[bot\])?)[,;.:!，、]*$/i;

/** The people that the arguments begin with, each once as first written, and what follows them. Commas and "and" may stand between. */
export function cutLogins(given: Arguments): {
  readonly logins: readonly string[];
  readonly after: Arguments;
} {
  const logins: string[] = [];
  let after = given;
  for (;;) {
    const { word, rest } = cutWord(after);
    const login = LOGIN.exec(word)?.[1];
    const joins = /^(?:and|&)$/i.test(word) && LOGIN.test(cutWord(rest).word);
    if (login === undefined && !joins) return { logins, after };
    if (login !== undefined && !logins.some((other) => isSameName(other, login))) logins.push(login);
    after = rest;
  }
}

/** What follows a word by which a person means themselves. */
export function withoutMe(given: Arguments): Arguments {
  const { word, rest } = cutWord(given);
  return /^(?:me|myself)[,.!]?$/i.test(word) ? rest : given;
}

/** The address that a word is: without angle brackets, and without what ends a sentence, which GitHub links neither. */
export function writtenAddress(word: string): string {
  const bare = withoutUnseen(word).replace(AROUND, '');
  return bare.replace(/^<(.*)>$/, '$1').replace(/[.,:;!?]+$/, '');
}
