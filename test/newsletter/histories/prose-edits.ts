import type { Edit } from './entry-edits.js';
import { insert, isProse, type Lines, paragraphRanges, pick, places, replace } from './lines.js';
import { OPEN_COMMENT } from './people.js';

/** Edits of prose and credit, as a person makes them. One that finds nothing to do changes nothing. */
export const PROSE_EDITS = {
  rewordLine: onLine(isProse, (_line, word) => `Now ${word} says it all.`),
  rewordWord: onLine(isProse, (line, word) => line.replace(/ \w+/, ` ${word}`)),
  rewrap: onLine(isProse, (line) => line.replace(/(.{8,}?) /, '$1\n')),
  deleteParagraph: (lines, at) => {
    const range = pick(paragraphRanges(lines, isProse), at);
    return range === undefined ? lines : replace(lines, { ...range, to: range.to + 1 }, []);
  },
  addParagraph: onGap((word) => [`A person wrote ${word}`, `and a second line of ${word}.`]),
  addList: onGap((word) => [`- ${word} item`, `  - ${word} nested`, `- ${word} last`]),
  addTable: onGap((word) => [`| ${word} | b |`, '|---|---|', `| ${word} one | 2 |`]),
  addCode: onGap((word) => ['```rust', `## ${word}`, '', `- [${word}](https://example.com)`, '```']),
  addReference: onGap((word) => [`See [${word}].`, '', `[${word}]: https://example.com/${word}`]),
  addComment: onGap((word) => ['<!--', `## ${word} template`, '', 'Write here.', '-->']),
  openComment: onGap((word) => [`<!-- ${word} is open`]),
  mendComment: (lines) => lines.filter((line) => !OPEN_COMMENT.test(line)),
  addDetails: onGap((word) => [
    `<details><summary>${word}</summary>`,
    '',
    `More of ${word}.`,
    '',
    '</details>',
  ]),
  editFrontMatter: onLine(
    (line) => line.startsWith('title = '),
    (line, word) => `${line}\neditors = ["${word}"]`,
  ),
  addName: onCredit((line, word) =>
    line.replace(/ for /, ` and [@${word}](https://github.com/${word}) for `),
  ),
  removeName: onCredit((line) => line.replace(/\[@[\w-]+\]\(\S+?\)(?:, and |, | and )/, '')),
  rewordCredit: onCredit((line, word) => line.replace(/for their .*/, `for ${word}!`)),
  deleteCredit: onCredit(() => ''),
} satisfies Record<string, Edit>;

/** Edits of the whole file. */
export const FILE_EDITS = {
  windowsLines: (text: string) => text.replace(/\r?\n/g, '\r\n'),
  unixLines: (text: string) => text.replace(/\r\n/g, '\n'),
  noFinalNewline: (text: string) => text.trimEnd(),
  byteOrderMark: (text: string) => `\uFEFF${text.replace('\uFEFF', '')}`,
} as const;

function onLine(isSuch: (line: string) => boolean, change: (line: string, word: string) => string): Edit {
  return (lines, at, _to, word) => {
    const place = pick(places(lines, isSuch), at);
    if (place === undefined) return lines;
    return replace(lines, { from: place, to: place + 1 }, change(lines[place] ?? '', word).split('\n'));
  };
}

function onCredit(change: (line: string, word: string) => string): Edit {
  return onLine((line) => line.startsWith('Thanks to'), change);
}

/** Puts a block between two others. */
function onGap(block: (word: string) => Lines): Edit {
  return (lines, at, _to, word) => {
    const gap = pick(
      places(lines, (line) => line === '').filter((place) => place > 6 && lines[place + 1] !== undefined),
      at,
    );
    return gap === undefined ? lines : insert(lines, gap, '', ...block(word));
  };
}
