import type { Edit } from './entry-edits.js';
import { insert, isEntry, move, pick, places, replace, sectionRanges } from './lines.js';

/** Edits of sections and parts, as a person makes them. One that finds nothing to do changes nothing. */
export const SECTION_EDITS = {
  moveSection: (lines, at, to) => {
    const section = pick(sectionRanges(lines), at);
    const headings = places(lines, (line) => /^(?:##|###) /.test(line)).filter((place) => place > 8);
    return section === undefined ? lines : move(lines, section, pick(headings, to) ?? section.from);
  },
  deleteSection: (lines, at) => {
    const section = pick(sectionRanges(lines), at);
    return section === undefined ? lines : replace(lines, section, []);
  },
  renameSection: (lines, at, to, word) => {
    const place = pick(
      places(lines, (line) => line.startsWith('### ')),
      at,
    );
    const address = /\]\((\S+)\)/.exec(lines[place ?? -1] ?? '')?.[1];
    if (place === undefined) return lines;
    const name = to % 2 === 0 && address !== undefined ? `[${word}](${address})` : `${word} of ours`;
    return replace(lines, { from: place, to: place + 1 }, [`### ${name}`]);
  },
  renamePart: (lines, at, _to, word) => {
    const place = pick(
      places(lines, (line) => line.startsWith('## ')),
      at,
    );
    return place === undefined ? lines : replace(lines, { from: place, to: place + 1 }, [`## ${word} part`]);
  },
  mergeSections: (lines, at) => {
    const section = pick(sectionRanges(lines), at);
    return section === undefined ? lines : replace(lines, { from: section.from, to: section.from + 1 }, []);
  },
  splitSection: (lines, at, _to, word) => {
    const place = pick(places(lines, isEntry), at);
    return place === undefined ? lines : insert(lines, place, '', `### ${word} half`, '');
  },
  renameGroup: (lines, at, _to, word) => {
    const place = pick(places(lines, isGroup), at);
    return place === undefined
      ? lines
      : replace(lines, { from: place, to: place + 1 }, [`#### ${word} group`]);
  },
  deleteGroup: (lines, at) => {
    const place = pick(places(lines, isGroup), at);
    return place === undefined ? lines : replace(lines, { from: place, to: place + 2 }, []);
  },
  addGroup: (lines, at, _to, word) => {
    const place = pick(places(lines, isEntry), at);
    return place === undefined ? lines : insert(lines, place, '', `#### ${word} things`, '');
  },
  addSection: (lines, at, _to, word) => {
    const place = pick(
      places(lines, (line) => /^(?:##|###) /.test(line)),
      at,
    );
    const section = [`### [${word}](https://example.com/${word})`, '', `All about ${word}.`, ''];
    return place === undefined ? lines : insert(lines, place, ...section);
  },
  addPart: (lines, at, _to, word) => {
    const place = pick(
      places(lines, (line) => line.startsWith('## ')),
      at,
    );
    const part = [`## ${word} news`, '', `- [${word} post](https://example.com/${word})`, '- no link', ''];
    return place === undefined ? lines : insert(lines, place, ...part);
  },
} satisfies Record<string, Edit>;

function isGroup(line: string): boolean {
  return line.startsWith('#### ');
}
