import { MONTH_NAMES } from '../activity/month.js';

/**
 * Words that tie a sentence to one month: a month's name, "this month", "recently", a version, an issue, a pull
 * request or a commit, and what "we" did. The editors' standing descriptions of a crate have none of them.
 */
const CUES: readonly RegExp[] = [
  new RegExp(`\\b(?:${MONTH_NAMES.join('|')})\\b`),
  /\b(?:this|last|next|past|previous|coming) (?:month|week|year|issue|post)\b/i,
  /\b(?:recently|meanwhile|finally|unfortunately|right now|currently|today|yesterday|still|yet)\b/i,
  /\b(?:[Ww]e|[Oo]ur|[Mm]y)\b|\bI\b(?![/-])/,
  /\bv?\d+\.\d+(?:\.\d+)?\b/,
  /\/(?:pull|issues|commit|compare|releases|milestone|advisories)\b/,
  /\b(?:received|landed|merged|released|published|got|was|were|has been|have been)\b/i,
];

/** Whether a sentence tells news of one edition, so that it must not be carried into the next. */
export function isEditionSpecific(sentence: string): boolean {
  return CUES.some((cue) => cue.test(sentence));
}
