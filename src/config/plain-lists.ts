import { ONE_PERSON } from './read-people.js';

/** An item of a list that shows a pull request: its repository and number. */
export const ENTRY = /^(?:[-*+]|\d{1,9}[.)]) .*?https?:\/\/[^\s()/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)/;

/** A way to list pull requests that the bot has not: the lines as it has them, and the sentence that says so. */
type Change = readonly [
  sentence: string,
  change: (lines: readonly string[], home: string | null) => readonly string[],
];

const CHANGES: readonly Change[] = [
  ['It has a table of pull requests, and the bot writes lists.', withoutTables],
  ['It has lists within lists, and the bot writes them below lines in bold.', withoutNesting],
  ['It has pull requests as "#12", and the bot links them.', withAddresses],
  ['It tells of pull requests in sentences; the bot lists them, for you to write about.', withoutSentences],
];

/** An edition's lines as if its pull requests stood in lists that the bot can write, and what is otherwise in them, sentences. */
export function inPlainLists(lines: readonly string[], home: string | null) {
  let plain = lines;
  const changes = CHANGES.flatMap(([sentence, change]) => {
    const before = plain;
    plain = change(before, home);
    return plain.join('\n') === before.join('\n') ? [] : [sentence];
  });
  return { lines: plain, changes };
}

const TABLE_ROW = /^[ \t]*\|.*\|[ \t]*$/;
const LINK_OF_ROW = /\[([^\]]*)\]\((https?:\/\/[^()\s]*\/pull\/\d+)\)/;

/** An item for each row of a table that links to a pull request, without the rows that head the table. */
function withoutTables(lines: readonly string[]): readonly string[] {
  const isRow = (line = '') => TABLE_ROW.test(line) && LINK_OF_ROW.test(line);
  const isHead = (at: number) => {
    const next = lines.slice(at, at + 3).findIndex(isRow);
    return next > 0 && lines.slice(at, at + next).every((line) => TABLE_ROW.test(line));
  };
  return lines.flatMap((line, at) => (isRow(line) ? [itemOf(line)] : isHead(at) ? [] : [line]));
}

function itemOf(row: string): string {
  const [link = '', words = '', url = ''] = LINK_OF_ROW.exec(row) ?? [];
  const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const person = cells.find((cell) => ONE_PERSON.exec(cell)?.[0] === cell);
  const [longest = ''] = cells
    .filter((cell) => cell !== person && !cell.includes(link))
    .sort((left, right) => right.length - left.length);
  const title = /^\\?#?\d+$/.test(words) && longest !== '' ? longest : words;
  return `- [${title}](${url})${person === undefined ? '' : ` by ${person}`}`;
}

const ITEM = /^[-*+] +(\S.*)$/;

/** The entries below an item that is none, below a line in bold with its words. */
function withoutNesting(lines: readonly string[]): readonly string[] {
  let isWithin = false;
  return lines.flatMap((line, at) => {
    const words = ENTRY.test(line) ? undefined : ITEM.exec(line)?.[1];
    const isAbove =
      words !== undefined && /^\s{2,}/.test(lines[at + 1] ?? '') && ENTRY.test(lines[at + 1]?.trim() ?? '');
    const isBelow = isWithin && /^\s+\S/.test(line);
    const isFirst = !isWithin;
    isWithin = isAbove || isBelow;
    if (isAbove) return [...(isFirst ? [] : ['']), `**${words.replace(/\*\*|:\s*$/g, '').trim()}**`, ''];
    return [isBelow ? line.trim() : line];
  });
}

const SHORT = /^((?:[-*+]|\d{1,9}[.)]) .*?)(?<![\w[/&])#(\d+)(?=\W*$)/;

/** The addresses of pull requests of the newsletter's repository that items end with, as `#12`, if no item has an address. */
function withAddresses(lines: readonly string[], home: string | null): readonly string[] {
  if (home === null || lines.some((line) => ENTRY.test(line))) return lines;
  return lines.map((line) => line.replace(SHORT, `$1[#$2](https://github.com/${home}/pull/$2)`));
}

const LINK_IN_WORDS = /\]\((https?:\/\/[^()\s]*\/pull\/(\d+))\)/g;

/** An item for each pull request that a sentence links to, if none is in a list. */
function withoutSentences(lines: readonly string[]): readonly string[] {
  if (lines.some((line) => ENTRY.test(line))) return lines;
  return lines.flatMap((line) => {
    const links = [...line.matchAll(LINK_IN_WORDS)];
    const author = ONE_PERSON.test(line) ? ' by [@login](https://github.com/login)' : '';
    const items = links.map(([, url, number]) => `- [Title ${number}](${url})${author}`);
    return items.length === 0 ? [line] : items;
  });
}
