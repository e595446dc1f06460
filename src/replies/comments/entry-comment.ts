import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { type CommandLine, PREFIX } from '../../commands/command.js';
import { verbOf } from '../../commands/verbs.js';
import { NameSet } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import type { Block, Document } from '../../newsletter/document/document.js';
import { loginsIn } from '../../newsletter/document/people.js';
import { publishedMarker } from '../../newsletter/draft/announcement.js';
import { fitBlocks } from '../../newsletter/draft/fit-text.js';
import { entryInFile } from '../../newsletter/draft/locate-entries.js';
import { type Edition, findEntry, plannedSentence } from '../../newsletter/edition/edition.js';
import { renderEntry } from '../../newsletter/edition/render-edition.js';
import type { EarlierEdition } from '../../newsletter/house-style/earlier-edition.js';
import { addressesIn, isWebAddress, linkKey } from '../../newsletter/markdown/addresses.js';
import { inertText } from '../../newsletter/markdown/markdown.js';
import type { Answer } from '../../requests/answer.js';
import { EDITED_BY_HAND } from '../refusals.js';
import {
  answerAfterPublication,
  answerIn,
  answerLines,
  codeBlock,
  firstLines,
  renderHelp,
} from './answer-lines.js';

/** The line by which the bot knows its comment on a pull request again. */
export const ENTRY_MARKER = '<!-- newsletter entry -->';

/** What is known of a pull request's entry. */
export interface EntryState {
  /** Of the edition that lists it, or would. */
  readonly period: Period;
  /** `YYYY-MM-DD`; `null`: nobody planned one. */
  readonly plannedDay: string | null;
  /** The entry as it stands in the file; `null`: it has none of its own. */
  readonly text: string | null;
  /** Why there is none, a clause for a reader; `null`: it never had one of its own. */
  readonly absentBecause: string | null;
  /** Why it is in a comment, or has no entry, for a reader; `null`: it is shown. */
  readonly hiddenBecause: string | null;
  /** Why it stands first in its section, for a reader; `null`: nobody asked for that. */
  readonly highlightedBecause: string | null;
  /** Where the draft is read; `null`: there is none yet. */
  readonly draftUrl: string | null;
  /** The answers to what was asked on the pull request. */
  readonly answers: readonly Answer[];
}

const LONGEST_COMMENT = 30_000;

const WHO = `The authors and everyone with write access to this repository can change it by a comment such as \`${PREFIX} title <text>\`, \`${PREFIX} note <text>\` or \`${PREFIX} hide\`. Edit the comment to change the command; delete it to take the command back.`;

/** The one comment of the bot on a pull request of a crate: the entry as it will be, and what was not done. No pings. */
export function renderEntryComment(state: EntryState): string {
  const { answers } = state;
  const asks = (verb: string) => answers.some(({ command }) => command?.verb === verb);
  const blocks = [
    ENTRY_MARKER,
    renderEntryState(state, asks('why')),
    firstLines(answerLines(answers)),
    asks('help') ? renderHelp('pull request') : WHO,
  ];
  return fitBlocks(
    blocks.map((block) => () => block),
    LONGEST_COMMENT,
  );
}

/** Where the entry stands and how it reads; with `isExplained` also why. */
export function renderEntryState(state: EntryState, isExplained: boolean): string {
  const { text } = state;
  const texts = [
    placeSentence(state),
    text === null ? '' : codeBlock(text),
    isExplained ? explain(state) : '',
  ];
  return texts.filter((each) => each !== '').join('\n\n');
}

function placeSentence(state: EntryState): string {
  const { period, hiddenBecause, highlightedBecause, draftUrl, text, absentBecause } = state;
  const edition =
    draftUrl === null ? `the edition of ${period.name}` : `[the edition of ${period.name}](${draftUrl})`;
  if (text === null && absentBecause !== null) return `There is no entry in ${edition}: ${absentBecause}.`;
  if (text === null) return `This pull request has no entry of its own in ${edition}.`;
  if (hiddenBecause !== null) return `The entry in ${edition} is hidden (${inertText(hiddenBecause)}):`;
  const place =
    highlightedBecause === null ? '' : `, put first in its section (${inertText(highlightedBecause)})`;
  return `This is the entry in ${edition}${place}:`;
}

/** Which rules and commands made the entry what it is. */
function explain({ text, hiddenBecause, answers }: EntryState): string {
  const shown = text === null ? [] : ['It is shown: no rule or command hides it.'];
  const rule = hiddenBecause === null ? shown : [`It is not shown: ${inertText(hiddenBecause)}.`];
  const commands = answers.flatMap(({ command, login, outcome }) =>
    command === null || outcome.kind !== 'applied'
      ? []
      : `- ${login === null ? 'The description' : inertText(login)} asked for \`${command.verb}\`.`,
  );
  return [...rule, ...commands.slice(0, 20)].join('\n');
}

