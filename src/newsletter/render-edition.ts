import { creditSentence } from './credit.js';
import type { Edition, Entry, Section } from './edition.js';
import { asSentenceList, codeSpan, entryLine, hiddenLine, type Markdown, trusted } from './markdown.js';
import type { SkeletonPart } from './skeleton.js';
import { titleOf } from './work.js';
import { holdsWriteUps } from './write-ups.js';

/** The whole file of an edition. */
export function renderEdition({ skeleton, sections }: Edition): string {
  const { frontMatter, opening, parts } = skeleton;
  const texts = [`+++\n${frontMatter}\n+++`, opening, ...parts.map((part) => renderPart(part, sections))];
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** One section as it stands in the file, without a final newline. */
export function renderSection(section: Section): Markdown {
  const head = [section.heading, section.maintainersLine].filter((line) => line !== null).join(section.gap);
  const shown = section.shown.map(renderShown).join('\n');
  const hidden = section.hidden.map(({ work }) => hiddenLine(titleOf(work), work.url)).join('\n');
  const texts = [head, section.text, shown, hidden, creditSentence(section.credit) ?? ''];
  return trusted(texts.filter((text) => text !== '').join('\n\n'));
}

function renderPart(part: SkeletonPart, sections: readonly Section[]): string {
  const { heading, body, closing, emptyNotice, isProjects } = part;
  const isHere = ({ isWatched }: Section) => (isWatched ? holdsWriteUps(part) : isProjects);
  const filled = sections.filter(isHere).map(renderSection);
  return [heading, body, ...(filled.length === 0 ? [emptyNotice] : filled), closing]
    .filter((text) => text !== '')
    .join('\n\n');
}

function renderShown({ work, otherCrates, publishedAs }: Entry): string {
  const also = otherCrates.length === 0 ? '' : ` (also ${asSentenceList(otherCrates.map(codeSpan))})`;
  const note =
    publishedAs === null ? '' : ` <span class="gray">(published as ${codeSpan(`v${publishedAs}`)})</span>`;
  return `${entryLine(titleOf(work), work.url)}${also}${note}`;
}
