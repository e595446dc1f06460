import { regularExpression } from '../newsletter/activity/text-pattern.js';

const LONGEST_PATTERN = 200;
/** A pattern is expanded when it is read: `x{1000}` is a thousand of them. */
const MOST_REPETITIONS = 50;

/** Why the text cannot be a title pattern, as a sentence; null when it can. */
export function titlePatternProblem(text: string): string | null {
  if (text === '') return 'must not be empty: it would match every title.';
  if (text.length > LONGEST_PATTERN) return `must have at most ${LONGEST_PATTERN} characters.`;
  if (mostRepetitions(text) > MOST_REPETITIONS) {
    return `must not ask for more than ${MOST_REPETITIONS} repetitions of something.`;
  }
  try {
    const { matches } = regularExpression(text);
    return matches('') && matches('x') ? 'matches every title, so that nothing would be shown.' : null;
  } catch (error) {
    return `is not a regular expression: ${reason(error)}. Look-around and back-references are not supported.`;
  }
}

function mostRepetitions(pattern: string): number {
  return Math.max(0, ...[...pattern.matchAll(/\d+(?=,?\d*\})/g)].map(([digits]) => Number(digits)));
}

/** The engine writes "error parsing regexp: missing closing ): `(?i)(`"; what is quoted has its own flags in it. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`');
}
