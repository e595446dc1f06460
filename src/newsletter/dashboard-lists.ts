import type { Edition, Entry } from './edition.js';
import { type Block, details } from './fit-text.js';
import type { LocatedEntry } from './locate-entries.js';
import { codeSpan, quietText } from './markdown.js';
import { nameOf, shortName, titleOf } from './work.js';

/** Numbers on a line of the short form. */
const NUMBERS = 25;

/** What the file leaves out, in folded lists; the first one leaves some of its room to the second. */
export function dashboardLists(edition: Edition, entries: readonly LocatedEntry[]): readonly Block[] {
  const [leftOut, published] = [sectionsLeftOut(edition, entries), alreadyPublished(edition)];
  return [
    (room) => leftOut(edition.alreadyPublished.length === 0 ? room : Math.floor(room * 0.75)),
    published,
  ];
}

/** A section that is left out, with its entries that are not in the file. */
interface SectionLeftOut {
  readonly repository: string;
  readonly entries: readonly Entry[];
}

function sectionsLeftOut({ leftOut }: Edition, located: readonly LocatedEntry[]): Block {
  const hidden = located.filter(({ place }) => place === 'left out');
  const sections = leftOut.flatMap((section) => {
    const entries = hidden.filter((entry) => entry.section === section).map(({ entry }) => entry);
    return entries.length === 0 ? [] : [{ repository: section.repository, entries }];
  });
  if (sections.length === 0) return () => '';
  return (room) =>
    details(
      `Sections left out, since all their entries are hidden (${hidden.length})`,
      titleLines(sections),
      sections.flatMap(numberLines),
    )(room);
}

function* titleLines(sections: readonly SectionLeftOut[]): Generator<string> {
  for (const { repository, entries } of sections) {
    yield `- ${codeSpan(repository)}`;
    for (const { work, hiddenBecause } of entries) {
      yield `  - ${quietText(titleOf(work))} (${codeSpan(nameOf(work))}, ${quietText(hiddenBecause ?? 'shown')})`;
    }
  }
}

function alreadyPublished({ alreadyPublished }: Edition): Block {
  if (alreadyPublished.length === 0) return () => '';
  return details(
    `Listed by an earlier edition already (${alreadyPublished.length})`,
    alreadyPublished.map((work) => `- ${quietText(titleOf(work))} (${codeSpan(nameOf(work))})`),
    alreadyPublished.map((work) => `- ${codeSpan(nameOf(work))}`),
  );
}

/** The short form for a month of thousands. */
function numberLines({ repository, entries }: SectionLeftOut): readonly string[] {
  const numbers = entries.map(({ work }) => shortName(work).replace('#', ''));
  const starts = numbers.flatMap((_, index) => (index % NUMBERS === 0 ? [index] : []));
  return starts.map(
    (start) => `- ${codeSpan(repository)}: ${codeSpan(numbers.slice(start, start + NUMBERS).join(' '))}`,
  );
}
