import type { Command } from '../commands/command.js';
import type { EditionVerb } from '../commands/verb.js';
import { verbOf } from '../commands/verbs.js';
import { type EditionAmendments, NO_AMENDMENTS } from '../newsletter/edition/amendments.js';
import { sameLinkBefore, whatCounts } from '../replies/refusals.js';
import type { RequestOutcome } from './answer.js';
import { type Decision, refused } from './authorize.js';
import type { RequestSources } from './request.js';

/** What was asked for the edition as a whole, and the outcomes that are others than those of authorization. */
export interface AppliedToEdition {
  readonly amendments: Pick<EditionAmendments, 'introductions' | 'links' | 'writeUps'>;
  readonly outcomes: ReadonlyMap<Decision, RequestOutcome>;
}

/** A command that adds something to the edition. */
interface Addition {
  readonly decision: Decision;
  readonly command: Command;
  readonly verb: EditionVerb;
}

/**
 * Puts the commands about the edition together: of several about the same thing, one counts. `decisions` are in the order
 * in which they count, and may wait: a suggestion that waits is not overtaken by a later one.
 */
export function applyToEdition(decisions: readonly Decision[], sources: RequestSources): AppliedToEdition {
  const outcomes = new Map<Decision, RequestOutcome>();
  const counting = new Map<string, Addition>();
  for (const addition of appliedFirst(decisions.flatMap(additionOf))) {
    const { decision, command, verb } = addition;
    const subject = `${verb.name} ${verb.subjectOf(command)}`;
    const before = counting.get(subject);
    const there = verb.whyThere(command, sources);
    if (there !== null) outcomes.set(decision, refused(there));
    else if (verb.counts === 'first' && before !== undefined) {
      outcomes.set(decision, refused(sameLinkBefore(before.decision.request.comment?.url)));
    } else if (verb.counts === 'last' && before !== undefined && isApplied(addition)) {
      outcomes.set(before.decision, { kind: 'superseded', because: whatCounts(decision.request) });
    }
    if (before === undefined || (verb.counts === 'last' && isApplied(addition))) {
      counting.set(subject, addition);
    }
  }
  const applied = [...counting.values()].filter((each) => isApplied(each) && !outcomes.has(each.decision));
  const amendments = applied.reduce<EditionAmendments>(
    (before, { decision, command, verb }) =>
      verb.change(before, command, {
        login: decision.request.login,
        section: decision.section,
        words: decision.words,
        imageHosts: sources.imageHosts,
      }),
    NO_AMENDMENTS,
  );
  return { amendments, outcomes };
}

function additionOf(decision: Decision): readonly Addition[] {
  const { command } = decision;
  const verb = command === null ? null : verbOf(command);
  return command === null || verb?.about !== 'edition' ? [] : [{ decision, command, verb }];
}

function appliedFirst(additions: readonly Addition[]): readonly Addition[] {
  return [...additions.filter(isApplied), ...additions.filter((addition) => !isApplied(addition))];
}

function isApplied({ decision }: Addition): boolean {
  return decision.outcome.kind === 'applied';
}
