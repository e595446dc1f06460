import { RequestError } from '@octokit/request-error';
import { ActionNeeded, explain } from '../github/connection/errors.js';
import { Diagnosed, FactMissing, type Patient } from './patient.js';

/**
 * `problem`: it would keep the bot from working. `unknown`: nobody can say. `not checked`: another check, which it depends on,
 * did not pass.
 */
export type CheckStatus = 'ok' | 'warning' | 'problem' | 'unknown' | 'not asked' | 'not checked';

/** What a check came to: sentences for the operator. `advice` is empty where there is nothing to do. */
export interface Diagnosis {
  readonly found: string;
  readonly verdict: CheckStatus;
  readonly advice: string;
}

/** A row of the doctor's table. */
export interface Row extends Diagnosis {
  readonly check: string;
}

/** One thing that the bot needs or assumes. */
export interface CheckDefinition<Found> {
  readonly name: string;
  /** Looks; `null`: that does not apply here. Throws `ActionNeeded` for what a person must mend. */
  ask(patient: Patient): Promise<Found | null>;
  /** Says what it means, by what was found alone. */
  judge(found: Found): Diagnosis;
  /** Why it does not apply, where it may not. */
  readonly notAsked?: string;
  /** Without it the bot cannot work: GitHub's refusal to let it look is a problem, and not to know is no comfort. */
  readonly isVital?: boolean;
}

export interface Check {
  readonly name: string;
  readonly isVital: boolean;
  examine(patient: Patient): Promise<Row>;
}

/** A check that never throws: what goes wrong in it is a row, too. */
export function check<Found>(definition: CheckDefinition<Found>): Check {
  const { name, notAsked = '', isVital = false } = definition;
  return {
    name,
    isVital,
    async examine(patient) {
      try {
        const found = await definition.ask(patient);
        if (found === null) return { check: name, found: notAsked, verdict: 'not asked', advice: '' };
        return { check: name, ...definition.judge(found) };
      } catch (error) {
        return { check: name, ...failure(definition, error) };
      }
    },
  };
}

function failure(definition: Pick<CheckDefinition<never>, 'name' | 'isVital'>, error: unknown): Diagnosis {
  const { name, isVital } = definition;
  if (error instanceof FactMissing) {
    if (error.check === name) return failure(definition, error.cause);
    return { found: `The check "${error.check}" comes first.`, verdict: 'not checked', advice: '' };
  }
  if (error instanceof Diagnosed) return problem(error.message, error.advice);
  if (error instanceof ActionNeeded || (isVital === true && !isGitHubsTrouble(error)))
    return problem(explain(error), '');
  return unknown(explain(error));
}

/** Whether GitHub answered, and could not do what it was asked: that says nothing of the installation. */
function isGitHubsTrouble(error: unknown): boolean {
  return error instanceof RequestError && error.response !== undefined && error.status >= 500;
}

export function ok(found: string): Diagnosis {
  return { found, verdict: 'ok', advice: '' };
}

export function warning(found: string, advice: string): Diagnosis {
  return { found, verdict: 'warning', advice };
}

export function problem(found: string, advice: string): Diagnosis {
  return { found, verdict: 'problem', advice };
}

export function unknown(found: string, advice = ''): Diagnosis {
  return { found, verdict: 'unknown', advice };
}
