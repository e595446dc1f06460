import { PREFIX } from '../../commands/command.js';
import {
  type CandidateList,
  candidateNumber,
  type ListedCandidate,
  printMemory,
} from '../../newsletter/draft/candidates.js';
import { LINK_PARTS, type LinkPart } from '../../newsletter/edition/amendments.js';
import { codeSpan, inertText, link } from '../../newsletter/markdown/markdown.js';
import { checkboxLine, hashCandidate } from '../../requests/answer.js';

/** What people suggest for a part, as the comment shows it. */
export interface SuggestedLink {
  readonly part: LinkPart;
  /** Its checkbox, and what would be put in. */
  readonly text: string;
}

const PART_NAMES: Readonly<Record<LinkPart, string>> = {
  news: 'News',
  infra: 'Infrastructure and tooling',
  projects: 'Projects',
};

const INTRODUCTION = `**Candidates.** When an editor ticks one, it goes into the draft; without the tick it goes out again, unless somebody edited it there. \`${PREFIX} dismiss\` with the number at the end of a line or with the address strikes one, and so does deleting its line.`;

/** Of the sources that have something wrong. */
const MOST_TROUBLES = 20;

/**
 * The candidates by part, the newest first, with what people suggest above them, and what the bot remembers of both: as
 * many whole lines as have room.
 */
export function renderCandidates(
  { listed, more, memory, troubles }: CandidateList,
  suggested: readonly SuggestedLink[],
  room: number,
): string {
  const sentences = troubles
    .slice(0, MOST_TROUBLES)
    .map(({ source, what }) => `- ${codeSpan(source)} ${what}`);
  const fixed = [INTRODUCTION, ...suggested.map(({ text }) => text), ...sentences];
  let left = room - LEEWAY - fixed.join('\n\n').length - printMemory({ ...memory, candidates: [] }).length;
  const shown: ListedCandidate[] = [];
  for (const candidate of [...listed].sort((one, other) => Number(other.isTicked) - Number(one.isTicked))) {
    left -= lineOf(candidate).length + printMemory({ ...NOTHING, candidates: [candidate] }).length;
    if (left < 0) break;
    shown.push(candidate);
  }
  const kept = new Set(shown);
  const inOrder = listed.filter((candidate) => kept.has(candidate));
  const parts = LINK_PARTS.flatMap((part) => {
    const lines = inOrder.filter((candidate) => candidate.part === part).map(lineOf);
    const offers = suggested.filter((each) => each.part === part).map(({ text }) => text);
    const blocks = [...offers, ...(lines.length === 0 ? [] : [lines.join('\n')])];
    return blocks.length === 0 ? [] : [`${PART_NAMES[part]}:`, ...blocks];
  });
  const others = more + listed.length - inOrder.length;
  return [
    INTRODUCTION,
    ...parts,
    ...(parts.length === 0 ? ['There are none yet.'] : []),
    ...(others === 0 ? [] : [`${others} more ${others === 1 ? 'is' : 'are'} not listed. ${NARROW}`]),
    ...(sentences.length === 0 ? [] : [`Sources:\n\n${sentences.join('\n')}`]),
    printMemory({ ...memory, candidates: inOrder }),
  ].join('\n\n');
}

const NARROW =
  'They come as others above are dismissed. Labels, paths or title patterns in `sources` narrow the list.';

const NOTHING = { dismissed: [], failures: new Map() };

/** For headings and the sentences around the lists. */
const LEEWAY = 800;

function lineOf(candidate: ListedCandidate): string {
  const { url, title, date, source, why, isTicked } = candidate;
  const words = title === '' ? url : title;
  const facts = [codeSpan(source), date.slice(0, 10), ...(why === '' ? [] : [inertText(why)])];
  const text = `${link(inertText(words), quietAddress(url))} (${facts.join(', ')}) ${candidateNumber(url)}`;
  return checkboxLine(text, hashCandidate(candidate), isTicked);
}

/**
 * GitHub shows on an issue or pull request which comments link to it. Nobody there needs to know of a list of candidates, so the
 * comment links to GitHub's own redirection, which leaves no such trace (docs.renovatebot.com, "Avoiding backlinks").
 */
function quietAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?github\.com\//i, 'https://redirect.github.com/');
}
