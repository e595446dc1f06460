import { NameSet, nameKey } from '../newsletter/activity/names.js';
import { isPeriodKey } from '../newsletter/activity/period.js';
import { asSet, isPerson } from '../newsletter/activity/work.js';
import { thanksLine } from '../newsletter/edition/credit.js';
import { escapeTitle, link } from '../newsletter/markdown/markdown.js';
import { linesFrom } from '../newsletter/markdown/safe-markdown.js';
import {
  NAME_PEOPLE,
  NAME_PERIOD,
  NAME_PULL_REQUEST,
  NONE_STANDS_ALONE,
  ONLY_PEOPLE_OR_ALWAYS,
  ONLY_PULL_REQUESTS,
  ONLY_REASON,
  TITLE_IS_ONE_LINE,
  TOO_MANY_PEOPLE,
  TOO_MANY_PULL_REQUESTS,
  tooLong,
} from '../replies/command-problems.js';
import { botCredited, neverThanked, noSuchAccount } from '../replies/refusals.js';
import {
  aboutEntry,
  attachedLines,
  cutLogins,
  cutTarget,
  cutWord,
  LONGEST,
  problemAt,
  saysNone,
  secondTarget,
  textProblem,
  trimmedBlock,
  withDefinitions,
  withMarkdown,
  withoutMe,
  withoutUnseen,
  withReason,
  withWordsBelow,
  wordsBelow,
} from './arguments.js';
import { type CommandOf, parseReference, printReference, type Reference } from './command.js';
import type { AmendmentsBesideLines, EntryRequest, EntryVerb } from './verb.js';

/** A note has twelve lines at most in the edition, each of which may be several in the source. Empty ones do not count. */
export const MOST_NOTE_LINES = 60;

/* Parts that many verbs share. */
const neverForbidden = () => null;
const unchanged = (amendments: AmendmentsBesideLines) => amendments;
const never = () => false;
const none = () => [];
/** For verbs whose commands have no words or people that readers see. */
const SHOWS_NOTHING = { shownTexts: none, shownLogins: none, lines: none };

const note: EntryVerb<CommandOf<'note'>> = {
  name: 'note',
  usage: 'note <text>',
  effect: 'adds the text below the entry; a list becomes several lines',
  example: 'note Page tables can now be built **without an allocator**.',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: 'anyone',
  decides: null,
  needsOwnEntry: false,
  needsEntry: true,
  /** As it was written and as it is rendered: each may have an address that the other has not. */
  shownTexts: ({ text }) => [text, linesFrom(text).join('\n\n')],
  shownLogins: none,
  lines: ({ text }) => linesFrom(text),
  whyNever: neverForbidden,
  change: unchanged,
  isTakenBack: (_, entry, found) => entry.notes.some((line) => !found.source.includes(line)),
  print: ({ target, text }) =>
    isOneLine(text) ? { words: [written(target), text] } : { words: [written(target)], below: text },
  /** The text behind the verb with the lines right below it or, without one, all lines up to the next command. */
  parse: (given) =>
    aboutEntry(given, (target, rest) => {
      const block = trimmedBlock(rest.text === '' ? rest.block : attachedLines(rest.block));
      const lines = [rest.text, block].filter((part) => part !== '').join('\n');
      const text = rest.text === '' ? lines : withDefinitions(lines, rest.block);
      if (saysNone(text)) return { command: { verb: 'note', target, text } };
      if (isNoneAndVerb(lines)) return problemAt(rest, NONE_STANDS_ALONE);
      return (
        textProblem(rest, text, LONGEST.note) ??
        withMarkdown(rest, text, (shown) => ({ verb: 'note', target, text: shown }), MOST_NOTE_LINES)
      );
    }),
};

