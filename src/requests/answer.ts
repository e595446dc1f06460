import { createHash } from 'node:crypto';
import type { Command, CommandOf, CommandProblem, Position } from '../commands/command.js';
import { verbOf } from '../commands/verbs.js';
import type { Document } from '../newsletter/document/document.js';
import type { Candidate } from '../newsletter/draft/candidates.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import { blocksIn, type EditionAmendments } from '../newsletter/edition/amendments.js';
import { type Edition, findEntry } from '../newsletter/edition/edition.js';
import { type Markdown, trusted } from '../newsletter/markdown/markdown.js';
import { EDITED_BY_HAND, HIDDEN_WITH_ENTRY } from '../replies/refusals.js';
import type { Newcomer } from './permissions.js';
import type { Approval } from './request.js';

/** What became of one request, and where it was written. */
export interface Answer {
  /** Node id of the comment; `null`: the body of the pull request. */
  readonly commentId: string | null;
  /** Address of the comment; `null` for a body. */
  readonly url: string | null;
  /** Who wrote it; `null` for a body. */
  readonly login: string | null;
  /** Key of the pull request that it stands on; `null`: the draft. */
  readonly on: string | null;
  /** Key of the pull request or commit that it is about; `null`: the edition as a whole, or it is not parsed. */
  readonly about: string | null;
  readonly at: Position;
  /** The line as it was written. */
  readonly line: string;
  readonly command: Command | null;
  readonly outcome: RequestOutcome;
}

export type RequestOutcome =
  /** It is in the edition, or, as control, has been obeyed. `suggestion`: an editor ticked it. */
  | { readonly kind: 'applied'; readonly suggestion: Suggestion | null }
  /** A person with write access has to tick the suggestion. */
  | { readonly kind: 'waits'; readonly suggestion: Suggestion }
  /** Somebody may do that, but not this person, or not here; a sentence says why. */
  | { readonly kind: 'refused'; readonly because: string }
  /** A newer command, or one of a person with a higher role, decides; a sentence says which. */
  | { readonly kind: 'superseded'; readonly because: string }
  /** Taken back by `undo`. */
  | { readonly kind: 'undone' }
  /** It is done at another time; sentences say why. */
  | { readonly kind: 'later'; readonly because: string }
  | { readonly kind: 'unclear'; readonly problem: CommandProblem }
  /** Needs a text as a reply: `help`, `why`, `preview`, `status`. */
  | { readonly kind: 'asked' };

/** A request that an editor has to approve: its sender may only suggest it, or is new. */
export interface Suggestion {
  /** Of everything that would be applied: it changes when the text does. */
  readonly hash: string;
  readonly login: string;
  /** What a link without a title would show, as it is approved; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
  /** Address of the comment, or of the pull request whose description it stands in. */
  readonly url: string;
  /** Why it waits although its sender has the role; `null`: the sender may only suggest it. */
  readonly newcomer: Newcomer | null;
  /** Whether it is only what the bot takes a sentence for: its author may tick it as well. */
  readonly isGuess: boolean;
}

/** A version of the bot's status comment, from its edit history. */
export interface CommentVersion {
  /** Who made it; `null` when the account was deleted. */
  readonly login: string | null;
  /** Whether the bot itself made it. */
  readonly isOwn: boolean;
  /** `null`: somebody deleted this version from the history. */
  readonly body: string | null;
}

/** Only the bot's own lines begin at the margin: what people wrote is shown further in. */
const CHECKBOX = /^- \[([ xX])\] .*<!-- suggestion ([0-9a-f]{32}) -->\r?$/gm;

/** The line of a suggestion. `text` is one line of Markdown that pings nobody. */
export function checkboxLine(text: string, hash: string, isTicked: boolean): string {
  return `- [${isTicked ? 'x' : ' '}] ${text} <!-- suggestion ${hash} -->`;
}

/**
 * What people ticked, and did not take back, by the edit histories of the comments they ticked in, oldest version first.
 * What the bot itself writes decides nothing, and neither does a tick that may be anybody's: the version after a deleted one
 * may show the ticks of either editor.
 */