/** Where an edition's file is read, and what stands in it now. */
export interface ShownFile {
  readonly edition: Edition;
  readonly document: Document;
  /** Of the file, as source. */
  readonly url: string;
}

/** What the bot tells on a pull request about its entry. */
export function entryState(
  key: string,
  { edition, document, url }: ShownFile,
  answers: readonly Answer[],
): EntryState {
  const found = entryInFile(document, key);
  const entry = findEntry(key, edition);
  const hiddenBecause = found?.isHidden === false ? null : (entry?.hiddenBecause ?? null);
  const isLeftOut = found === null && entry !== undefined && entry.hiddenBecause !== null;
  const isHiddenByHand = found?.isHidden === true && hiddenBecause === null;
  const isMoved = edition.postponed.some((work) => work.key === key);
  const isElsewhere = edition.elsewhere.some((work) => work.key === key);
  const isDeleted = found === null && entry !== undefined && !isLeftOut;
  return {
    period: edition.period,
    plannedDay: edition.plannedDay,
    text: found?.source ?? (isLeftOut ? renderEntry(entry, edition) : null),
    absentBecause: isMoved
      ? 'it was moved to a later edition'
      : isElsewhere
        ? 'the branch that it was merged into has not come to the default branch yet'
        : isDeleted
          ? 'it was taken out by hand'
          : null,
    hiddenBecause: isHiddenByHand ? 'by hand' : hiddenBecause,
    highlightedBecause: found?.isHidden === false ? (entry?.highlightedBecause ?? null) : null,
    draftUrl: found === null ? url : `${url}#L${found.line}`,
    answers,
  };
}

/** The line by which the bot knows that its comment on a pull request answers nothing yet. */
export const INVITATION_MARKER = '<!-- newsletter invitation -->';

const HOW_TO_NOTE = `If you like, say in one line what it means for readers, by a comment such as \`${PREFIX} note Page tables can now be built without an allocator.\` This is optional. \`${PREFIX} help\` lists all commands.`;

/** What the bot says on a merged pull request where nobody asked for anything. It pings nobody. */
export function renderInvitation({ period, plannedDay, text, draftUrl }: EntryState): string {
  const planned = plannedSentence({ plannedDay });
  const name = `the edition of ${period.name}`;
  const edition = draftUrl === null ? name : `[${name}](${draftUrl})`;
  return [
    `${ENTRY_MARKER}\n${INVITATION_MARKER}`,
    `Thank you! The draft of ${edition} of the newsletter lists this pull request:`,
    codeBlock(text ?? ''),
    ...(planned === '' ? [] : [planned]),
    HOW_TO_NOTE,
  ].join('\n\n');
}

/** What people asked the bot for in a comment on a pull request, or in its description. */
export interface Asked {
  /** Of the comment; `null`: the description. */
  readonly url: string | null;
  /** The text of the comment. */
  readonly body: string;
  readonly commands: readonly CommandLine[];
}

/**
 * Whether readers of the published edition find something that people asked for on the pull request with the key. What became of
 * words tells the edition itself, since an editor may have moved, reworded or left out what the bot put in; what became of
 * commands without any tells the bot's own comment there.
 */
export function isInEdition(
  key: string,
  asked: readonly Asked[],
  own: string,
  { document, works }: Pick<EarlierEdition, 'document' | 'works'>,
): boolean {
  const entry = entryInFile(document, key);
  const isShown = works.some((work) => work.key === key && !work.hidden);
  const shown = document.pieces.filter(({ hidden, block }) => !hidden && !UNSEEN_BLOCKS.includes(block.kind));
  const words = wordsOf(shown.map((piece) => piece.words).join('\n'));
  const links = new Set(
    shown.filter(({ kind }) => kind !== 'entry').flatMap((piece) => linksIn(piece.words)),
  );
  const people = new NameSet(shown.flatMap((piece) => loginsIn(piece.words)));

  const isSaid = (text: string) =>
    (isShown && wordsOf(entry?.source ?? '').includes(wordsOf(text))) ||
    (wordsOf(text).split(' ').length >= FEWEST_WORDS + 2 && words.includes(wordsOf(text)));
  const isDone = ({ url }: Asked, { line, parsed }: CommandLine): boolean => {
    if ('problem' in parsed) return false;
    const verb = verbOf(parsed.command);
    const answer = answerIn(own, { url, line });
    const isAsAsked = isShown && answer === null;
    if (verb.about !== 'entry') return isAsAsked;
    const [texts, logins] = [verb.shownTexts(parsed.command), verb.shownLogins(parsed.command)];
    if (logins.length > 0) return logins.every((login) => people.has(login));
    if (texts.length === 0) return isAsAsked;
    // Lines below the entry are the note, in whatever words an editor left it.
    const isReworded = verb.name === 'note' && (answer === null || answer === EDITED_BY_HAND);
    return texts.some(isSaid) || (isShown && isReworded && entry?.source.includes('\n') === true);
  };
  return asked.some(
    (one) =>
      one.commands.some((command) => isDone(one, command)) ||
      linesBelow(one).some((line) => isSaid(line) || linksIn(line).some((link) => links.has(link))),
  );
}

