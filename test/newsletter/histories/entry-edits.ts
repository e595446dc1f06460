import {
  entryRange,
  insert,
  isEntry,
  isHiddenEntry,
  type Lines,
  move,
  pick,
  places,
  replace,
  sectionRanges,
} from './lines.js';

/** What a person does to a file: `at` and `to` choose where, `word` is new in the history. */
export type Edit = (lines: Lines, at: number, to: number, word: string) => Lines;

/** Edits of entries, as a person makes them. One that finds nothing to do changes nothing. */
export const ENTRY_EDITS = {
  rewordEntry: onEntry((lines, at, _to, word) =>
    replace(lines, { from: at, to: at + 1 }, [(lines[at] ?? '').replace(/\[.*\]\(/, `[${word} words](`)]),
  ),
  retypeEntry: onEntry((lines, at, _to, word) => {
    const address = /\((\S+\/pull\/\d+)\)/.exec(lines[at] ?? '')?.[1] ?? '';
    return replace(lines, entryRange(lines, at), [`* [${word}](${address}), typed anew`]);
  }),
  noteUnderEntry: onEntry((lines, at, to, word) =>
    insert(lines, at + 1, `${to % 2 === 0 ? '  ' : '\t'}- ${word} note`, `    - ${word} detail`),
  ),
  deleteEntry: onEntry((lines, at) => replace(lines, entryRange(lines, at), [])),
  moveWithinSection: onEntry((lines, at, to) => {
    const section = sectionRanges(lines).find(({ from, to: end }) => from < at && at < end);
    const others = places(lines, isEntry).filter(
      (place) => section !== undefined && section.from < place && place < section.to,
    );
    return move(lines, entryRange(lines, at), pick(others, to) ?? at);
  }),
  moveElsewhere: onEntry((lines, at, to) =>
    move(lines, entryRange(lines, at), pick(places(lines, isEntry), to) ?? at),
  ),
  duplicateEntry: onEntry((lines, at, to) =>
    insert(lines, pick(places(lines, isEntry), to) ?? at, lines[at] ?? ''),
  ),
  hideEntry: onEntry((lines, at) => {
    const { from, to } = entryRange(lines, at);
    const own = lines.slice(from, to);
    return replace(lines, { from, to }, own.length > 1 ? ['<!--', ...own, '-->'] : [`<!-- ${own[0]} -->`]);
  }),
  showEntry: (lines, at) => {
    const place = pick(places(lines, isHiddenEntry), at);
    if (place === undefined) return lines;
    return replace(lines, { from: place, to: place + 1 }, [(lines[place] ?? '').slice(5, -4)]);
  },
  wrapEntries: onEntry((lines, at, to) => {
    let end = at;
    while (end < at + 1 + (to % 3) && isEntry(lines[end] ?? '')) end = entryRange(lines, end).to;
    return replace(lines, { from: at, to: end }, ['<!--', ...lines.slice(at, end), '-->']);
  }),
  sortEntries: onEntry((lines, at) => {
    let [from, to] = [at, at + 1];
    while (isEntry(lines[from - 1] ?? '')) from--;
    while (isEntry(lines[to] ?? '')) to++;
    if (/^\s+\S/.test(lines[to] ?? '')) to--;
    return replace(lines, { from, to }, lines.slice(from, to).toSorted());
  }),
  wrapEntryLine: onEntry((lines, at, _to, word) =>
    replace(lines, { from: at, to: at + 1 }, (lines[at] ?? '').replace('[', `[${word}\n  `).split('\n')),
  ),
  addEntry: onEntry((lines, at, to, word) => {
    const address = (/\((\S+\/pull\/)\d+\)/.exec(lines[at] ?? '')?.[1] ?? '') + ((to % 30) + 1);
    return insert(lines, at, `- [${word} by hand](${address})`);
  }),
  referToEntry: onEntry((lines, at, _to, word) => {
    const [, title = '', address = ''] = /\[(.*)\]\((\S+\/pull\/\d+)\)/.exec(lines[at] ?? '') ?? [];
    const renewed = replace(lines, { from: at, to: at + 1 }, [`- [${title}][${word}]`]);
    return [...renewed, ...(lines.at(-1) === '' ? [] : ['']), `[${word}]: ${address}`, ''];
  }),
} satisfies Record<string, Edit>;

/** An edit of one of the entries that are shown, whose place it gets. */
function onEntry(edit: Edit): Edit {
  return (lines, at, to, word) => {
    const place = pick(places(lines, isEntry), at);
    return place === undefined ? lines : edit(lines, place, to, word);
  };
}
