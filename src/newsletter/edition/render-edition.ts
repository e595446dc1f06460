import { nameOf, shortName, type Work } from '../activity/work.js';
import type { Form } from '../document/form.js';
import { withFences } from '../document/front-matter.js';
import { entryLine, hiddenLine } from '../document/lines.js';
import { asSentenceList, codeSpan, escapeTitle, link, type Markdown, trusted } from '../markdown/markdown.js';
import { holdsWriteUps } from './choose-skeleton.js';
import { creditSentence } from './credit.js';
import type { Edition, EditionSection, Entry } from './edition.js';
import type { SkeletonPart } from './skeleton.js';

/** The whole file of an edition. */
export function renderEdition({ form, skeleton, sections }: Edition): string {
  const { frontMatter, opening, parts } = skeleton;
  const texts = [withFences(frontMatter), opening, ...parts.map((part) => renderPart(form, part, sections))];
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/** One section as it stands in the file, without a final newline. */
export function renderSection(form: Form, section: EditionSection): Markdown {
  const head = [section.heading, section.maintainersLine].filter((line) => line !== null).join(section.gap);
  const shown = section.shown.map((entry) => renderEntry(form, entry)).join('\n');
  const hidden = section.hidden.map((entry) => renderEntry(form, entry)).join('\n');
  const texts = [
    head,
    section.text,
    shown,
    hidden,
    creditSentence(section.credit, section.singleCredit) ?? '',
  ];
  return trusted(texts.filter((text) => text !== '').join('\n\n'));
}

function renderPart(form: Form, part: SkeletonPart, sections: readonly EditionSection[]): string {
  const { heading, body, closing, emptyNotice, isProjects } = part;
  const isHere = ({ isWatched }: EditionSection) => (isWatched ? holdsWriteUps(part) : isProjects);
  const filled = sections.filter(isHere).map((section) => renderSection(form, section));
  return [heading, body, ...(filled.length === 0 ? [emptyNotice] : filled), closing]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** An entry as it stands in the file: in the list with what was noted below it, or in a comment. */
export function renderEntry(form: Form, entry: Entry): Markdown {
  const { work, title, notes, with: others, otherCrates, publishedAs, hiddenBecause } = entry;
  if (hiddenBecause !== null) return hiddenLine(form, title, work.url, joined(work, others, 'hidden link'));
  const also = otherCrates.length === 0 ? '' : ` (also ${asSentenceList(otherCrates.map(codeSpan))})`;
  const note =
    publishedAs === null ? '' : ` <span class="gray">(published as ${codeSpan(publishedAs)})</span>`;
  return entryLine(form, title, work.url, `${joined(work, others, 'link')}${also}${note}`, notes);
}

/** ` (with [#157](…))`, when it tells of other work too. */
function joined({ repository }: Work, others: readonly Work[], place: 'link' | 'hidden link'): string {
  if (others.length === 0) return '';
  const links = others.map((other) =>
    link(escapeTitle(other.repository === repository ? shortName(other) : nameOf(other), place), other.url),
  );
  return ` (with ${asSentenceList(links)})`;
}