/** Readers do not see them. */
const UNSEEN_BLOCKS: readonly Block['kind'][] = ['comment', 'front-matter'];

/** Fewer may stand elsewhere by chance. */
const FEWEST_WORDS = 3;

/** The words alone, in lower case, with a blank before and behind each. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

function linksIn(text: string): readonly string[] {
  return addressesIn(text).filter(isWebAddress).map(linkKey);
}

/** The lines of what a comment offers and the bot refused there, such as a story, which belongs on the draft. */
function linesBelow({ body, commands }: Asked): readonly string[] {
  const lines = body.split(/\r?\n/);
  return commands.flatMap(({ at, line, parsed }, index) =>
    'problem' in parsed ? [line, ...lines.slice(at.line, commands[index + 1]?.at.line ?? lines.length)] : [],
  );
}

/** What is said on a pull request of an edition that is published. */
export interface Publication {
  readonly period: Period;
  /** Where the edition is read. */
  readonly address: string;
  /** Where it has the pull request. */
  readonly place: string;
  /** Whether it has something that people asked for there. */
  readonly isIn: boolean;
}

/**
 * The bot's comment on a pull request, once its edition is published: it links to that, no more to the draft, and says no more how
 * to change the entry, nor that something waits. Where the edition has what people asked for, the comment says first that it is published. All else stays,
 * also what a person wrote there. `null`: nothing changes.
 */
export function afterPublication(body: string, { period, address, place, isIn }: Publication): string | null {
  const marker = publishedMarker(period);
  const lines = body.split(/\r?\n/);
  const top = lines.indexOf(ENTRY_MARKER);
  if (lines.includes(marker) || body.includes(`](${address})`) || top < 0) return null;
  const isInvitation = lines.includes(INVITATION_MARKER);
  const said = isIn && !isInvitation ? [marker, '', `Published: <${address}>`] : [];
  const below = lines
    .slice(top + 1)
    .filter((line) => line !== WHO && line !== HOW_TO_NOTE)
    .map(answerAfterPublication);
  const name = `[the edition of ${period.name}](`;
  const linked = below.findIndex((line) => line.includes(name));
  const lasting = below.map((line, index) => (index === linked ? withLink(line, name, place) : line));
  const text = [...lines.slice(0, top), ENTRY_MARKER, ...said, ...lasting].join('\n').trimEnd();
  return text === lines.join('\n').trimEnd() ? null : text;
}

/** The line with that address behind the name of a link. */
function withLink(line: string, name: string, address: string): string {
  const start = line.indexOf(name) + name.length;
  return `${line.slice(0, start)}${address}${line.slice(start).replace(/^\S*(?=\))/, '')}`;
}

/** Whoever merged something longer ago need not be reminded. */
const DAYS = 3;

/**
 * Keys of the pull requests, oldest first, whose authors may be invited to a note: people's, lately merged, and shown in
 * the file. `logins`: of these people only; `null`: of all.
 */
export function invitees(
  { sections }: Edition,
  document: Document,
  logins: readonly string[] | null,
  now: Date,
): readonly string[] {
  const wanted = logins === null ? null : new NameSet(logins);
  const since = subDays(now, DAYS, { in: utc });
  return sections
    .flatMap(({ shown }) => shown.flatMap(({ work }) => (work.kind === 'pull request' ? [work] : [])))
    .filter(({ author, mergedAt }) => author?.type === 'User' && new Date(mergedAt) >= since)
    .filter(({ author }) => wanted === null || (author !== null && wanted.has(author.login)))
    .toSorted((left, right) => (left.mergedAt < right.mergedAt ? -1 : 1))
    .map(({ key }) => key)
    .filter((key) => entryInFile(document, key)?.isHidden === false);
}
