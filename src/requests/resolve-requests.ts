import { type Sent, undoneCommands } from '../commands/control.js';
import type { EditionNotes, EntryNotes } from '../newsletter/edition/edition-notes.js';
import type { Answer, Outcome } from './answer.js';
import { noteDraft } from './apply-to-edition.js';
import { noteEntries } from './apply-to-entries.js';
import { type Judged, judge, limitRequests, refused } from './authorize.js';
import { type Asked, collectAsked } from './collect-requests.js';
import type { Aside, NoteSources } from './request-sources.js';

/** What the edition shall do, and what every person who asked is told. */
export interface ResolvedNotes {
  readonly notes: EditionNotes;
  /** By place, then by the time of the comment, then by line. A label gets one only where a person may not give it. */
  readonly answers: readonly Answer[];
  /** Keys of the pull requests about which notes can be. */
  readonly noted: ReadonlySet<string>;
  /** Those of which the edition tells nothing since nobody who may moved them to it, by key. */
  readonly asides: ReadonlyMap<string, Aside>;
  /** Logins, in lower case, of people who asked never to be thanked again. */
  readonly optOuts: readonly string[];
  /** Whether GitHub does not show who ticks. */
  readonly areTicksHidden: boolean;
}

/**
 * Makes notes of all that was asked. Who has more say decides; among equals the newest word. The same sources give the
 * same notes, in whatever order they were read.
 */
export function resolveNotes(sources: NoteSources): ResolvedNotes {
  const judged = collectAsked(sources).map((asked) => judge(asked, sources));
  const undone = undoneIn(judged);
  const standing = limitRequests(judged.filter((one) => !undone.has(one)));
  const valid = standing.filter(({ outcome }) => outcome.kind === 'applied').sort(byWeight);
  const entries = noteEntries(valid, sources);
  const offered = standing
    .filter(({ outcome }) => ['applied', 'waits'].includes(outcome.kind))
    .sort(byWeight);
  const draft = noteDraft(offered, sources);
  const asides = asidesIn(sources, entries.entries);
  const undoing = new Set(undone.values());
  const outcomeOf = (one: Judged): Outcome => {
    const isIdle = one.command?.verb === 'undo' && one.outcome.kind === 'applied' && !undoing.has(one);
    if (isIdle) return { kind: 'refused', because: 'There is nothing left to take back.' };
    const isForGood = one.command?.verb === 'uncredit' && one.command.isAlways;
    const aside = isForGood ? undefined : asides.get(one.about ?? '');
    if (aside !== undefined && ['applied', 'waits'].includes(one.outcome.kind))
      return aside.comesLater ? { kind: 'aside', because: aside.because } : refused(aside.because);
    const because = entries.superseded.get(one);
    if (because !== undefined) return { kind: 'superseded', because };
    return draft.outcomes.get(one) ?? one.outcome;
  };
  const answers = [
    ...standing.map((one) => answerTo(one, outcomeOf(one))),
    ...[...undone.keys()].map((one) => answerTo(one, { kind: 'undone' })),
  ];
  return {
    notes: {
      entries: entries.entries,
      introductions: draft.introductions,
      links: draft.links,
      writeUps: draft.writeUps,
      uncredited: entries.uncredited,
    },
    answers: inPlace(answers, judged),
    noted: new Set(sources.pullRequests.map(({ key }) => key)),
    asides,
    optOuts: optOutsIn(valid),
    areTicksHidden: sources.areTicksHidden,
  };
}

/** The edition tells nothing of what is neither its own nor moved to this one or another by somebody who may. */
function asidesIn(
  { pullRequests }: NoteSources,
  entries: ReadonlyMap<string, EntryNotes>,
): ReadonlyMap<string, Aside> {
  const unmoved = pullRequests.filter(({ key }) => (entries.get(key)?.edition ?? null) === null);
  return new Map(unmoved.flatMap(({ key, aside }) => (aside === null ? [] : [[key, aside] as const])));
}

/** Commands on the draft that their senders, who may, took back, each with the `undo` that did it. */
function undoneIn(judged: readonly Judged[]): ReadonlyMap<Judged, Judged> {
  const sent = judged.flatMap((one): readonly (Sent & { readonly one: Judged })[] => {
    const { asked, command, outcome } = one;
    const mayUndo = command?.verb !== 'undo' || outcome.kind === 'applied';
    if (asked.on !== null || asked.comment === null || command === null || !mayUndo) return [];
    return [{ login: asked.login, command, one }];
  });
  return new Map([...undoneCommands(sent)].map(([undone, undo]) => [undone.one, undo.one]));
}

/** From the word that counts least to the one that counts most. */
function byWeight(left: Judged, right: Judged): number {
  if (left.rank !== right.rank) return left.rank - right.rank;
  const [before, after] = [timeOf(left.asked), timeOf(right.asked)];
  return before < after ? -1 : before > after ? 1 : 0;
}

function timeOf({ comment }: Asked): string {
  return comment === null ? '' : `${comment.createdAt} ${comment.id}`;
}

function optOutsIn(judged: readonly Judged[]): readonly string[] {
  const logins = judged.flatMap(({ asked, command }) =>
    command?.verb === 'uncredit' && command.isAlways && asked.login !== null ? asked.login.toLowerCase() : [],
  );
  return [...new Set(logins)].sort();
}

function answerTo({ asked, command, about }: Judged, outcome: Outcome): Answer & { readonly asked: Asked } {
  return {
    commentId: asked.comment?.id ?? null,
    url: asked.comment?.url ?? null,
    login: asked.source === 'body' ? null : asked.login,
    on: asked.on?.key ?? null,
    about,
    at: asked.at,
    line: asked.line,
    command,
    outcome,
    asked,
  };
}

/** The answers in the order in which things were asked. */
function inPlace(
  answers: readonly (Answer & { readonly asked: Asked })[],
  judged: readonly Judged[],
): readonly Answer[] {
  const places = new Map(judged.map(({ asked }, index) => [asked, index]));
  return answers
    .filter(
      ({ asked, outcome }) =>
        asked.source !== 'label' || (asked.login !== null && outcome.kind === 'refused'),
    )
    .toSorted((left, right) => (places.get(left.asked) ?? 0) - (places.get(right.asked) ?? 0))
    .map(({ asked: _, ...answer }) => answer);
}