const title: EntryVerb<CommandOf<'title'>> = {
  name: 'title',
  usage: 'title <text>',
  effect: 'changes the title of the entry',
  example: 'title Add `Mapper::translate` for 1 GiB pages',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: 'title',
  needsOwnEntry: true,
  needsEntry: true,
  shownTexts: ({ text }) => [text],
  shownLogins: none,
  lines: none,
  whyNever: neverForbidden,
  change: (amendments, { text }) => ({ ...amendments, title: text }),
  isTakenBack: (_, entry, found) => !found.source.includes(link(escapeTitle(entry.title), entry.work.url)),
  print: ({ target, text }) => ({ words: [written(target), text] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => {
      const problem = textProblem(rest, rest.text, LONGEST.title);
      if (problem !== null) return problem;
      if (wordsBelow(rest) !== '') return problemAt(rest, TITLE_IS_ONE_LINE);
      return { command: { verb: 'title', target, text: rest.text } };
    }),
};

const hide: EntryVerb<CommandOf<'hide'>> = {
  name: 'hide',
  usage: 'hide [why]',
  effect: 'hides the entry from readers; editors still see it in a comment in the file',
  example: 'hide only moves code',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: 'visibility',
  needsOwnEntry: true,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments, { why }, request) => ({
    ...amendments,
    visibility: { kind: 'hidden', because: reasonFor(why, request) },
  }),
  isTakenBack: (_, entry, found) => found.isHidden !== (entry.hiddenBecause !== null),
  print: ({ target, why }) => ({ words: [written(target), why ?? ''] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => withReason(rest, (why) => ({ verb: 'hide', target, why }))),
};

const show: EntryVerb<CommandOf<'show'>> = {
  name: 'show',
  usage: 'show',
  effect: 'shows the entry',
  example: 'show',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: 'visibility',
  needsOwnEntry: true,
  needsEntry: true,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments) => ({ ...amendments, visibility: { kind: 'shown' } }),
  isTakenBack: (_, entry, found) => found.isHidden !== (entry.hiddenBecause !== null),
  print: ({ target }) => ({ words: [written(target)] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => secondTarget(rest) ?? { command: { verb: 'show', target } }),
};

const highlight: EntryVerb<CommandOf<'highlight'>> = {
  name: 'highlight',
  usage: 'highlight [why]',
  effect: 'puts the entry first in its section',
  example: 'highlight the most wanted feature',
  about: 'entry',
  place: 'anywhere',
  role: 'maintainer',
  suggestedBy: 'author',
  decides: null,
  needsOwnEntry: true,
  needsEntry: true,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments, { why }, request) => ({ ...amendments, highlightedBecause: reasonFor(why, request) }),
  isTakenBack: never,
  print: ({ target, why }) => ({ words: [written(target), why ?? ''] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => withReason(rest, (why) => ({ verb: 'highlight', target, why }))),
};

const credit: EntryVerb<CommandOf<'credit'>> = {
  name: 'credit',
  usage: 'credit @login … [for what]',
  effect: 'credits these people too; a reason adds a line below the entry',
  example: 'credit @octocat for finding the bug',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: null,
  needsOwnEntry: false,
  needsEntry: false,
  shownTexts: ({ what }) => (what === null ? [] : [what]),
  shownLogins: ({ logins }) => logins,
  lines: ({ what }, { thanked, origin }) => (what === null ? [] : [thanksLine(thanked, what, origin)]),
  whyNever({ logins }, { optOuts, absent, origin, accounts }) {
    const bot = logins.find(
      (login) =>
        !isPerson(asSet({ login, type: 'User', databaseId: null, url: `${origin}/${login}` }, accounts)),
    );
    if (bot !== undefined) return botCredited(bot);
    const missing = logins.find((login) => absent.has(login));
    if (missing !== undefined) return noSuchAccount(missing);
    const unwilling = logins.find((login) => optOuts.has(login));
    return unwilling === undefined ? null : neverThanked(unwilling);
  },
  change(amendments, { logins }) {
    const names = new NameSet(logins);
    const others = amendments.credited.filter((login) => !names.has(login));
    return {
      ...amendments,
      credited: [...others, ...logins],
      uncredited: amendments.uncredited.filter((login) => !names.has(login)),
    };
  },
  isTakenBack: never,
  print: ({ target, logins, what }) => ({
    words: [written(target), ...people(logins), what === null ? '' : `for ${what}`],
  }),
  parse: (given) =>
    aboutEntry(withWordsBelow(given), (target, rest) => {
      const { logins, after } = cutLogins(rest);
      const text = after.text.replace(/\s+/g, ' ').trim();
      if (logins.length === 0) return problemAt(after, NAME_PEOPLE);
      if (logins.length > 10) return problemAt(rest, TOO_MANY_PEOPLE);
      const [, what = null] = /^for\s+(.+)$/i.exec(text) ?? [];
      if (text !== '' && what === null) return problemAt(after, ONLY_REASON);
      return what !== null && what.length > LONGEST.why
        ? problemAt(after, tooLong(LONGEST.why))
        : { command: { verb: 'credit', target, logins, what } };
    }),
};

const uncredit: EntryVerb<CommandOf<'uncredit'>> = {
  name: 'uncredit',
  usage: 'uncredit [@login …] [always]',
  effect:
    'removes these people, or you, from the credits of the entry; on the draft without a pull request, from the whole edition; with `always`, from all future editions',
  example: 'uncredit always',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  also: 'everyone for themselves',
  decides: null,
  needsOwnEntry: false,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change(amendments, command, { login }) {
    const names = new NameSet(uncreditedBy(command, login));
    return {
      ...amendments,
      credited: amendments.credited.filter((other) => !names.has(other)),
      uncredited: [...new Set([...amendments.uncredited, ...names])].sort(),
    };
  },
  isTakenBack: never,
  print: ({ target, logins, isAlways }) => ({
    words: [written(target), ...people(logins), isAlways ? 'always' : ''],
  }),
  /** Without a target, on the draft, it is about the whole edition. */
  parse(given) {
    const { target, rest } = cutTarget(withWordsBelow(given));
    const { logins, after } = cutLogins(withoutMe(rest));
    const isAlways = /^always[.!]*$/i.test(after.text.trim());
    if (after.text.trim() !== '' && !isAlways) return problemAt(after, ONLY_PEOPLE_OR_ALWAYS);
    return { command: { verb: 'uncredit', target, logins, isAlways } };
  },
};

/** Whom an `uncredit` leaves out, as keys, see `nameKey`: whoever names nobody means themselves. */
export function uncreditedBy(
  { logins }: Pick<CommandOf<'uncredit'>, 'logins'>,
  sender: string | null,
): readonly string[] {
  const named = logins.length === 0 && sender !== null ? [sender] : logins;
  return named.map(nameKey);
}

const withOthers: EntryVerb<CommandOf<'with'>> = {
  name: 'with',
  usage: 'with #123 …',
  effect: 'combines this and other pull requests into one entry',
  example: 'with #157',
  about: 'entry',
  place: 'anywhere',
  role: 'author',
  suggestedBy: null,
  decides: null,
  needsOwnEntry: false,
  needsEntry: true,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments, _, { others }) => ({
    ...amendments,
    with: [...new Set([...amendments.with, ...others])],
  }),
  isTakenBack: (_, entry, found) => entry.with.some((work) => !found.mentions.includes(work.key)),
  print: ({ target, others }) => ({ words: [written(target), ...others.map(printReference)] }),
  parse: (given) =>
    aboutEntry(withWordsBelow(given), (target, first) => {
      const others: Reference[] = [];
      for (let rest = first; rest.text !== ''; ) {
        const cut = cutWord(rest);
        const reference = parseReference(cut.word.replace(/[,;.!]+$/, ''));
        if (reference !== null) others.push(reference);
        else if (!/^(?:and|&)$/i.test(cut.word)) return problemAt(rest, ONLY_PULL_REQUESTS);
        rest = cut.rest;
      }
      if (others.length === 0) return problemAt(first, NAME_PULL_REQUEST);
      if (others.length > 20) return problemAt(first, TOO_MANY_PULL_REQUESTS);
      return { command: { verb: 'with', target, others } };
    }),
};

