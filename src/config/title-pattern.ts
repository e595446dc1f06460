const LONGEST_PATTERN = 200;

/** The parts of a regular expression that decide its running time; escapes and classes are swallowed whole. */
const PARTS =
  /\\.|\[(?:\\.|[^\\\]])*\]|(?<open>\((?:\?(?:<?[=!]|<[^>]+>|[a-z-]*:))?)|(?<close>\))|(?<branch>\|)|(?<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)/gsu;

/** Why the text cannot be a title pattern, as a sentence; null when it can. */
export function titlePatternProblem(text: string): string | null {
  if (text === '') return 'must not be empty: it would match every title.';
  if (text.length > LONGEST_PATTERN) return `must have at most ${LONGEST_PATTERN} characters.`;
  const pattern = compile(text);
  if (pattern instanceof SyntaxError) return `is not a regular expression: ${reason(pattern)}.`;
  if (repeatsRepetition(text)) {
    return 'repeats a group that repeats or branches itself, which can take forever; write several simple patterns instead.';
  }
  if (pattern.test('') && pattern.test('x')) return 'matches every title, so that nothing would be shown.';
  return null;
}

/** The pattern as titles are matched. Throws a `SyntaxError` unless `titlePatternProblem` finds nothing. */
export function titlePattern(text: string): RegExp {
  return new RegExp(text, 'iu');
}

function compile(text: string): RegExp | SyntaxError {
  try {
    return titlePattern(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

/** V8 writes "Invalid regular expression: /(/iu: Unterminated group"; the end of it says what is wrong. */
function reason({ message }: SyntaxError): string {
  return message.slice(message.lastIndexOf(': ') + 2).toLowerCase();
}

/**
 * Whether a repeated group can match one text in several ways, as (a+)+, (a?){20} and (a|a)* do: the ways to try then
 * grow exponentially with the title. Some harmless patterns are refused with them.
 */
function repeatsRepetition(pattern: string): boolean {
  const enclosing: boolean[] = [];
  let ambiguous = false;
  let previousGroupAmbiguous = false;
  for (const { groups: part = {} } of pattern.matchAll(PARTS)) {
    if (part.repeat !== undefined && previousGroupAmbiguous && most(part.repeat) > 1) return true;
    previousGroupAmbiguous = part.close !== undefined && ambiguous;
    if (part.open !== undefined) {
      enclosing.push(ambiguous);
      ambiguous = false;
    } else if (part.close !== undefined) {
      ambiguous = enclosing.pop() === true || ambiguous;
    } else if (part.branch !== undefined || (part.repeat !== undefined && isVariable(part.repeat))) {
      ambiguous = true;
    }
  }
  return false;
}

function most(repeat: string): number {
  if (repeat.startsWith('?')) return 1;
  const [, least = '', comma, greatest = ''] = /^\{(\d+)(,)?(\d*)/.exec(repeat) ?? [];
  return Number((comma === undefined ? least : greatest) || Number.POSITIVE_INFINITY);
}

function isVariable(repeat: string): boolean {
  return !/^\{(\d+)(?:,\1)?\}/.test(repeat);
}
