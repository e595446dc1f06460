import { type SentCommand, takenBack } from '../commands/control.js';
import { nameKey } from '../newsletter/activity/names.js';
import { type CandidateList, listCandidates } from '../newsletter/draft/candidates.js';
import {
  type EditionAmendments,
  type EntryAmendments,
  NO_AMENDMENTS,
} from '../newsletter/edition/amendments.js';
import { linkKey } from '../newsletter/markdown/addresses.js';
import { NOTHING_TO_UNDO } from '../replies/refusals.js';
import type { Answer, RequestOutcome } from './answer.js';
import { applyToEdition, applyToEntries } from './apply-decisions.js';
import {
  authorize,
  type Decision,
  decideCandidate,
  isTicked,
  limitSuggestions,
  offeredCandidates,
  refused,
} from './authorize.js';
import type { NotInEdition, Request, RequestSources } from './request.js';

/** What people changed in the edition, and what each of them is answered. */
export interface ResolvedRequests {
  readonly amendments: EditionAmendments;
  /** By place, then by the time of the comment, then by line. A label gets one only where a person may not give it. */
  readonly answers: readonly Answer[];
  /** Keys of the pull requests on which people can ask for something. */
  readonly discussed: ReadonlySet<string>;
  /** The pull requests that are not in the edition because nobody who may moved them there, by key. */
  readonly notInEdition: ReadonlyMap<string, NotInEdition>;
  /** Logins, in lower case, of people who asked never to be thanked again. */
  readonly optOuts: readonly string[];
  /** Whether GitHub does not show who ticks. */
  readonly areTicksHidden: boolean;
  /** What the comment on the draft lists of candidates; `null`: the settings name no source. */
  readonly candidates: CandidateList | null;
}

/**
 * Decides on all requests. The highest role decides; among equals the newest command. The same sources give the same
 * result, in whatever order they were read.
 */
export function resolveRequests(sources: RequestSources): ResolvedRequests {
  const { requests, postponed, candidates } = sources;
  if (requests.length === 0 && postponed.size === 0 && candidates === null) return nothingAsked(sources);
  const offered = offeredCandidates(sources);
  const decisions = [
    ...requests.map((request) => authorize(request, sources)),
    ...offered.filter((candidate) => isTicked(candidate, sources)).map(decideCandidate),
  ];
  const undone = undoneIn(decisions);
  const inForce = limitSuggestions(decisions.filter((decision) => !undone.has(decision)));
  const appliedOrWaiting = inForce.filter(isAppliedOrWaiting).sort(byWeight);
  const applied = appliedOrWaiting.filter(({ outcome }) => outcome.kind === 'applied');
  const { entries, uncredited, superseded } = applyToEntries(applied, sources);
  const { amendments, outcomes } = applyToEdition(appliedOrWaiting, sources);
  const notInEdition = absencesIn(sources, entries);
  const undoing = new Set(undone.values());
  const outcomeOf = (decision: Decision): RequestOutcome =>
    outcomeOfIdle(decision, undoing) ??
    outcomeOfAbsent(decision, notInEdition) ??
    supersededBy(superseded.get(decision)) ??
    outcomes.get(decision) ??
    decision.outcome;
  const answers = [
    ...inForce.map((decision) => answerTo(decision, outcomeOf(decision))),
    ...[...undone.keys()].map((decision) => answerTo(decision, { kind: 'undone' })),
  ];
  return {
    amendments: { ...amendments, entries, uncredited },
    answers: inPlace(answers, decisions),
    discussed: new Set(sources.pullRequests.map(({ key }) => key)),
    notInEdition,
    optOuts: optOutsIn(applied),
    areTicksHidden: sources.areTicksHidden,
    candidates:
      candidates === null
        ? null
        : listCandidates(
            { ...candidates, candidates: offered },
            {
              isTicked: (candidate) => isTicked(candidate, sources),
              isSuggested: suggestedLinks(appliedOrWaiting),
              dismissed: amendments.dismissed,
            },
          ),
  };
}

function isAppliedOrWaiting({ outcome }: Decision): boolean {
  return outcome.kind === 'applied' || outcome.kind === 'waits';
}

/** Of an `undo` that took nothing back; `null`: it is something else. */
function outcomeOfIdle(decision: Decision, undoing: ReadonlySet<Decision>): RequestOutcome | null {
  const { command, outcome } = decision;
  const isIdle = command?.verb === 'undo' && outcome.kind === 'applied' && !undoing.has(decision);
  return isIdle ? { kind: 'refused', because: NOTHING_TO_UNDO } : null;
}