export function approvalsFrom(versions: readonly CommentVersion[]): readonly Approval[] {
  const approvals = new Map<string, Approval>();
  versions.forEach(({ login, isOwn, body }, index) => {
    if (isOwn || body === null) return;
    const before = versions[index - 1]?.body;
    const isNew = (hash: string) => before !== null && ticksIn(before ?? '').get(hash) !== true;
    for (const [hash, isTicked] of ticksIn(body)) {
      if (!isTicked) approvals.delete(hash);
      else if (login !== null && isNew(hash)) approvals.set(hash, { hash, login });
    }
  });
  return [...approvals.values()];
}

function ticksIn(body: string): ReadonlyMap<string, boolean> {
  return new Map([...body.matchAll(CHECKBOX)].map(([, tick, hash = '']) => [hash, tick !== ' ']));
}

/** What a suggestion is made of: what was offered where. The place says by whom, whatever they are called today. */
export interface SuggestedChange {
  /** Node id of the comment, or of the pull request in whose description it stands. */
  readonly commentId: string;
  readonly about: string | null;
  readonly command: Command;
  /** What a link without a title shows; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
}

/**
 * The hash that an approval is bound to: any other text has another one. 128 bits, so that nobody finds two texts of
 * the same hash, one to be approved and one to be put in its place.
 */
export function hashSuggestion({ commentId, about, command, words }: SuggestedChange): string {
  const text = JSON.stringify([commentId, about, sorted(command), ...(words === null ? [] : [words])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The link that a candidate becomes. */
export function candidateLink({ part, url, title }: Candidate): CommandOf<'link'> {
  return { verb: 'link', part, url, title: title === '' ? null : title, text: '' };
}

/** The hash that the tick of a candidate is bound to. */
export function hashCandidate(candidate: Candidate): string {
  return hashSuggestion({
    commentId: 'candidate',
    about: null,
    command: candidateLink(candidate),
    words: null,
  });
}

/** The hashes of the checkboxes in the status comment. */
export function checkboxesIn(body: string): ReadonlySet<string> {
  return new Set(ticksIn(body).keys());
}

function sorted(command: Command): readonly (readonly [string, unknown])[] {
  return Object.entries(command).toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** What was asked for, what the bot would render of it, and the file as it is with people's edits. */
export interface EditedFile {
  readonly amendments: EditionAmendments;
  readonly edition: Edition;
  readonly fresh: string;
  readonly document: Document;
}

/** The answers, in which people's edits of the file count more than commands: what is not in the file was not done. */
export function withHandEdits(answers: readonly Answer[], file: EditedFile): readonly Answer[] {
  return answers.map((answer) => {
    if (answer.outcome.kind !== 'applied') return answer;
    const because = isNoteOfHidden(answer, file)
      ? HIDDEN_WITH_ENTRY
      : isTakenBack(answer, file)
        ? EDITED_BY_HAND
        : null;
    return because === null ? answer : { ...answer, outcome: { kind: 'superseded', because } };
  });
}

/** A hidden entry is one line: its notes come back when it is shown. What does more than add lines is done all the same. */
function isNoteOfHidden({ about, command }: Answer, { edition, document }: EditedFile): boolean {
  const verb = command === null ? null : verbOf(command);
  if (about === null || command === null || verb?.about !== 'entry' || !verb.needsEntry) return false;
  const entry = findEntry(about, edition);
  if (entry === undefined || entry.hiddenBecause === null) return false;
  if (entryInFile(document, about)?.isHidden === false) return false;
  const thanks = {
    thanked: verb.shownLogins(command),
    origin: new URL(entry.work.url).origin,
    language: document.form.language,
  };
  return verb.lines(command, thanks).length > 0;
}

/** Whether a person took out of the file what the command put there. */
function isTakenBack(
  { about, command }: Answer,
  { amendments, edition, fresh, document }: EditedFile,
): boolean {
  if (command === null) return false;
  const verb = verbOf(command);
  if (verb.about === 'edition') {
    return verb
      .textsOf(command, amendments)
      .map((part) => blocksIn(document.form, trusted(part)))
      .some((part) => fresh.includes(part) && !document.source.includes(part));
  }
  const entry = about === null ? undefined : findEntry(about, edition);
  if (verb.about !== 'entry' || about === null || entry === undefined) return false;
  const found = entryInFile(document, about);
  if (found !== null) return verb.isTakenBack(command, entry, found, edition);
  const isTakenOut = entry.hiddenBecause === null && entryInFile(document, entry.work.key) === null;
  return verb.needsEntry && isTakenOut;
}
