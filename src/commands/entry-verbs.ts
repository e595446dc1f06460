import { isPeriodKey } from '../newsletter/activity/period.js';
import { titlesOf } from '../newsletter/edition/render-edition.js';
import { onOneLine } from '../newsletter/markdown/markdown.js';
import { linesFrom } from '../newsletter/markdown/safe-markdown.js';
import {
  NAME_PERIOD,
  NAME_PULL_REQUEST,
  NONE_STANDS_ALONE,
  ONLY_PULL_REQUESTS,
  TITLE_IS_ONE_LINE,
  TOO_MANY_PULL_REQUESTS,
} from '../replies/command-problems.js';
import {
  type Arguments,
  aboutEntry,
  attachedLines,
  cutWord,
  LONGEST,
  problemAt,
  saysNone,
  secondTarget,
  textProblem,
  trimmedBlock,
  withDefinitions,
  withMarkdown,
  withoutStop,
  withoutUnseen,
  withReason,
  withWordsBelow,
  wordsBelow,
} from './arguments.js';
import { type CommandOf, parseReference, printReference, type Reference } from './command.js';
import { credit, uncredit } from './credit-verbs.js';
import { type EntryRequest, type EntryVerb, never, neverForbidden, none, SHOWS_NOTHING } from './verb.js';

/** A note has twelve lines at most in the edition, each of which may be several in the source. Empty ones do not count. */
export const MOST_NOTE_LINES = 60;

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
  change: (amendments) => amendments,
  isTakenBack: (_, entry, found) => entry.notes.some((line) => !found.source.includes(line)),
  print: ({ target, text }) =>
    isOneLine(text)
      ? { words: [printReference(target), text] }
      : { words: [printReference(target)], below: text },
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
  synonyms: ['rename', 'retitle'],
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
  isTakenBack: (_, entry, found, edition) =>
    titlesOf(entry, edition).every((title) => !found.source.includes(title)),
  print: ({ target, text }) => ({ words: [printReference(target), text] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => {
      const problem = textProblem(rest, rest.text, LONGEST.title);
      if (problem !== null) return problem;
      if (wordsBelow(rest) !== '') return problemAt(rest, TITLE_IS_ONE_LINE, titleOnOneLine(target, rest));
      return { command: { verb: 'title', target, text: rest.text } };
    }),
};

const hide: EntryVerb<CommandOf<'hide'>> = {
  name: 'hide',
  synonyms: ['skip', 'remove', 'exclude', 'omit', 'drop'],
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
  print: ({ target, why }) => ({ words: [printReference(target), why ?? ''] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => withReason(rest, (why) => ({ verb: 'hide', target, why }))),
};

const show: EntryVerb<CommandOf<'show'>> = {
  name: 'show',
  synonyms: ['unhide', 'unskip', 'include'],
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
  print: ({ target }) => ({ words: [printReference(target)] }),
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
  print: ({ target, why }) => ({ words: [printReference(target), why ?? ''] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => withReason(rest, (why) => ({ verb: 'highlight', target, why }))),
};

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
  print: ({ target, others }) => ({ words: [printReference(target), ...others.map(printReference)] }),
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

/** What `edition` and `now` have in common. */
const MOVES_ENTRY = {
  about: 'entry',
  place: 'anywhere',
  role: 'maintainer',
  suggestedBy: null,
  decides: 'edition',
  needsOwnEntry: true,
  needsEntry: false,
  ...SHOWS_NOTHING,
  whyNever: neverForbidden,
  isTakenBack: never,
} as const;

const edition: EntryVerb<CommandOf<'edition'>> = {
  ...MOVES_ENTRY,
  name: 'edition',
  synonyms: ['defer', 'postpone', 'move'],
  usage: 'edition <period>',
  effect: 'moves the entry to that edition, unless it is published',
  example: 'edition 2020-06',
  change: (amendments, command, { period }) => ({
    ...amendments,
    edition: command.period === period.key ? 'now' : command.period,
  }),
  print: ({ target, period }) => ({ words: [printReference(target), period] }),
  parse: (given) =>
    aboutEntry(given, (target, rest) => {
      const first = cutWord(rest);
      const written = /^to$/i.test(first.word) ? cutWord(first.rest).word : first.word;
      const period = withoutStop(written);
      if (/^now$/i.test(period)) return { command: { verb: 'now', target } };
      return isPeriodKey(period)
        ? { command: { verb: 'edition', target, period } }
        : problemAt(rest, NAME_PERIOD);
    }),
};

const now: EntryVerb<CommandOf<'now'>> = {
  ...MOVES_ENTRY,
  name: 'now',
  usage: 'now',
  effect: 'moves the entry to the current draft',
  example: 'now',
  change: (amendments) => ({ ...amendments, edition: 'now' }),
  print: ({ target }) => ({ words: [printReference(target)] }),
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

/** The command with the words below it in its line, to be copied; `null`: they are too long for a title. */
function titleOnOneLine(target: Reference | null, given: Arguments): string | null {
  const text = onOneLine(withWordsBelow(given).text).replace(/ {2,}/g, ' ');
  const words = [printReference(target), text].filter((each) => each !== '').join(' ');
  return text.length > LONGEST.title ? null : given.usage.replace('<text>', () => words);
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