/** Of what would be done to an entry that the edition does not have; `null`: it has it. Who opts out for good needs no entry. */
function outcomeOfAbsent(
  decision: Decision,
  notInEdition: ReadonlyMap<string, NotInEdition>,
): RequestOutcome | null {
  const { about, command } = decision;
  const absence = notInEdition.get(about ?? '');
  const isForGood = command?.verb === 'uncredit' && command.isAlways;
  if (absence === undefined || isForGood || !isAppliedOrWaiting(decision)) return null;
  return absence.comesLater ? { kind: 'later', because: absence.because } : refused(absence.because);
}

function supersededBy(because: string | undefined): RequestOutcome | null {
  return because === undefined ? null : { kind: 'superseded', because };
}

/** Whether a person asks for the link, by `linkKey`. */
function suggestedLinks(decisions: readonly Decision[]): (key: string) => boolean {
  const keys = new Set(
    decisions.flatMap(({ request, command }) =>
      command?.verb === 'link' && request.source !== 'candidate' ? linkKey(command.url) : [],
    ),
  );
  return (key) => keys.has(key);
}

/** What most runs come to. */
function nothingAsked(sources: RequestSources): ResolvedRequests {
  return {
    amendments: NO_AMENDMENTS,
    answers: [],
    discussed: new Set(sources.pullRequests.map(({ key }) => key)),
    notInEdition: absencesIn(sources, NO_AMENDMENTS.entries),
    optOuts: [],
    areTicksHidden: sources.areTicksHidden,
    candidates: null,
  };
}

/** The pull requests that neither belong to the edition nor were moved to this one or another by somebody who may. */
function absencesIn(
  { pullRequests }: RequestSources,
  entries: ReadonlyMap<string, EntryAmendments>,
): ReadonlyMap<string, NotInEdition> {
  const unmoved = pullRequests.filter(({ key }) => (entries.get(key)?.edition ?? null) === null);
  return new Map(
    unmoved.flatMap(({ key, notInEdition }) => (notInEdition === null ? [] : [[key, notInEdition] as const])),
  );
}

/** Commands on the draft that their senders, who may, took back, each with the `undo` that did it. */
function undoneIn(decisions: readonly Decision[]): ReadonlyMap<Decision, Decision> {
  const sent = decisions.flatMap((decision): readonly (SentCommand & { readonly decision: Decision })[] => {
    const { request, command, outcome } = decision;
    const mayUndo = command?.verb !== 'undo' || outcome.kind === 'applied';
    if (request.on !== null || request.comment === null || command === null || !mayUndo) return [];
    return [{ login: request.login, command, decision }];
  });
  return new Map([...takenBack(sent)].map(([undone, undo]) => [undone.decision, undo.decision]));
}

/** From the command that counts least to the one that counts most. */
function byWeight(left: Decision, right: Decision): number {
  if (left.rank !== right.rank) return left.rank - right.rank;
  const [before, after] = [timeOf(left.request), timeOf(right.request)];
  return before < after ? -1 : before > after ? 1 : 0;
}

/** Of two links to one page the one counts that a person wrote, not the candidate that somebody ticked besides. */
function timeOf({ comment, source }: Request): string {
  if (source === 'candidate') return '~';
  return comment === null ? '' : `${comment.createdAt} ${comment.id}`;
}

function optOutsIn(decisions: readonly Decision[]): readonly string[] {
  const logins = decisions.flatMap(({ request, command }) =>
    command?.verb === 'uncredit' && command.isAlways && request.login !== null ? nameKey(request.login) : [],
  );
  return [...new Set(logins)].sort();
}

function answerTo(
  { request, command, about }: Decision,
  outcome: RequestOutcome,
): Answer & { readonly request: Request } {
  return {
    commentId: request.comment?.id ?? null,
    url: request.comment?.url ?? null,
    login: request.source === 'body' ? null : request.login,
    on: request.on?.key ?? null,
    about,
    at: request.at,
    line: request.line,
    command,
    outcome,
    request,
  };
}

/** The answers in the order in which things were asked. */
function inPlace(
  answers: readonly (Answer & { readonly request: Request })[],
  decisions: readonly Decision[],
): readonly Answer[] {
  const places = new Map(decisions.map(({ request }, index) => [request, index]));
  return answers
    .filter(
      ({ request, outcome }) =>
        request.source !== 'candidate' &&
        (request.source !== 'label' || (request.login !== null && outcome.kind === 'refused')),
    )
    .toSorted((left, right) => (places.get(left.request) ?? 0) - (places.get(right.request) ?? 0))
    .map(({ request: _, ...answer }) => answer);
}