const edition: EntryVerb<CommandOf<'edition'>> = {
  name: 'edition',
  usage: 'edition <period>',
  effect: 'moves the entry to that edition, unless it is published',
  example: 'edition 2020-06',
  about: 'entry',
  place: 'anywhere',
  role: 'maintainer',
  suggestedBy: null,
  decides: 'edition',
  needsOwnEntry: true,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments, command, { period }) => ({
    ...amendments,
    edition: command.period === period.key ? 'now' : command.period,
  }),
  isTakenBack: never,
  print: ({ target, period }) => ({ words: [written(target), period] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => {
      const { word } = cutWord(rest);
      if (/^now$/i.test(word)) return { command: { verb: 'now', target } };
      return isPeriodKey(word)
        ? { command: { verb: 'edition', target, period: word } }
        : problemAt(rest, NAME_PERIOD);
    }),
};

const now: EntryVerb<CommandOf<'now'>> = {
  name: 'now',
  usage: 'now',
  effect: 'moves the entry to the current draft',
  example: 'now',
  about: 'entry',
  place: 'anywhere',
  role: 'maintainer',
  suggestedBy: null,
  decides: 'edition',
  needsOwnEntry: true,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  change: (amendments) => ({ ...amendments, edition: 'now' }),
  isTakenBack: never,
  print: ({ target }) => ({ words: [written(target)] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => secondTarget(rest) ?? { command: { verb: 'now', target } }),
};

/** The verbs about an entry, in the order in which people meet them. */
export const ENTRY_VERBS = {
  note,
  title,
  hide,
  show,
  highlight,
  credit,
  uncredit,
  with: withOthers,
  edition,
  now,
};

/** Whether below a word for nothing stands what was hardly meant for readers. */
function isNoneAndVerb(lines: string): boolean {
  const [first = '', second = ''] = withoutUnseen(lines).split(/\s*[\r\n]\s*/);
  const [verb = ''] = second.split(' ');
  return saysNone(first) && Object.keys(ENTRY_VERBS).includes(verb.toLowerCase());
}

/** For a reader of the draft. */
function reasonFor(why: string | null, { login, label }: EntryRequest): string {
  if (label !== null) return `it has the label ${label}`;
  return why === null ? `${login ?? 'somebody'} asked for it` : `${login ?? 'somebody'}: ${why}`;
}

/** A text that begins with white space keeps it on a line of its own only. */
function isOneLine(text: string): boolean {
  return !/[\r\n]|^\s/.test(text);
}

function written(reference: Reference | null): string {
  return reference === null ? '' : printReference(reference);
}

function people(logins: readonly string[]): readonly string[] {
  return logins.map((login) => `@${login}`);
}
