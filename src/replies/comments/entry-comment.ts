import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { PREFIX } from '../../commands/command.js';
import { NameSet } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import type { Document } from '../../newsletter/document/document.js';
import { publishedMarker } from '../../newsletter/draft/announcement.js';
import { fitBlocks } from '../../newsletter/draft/fit-text.js';
import { entryInFile } from '../../newsletter/draft/locate-entries.js';
import { type Edition, findEntry, plannedSentence } from '../../newsletter/edition/edition.js';
import { renderEntry } from '../../newsletter/edition/render-edition.js';
import { inertText } from '../../newsletter/markdown/markdown.js';
import type { Answer } from '../../requests/answer.js';
import { answerLines, codeBlock, firstLines, renderHelp } from './answer-lines.js';

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
    `If you like, say in one line what it means for readers, by a comment such as \`${PREFIX} note Page tables can now be built without an allocator.\` This is optional. \`${PREFIX} help\` lists all commands.`,
  ].join('\n\n');
}

/**
 * The bot's comment on a pull request, once the edition that lists it is published: it says that first, and no more how to
 * change the entry. All else stays, also what a person wrote there. `null`: it says so already, or nobody asked for anything.
 */
export function withPublished(body: string, period: Period, address: string): string | null {
  const marker = publishedMarker(period);
  const lines = body.split(/\r?\n/);
  const isDone = lines.includes(marker) || body.includes(`](${address})`);
  const top = lines.indexOf(ENTRY_MARKER);
  if (isDone || top < 0 || lines.includes(INVITATION_MARKER)) return null;
  const below = lines.slice(top + 1).filter((line) => line !== WHO);
  const said = [...lines.slice(0, top), ENTRY_MARKER, marker, '', `Published: <${address}>`, ...below];
  return said.join('\n').trimEnd();
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
