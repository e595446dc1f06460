/** What people did to a draft in the course of its history, read off the texts between two runs of the bot. */
export interface People {
  /** Lines that they wrote or changed, and that are there still. */
  readonly written: ReadonlySet<string>;
  /** Lines that they took away, or replaced by others. */
  readonly deleted: ReadonlySet<string>;
  /** Entries that the bot had told them of and that they took away, by key. */
  readonly deletedKeys: ReadonlySet<string>;
  /** Whether an entry is hidden, where they decided it; by key. */
  readonly hidden: ReadonlyMap<string, boolean>;
}

export const NOBODY: People = {
  written: new Set(),
  deleted: new Set(),
  deletedKeys: new Set(),
  hidden: new Map(),
};

/** A comment that somebody forgot to close: what it hides, or its end shows, nobody decided on. */
export const OPEN_COMMENT = /^<!-- \w+ is open\r?$/m;

/** The line that says that a part is empty. */
const EMPTY_PART = /^<span class="gray">/;

/** What the bot rendered by the time that people edit. */
export interface Rendered {
  /** Keys of all entries ever: who takes out an entry of one's own, since it is not merged yet, still gets the bot's. */
  readonly told: ReadonlySet<string>;
  readonly latest: string;
}

/**
 * The people after they turned the text `before` into `after`, between two runs of the bot. That a part is empty anew is
 * news: the line that says so counts as deleted only as long as the bot has it.
 */
export function afterEdits(people: People, before: string, after: string, rendered: Rendered): People {
  const [had, has] = [factsOf(before), factsOf(after)];
  // Where a hidden copy is the bot's, who deletes or hides the one that is shown decides on that alone.
  const changed = [...has.hidden].filter(
    ([key, hidden]) => had.hidden.get(key) === !hidden && !(hidden && had.inComments.has(key)),
  );
  const offered = factsOf(rendered.latest).lines;
  const isSlip = [before, after].some((text) => OPEN_COMMENT.test(text));
  return {
    written: balance(people.written, had.lines, has.lines),
    deleted: new Set(
      [...balance(people.deleted, has.lines, had.lines)].filter(
        (line) => offered.has(line) || !EMPTY_PART.test(line),
      ),
    ),
    deletedKeys: balance(
      people.deletedKeys,
      new Set(has.hidden.keys()),
      new Set([...had.hidden.keys()].filter((key) => rendered.told.has(key))),
    ),
    hidden: new Map(
      [...people.hidden, ...changed].filter(
        ([key, hidden]) =>
          has.hidden.get(key) === hidden && !(isSlip && changed.some(([other]) => other === key)),
      ),
    ),
  };
}

/** What is known, with what the second set has more than the first, without what it has less. */
function balance(
  known: ReadonlySet<string>,
  first: ReadonlySet<string>,
  second: ReadonlySet<string>,
): ReadonlySet<string> {
  const more = [...second].filter((item) => !first.has(item));
  return new Set([...[...known].filter((item) => second.has(item) || !first.has(item)), ...more]);
}

/** What a text says, whatever its line ends and the order of its lines. */
export interface Facts {
  /** Lines with words, comment marks apart; of a credit the words around its names. */
  readonly lines: ReadonlySet<string>;
  /** For each entry whether it stands in comments only; by key. */
  readonly hidden: ReadonlyMap<string, boolean>;
  /** Keys of the entries that stand in comments, whether or not elsewhere too. */
  readonly inComments: ReadonlySet<string>;
}

const NAMES = /\[@[^)]*\)(?:(?:, and |, | and )\[@[^)]*\))*/;

export function factsOf(text: string): Facts {
  return {
    lines: new Set(
      linesOf(text)
        .map(wordsOf)
        .filter((words) => words !== ''),
    ),
    hidden: hiddenIn(text),
    inComments: new Set(occurrences([...text.matchAll(COMMENT)].join('\n')).keys()),
  };
}

export function linesOf(text: string): readonly string[] {
  return text.replace('\uFEFF', '').split(/\r?\n/);
}

/**
 * How often each entry is told. An address tells nothing when no link refers to it, as people may have left it behind, or
 * when a comment holds it.
 */
export function occurrences(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const shown = text.replace(COMMENT, '');
  const links = text.replace(DEFINITION, (definition, label: string) =>
    text.includes(`][${label}]`) && shown.includes(definition) ? definition : '',
  );
  for (const [, key = ''] of links.matchAll(ADDRESS))
    counts.set(pullKey(key), (counts.get(pullKey(key)) ?? 0) + 1);
  return counts;
}

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const DEFINITION = /^\[(\w+)\]: .*$/gm;
const ADDRESS = /github\.com\/(acme\/\w\/pull\/\d+)\b/g;

function pullKey(path: string): string {
  return path.replace('/pull/', '#');
}

function wordsOf(line: string): string {
  if (line.startsWith('Thanks to'))
    return line.replace(NAMES, '…').replace('contribution!', 'contributions!');
  const words = line.replace(/^<!-- (.*) -->$/, '$1').trim();
  return /^(?:<!--|-->|```\w*|[|-]+|<\/details>|\+\+\+)?$/.test(words) ? '' : words;
}

function hiddenIn(text: string): ReadonlyMap<string, boolean> {
  const shown = occurrences(text.replace(COMMENT, ''));
  return new Map([...occurrences(text).keys()].map((key) => [key, !shown.has(key)]));
}
