import type { Contributor } from '../activity/contributor.js';
import { factsOf, nameOf, shortName, type Work } from '../activity/work.js';
import { entryLine, entryLink, type Form, hiddenLine, inComment, withItemsBelow } from '../document/form.js';
import { asList, phrase } from '../document/language.js';
import { LIST_COMPARISONS } from '../house-style/order-habits.js';
import {
  codeSpan,
  escapeTitle,
  joinLines,
  joinParagraphs,
  link,
  type Markdown,
  trusted,
} from '../markdown/markdown.js';
import { creditInOneList, creditSentence, peopleOf } from './credit.js';
import type { Edition, EditionSection, Entry } from './edition.js';
import { type Format, inSequence, peopleInSequence } from './format.js';
import { inGroups } from './group-entries.js';
import { holdsWriteUps } from './link-parts.js';
import { fill, type Pattern, type Values, valueIn } from './pattern.js';
import { type SkeletonPart, withoutNotice } from './skeleton.js';

/** How an edition is marked up and written. */
type Writing = Pick<Edition, 'form' | 'format'>;

/** The whole file of an edition. */
export function renderEdition(edition: Edition): string {
  const { frontMatter, opening, parts, gaps, end = '\n' } = edition.skeleton;
  const texts = [
    { text: frontMatter, gap: gaps?.frontMatter },
    { text: opening, gap: gaps?.opening },
    ...parts.flatMap((part) => renderPart(part, edition)),
  ];
  return `${inOneText(texts)}${end}`;
}

/** A text of an edition, and the white space after it. */
interface Spaced {
  readonly text: string;
  readonly gap: string | undefined;
}

const BLANK_LINE = '\n\n';

/** The texts with the white space between them; where one is empty, the longer white space around it stays. */
function inOneText(texts: readonly Spaced[]): string {
  const kept: { text: string; gap: string }[] = [];
  for (const { text, gap = BLANK_LINE } of texts) {
    const last = kept.at(-1);
    if (text !== '') kept.push({ text, gap });
    else if (last !== undefined && gap.length > last.gap.length) last.gap = gap;
  }
  return kept
    .map(({ text, gap }, index) => (index === kept.length - 1 ? text : text + (gap || BLANK_LINE)))
    .join('');
}

function renderPart(part: SkeletonPart, edition: Edition): readonly Spaced[] {
  const { heading, body, closing, emptyNotice, isProjects, gaps } = part;
  const isHere = ({ isWatched }: EditionSection) =>
    isWatched ? holdsWriteUps(edition.form, part) : isProjects;
  const here = edition.sections.filter(isHere);
  const whole = edition.format.isOneList ? inOneList(here, edition) : here;
  const filled = whole.map((section) => renderSection(section, edition));
  return [
    { text: heading, gap: gaps?.heading },
    { text: filled.length === 0 ? body : withoutNotice(body, edition.form), gap: gaps?.body },
    { text: filled.length === 0 ? emptyNotice : filled.join(BLANK_LINE), gap: gaps?.sections },
    { text: closing, gap: gaps?.closing },
  ];
}

/** One section with the entries of all of them, but for those with a text of their own. */
export function inOneList(
  here: readonly EditionSection[],
  { listOrder, format }: Pick<Edition, 'listOrder' | 'format'>,
): readonly EditionSection[] {
  const sections = here.filter(({ text }) => text === '');
  const [first] = sections;
  if (first === undefined) return here;
  const compare = LIST_COMPARISONS[listOrder];
  const all = (entries: readonly Entry[]) =>
    entries.toSorted((left, right) => compare(left.work, right.work));
  const shown = all(sections.flatMap((section) => section.shown));
  const hidden = all(sections.flatMap((section) => section.hidden));
  const people = peopleOf([{ shown, hidden }], 'appearance');
  const credit = creditInOneList(sections, people, format.peopleOrder);
  return [{ ...first, shown, hidden, credit }, ...here.filter(({ text }) => text !== '')];
}

/** One section as it stands in the file, without a final newline. */
export function renderSection(section: EditionSection, writing: Writing): Markdown {
  const { form, format } = writing;
  const thanks = format.credit === 'sentence' ? creditSentence(section, form.language) : null;
  const entries = joinParagraphs([
    renderShown(section.shown, writing),
    joinLines(section.hidden.map((entry) => renderEntry(entry, writing))),
  ]);
  const { name, url, repository, heading, maintainersLine, gap, text, shown } = section;
  if (format.section === null || (format.isOneList && text !== '')) {
    const head = trusted([heading, maintainersLine].filter((line) => line !== null).join(gap));
    return joinParagraphs([head, text, entries, thanks]);
  }
  const values = {
    ...aboutRepository(repository),
    heading: { text: name },
    url: { address: url },
    entries: { markdown: joinParagraphs([maintainersLine, text, entries]) },
    count: { text: String(shown.length) },
    people: listOfPeople(peopleOf([section], format.peopleOrder), format),
  };
  return joinParagraphs([fill(format.section, values, form.dialect), thanks]);
}

/** What a section shows: a list, or one below the heading of each group. */
function renderShown(entries: readonly Entry[], writing: Writing): Markdown {
  if (entries.every(({ group }) => group === null)) return renderList(entries, writing);
  return joinParagraphs(
    inGroups(entries).map(({ heading, entries: own }) => {
      const list = renderList(own, writing);
      if (heading === null) return list;
      const values = {
        heading: { text: heading },
        entries: { markdown: list },
        count: { text: String(own.length) },
      };
      return fill(writing.format.group, values, writing.form.dialect);
    }),
  );
}

function renderList(entries: readonly Entry[], writing: Writing): Markdown {
  const { person } = writing.format;
  return joinLines(
    person === null
      ? entries.map((entry) => renderEntry(entry, writing))
      : byPerson(entries, writing, person),
  );
}

/** A line for each person, in the order of their first entries. */
function byPerson(entries: readonly Entry[], writing: Writing, person: Pattern): readonly Markdown[] {
  const authors = new Map(entries.map(({ author }) => [author?.login ?? null, author]));
  return [...authors].map(([login, author]) => {
    const own = entries.filter((entry) => (entry.author?.login ?? null) === login);
    const items = own.map((entry) => renderEntry({ ...entry, notes: [] }, writing));
    const values = {
      ...aboutAuthor(author, own[0]?.work.url ?? ''),
      entries: { markdown: inSequence(items, writing.format) },
      count: { text: String(own.length) },
    };
    return withItemsBelow(
      writing.form,
      fill(person, values, writing.form.dialect),
      own.flatMap(({ notes }) => notes),
    );
  });
}

/** An entry as it stands in the file: in the list with what was noted below it, or in a comment. */
export function renderEntry(entry: Entry, { form, format }: Writing): Markdown {
  const { work, title, notes, with: others, otherCrates, publishedAs, hiddenBecause } = entry;
  if (hiddenBecause !== null) {
    const behind = joined(work, others, 'hidden link', form);
    if (format.hidden === null) return hiddenLine(form, title, work.url, behind);
    return inComment(
      form,
      trusted(`${fill(format.hidden, aboutEntry(entry, format), form.dialect, true)}${behind}`),
    );
  }
  if (format.entry !== null) {
    const line = fill(format.entry, aboutEntry(entry, format), form.dialect);
    return withItemsBelow(form, trusted(`${line}${joined(work, others, 'link', form)}`), notes);
  }
  const also = otherCrates.length === 0 ? '' : ` ${alsoIn(otherCrates, format)}`;
  const note = publishedAs === null ? '' : ` ${releaseNote(publishedAs, format)}`;
  return entryLine(form, title, work.url, `${joined(work, others, 'link', form)}${also}${note}`, notes);
}

function alsoIn(names: readonly string[], { language }: Format): string {
  return `(${phrase(language, 'also', { crates: asList(names.map(codeSpan), language) })})`;
}

/** How an entry has its title, shown and hidden: a person turns the one into the other, and the words stay. */
export function titlesOf({ title, work: { url } }: Entry, { form, format }: Writing): readonly string[] {
  const written = (pattern: Pattern | null, isHidden: boolean) =>
    pattern === null
      ? entryLink(form, title, url, isHidden ? 'hidden link' : 'link')
      : valueIn(pattern, 'title', { text: title }, form.dialect, isHidden);
  return [written(format.entry, false), written(format.hidden, true)];
}

function releaseNote(version: string, { smallPrint, language }: Format): string {
  const note = `(${phrase(language, 'publishedAs', { release: codeSpan(version) })})`;
  return smallPrint ? `<span class="gray">${note}</span>` : note;
}

/** ` (with [#157](…))`, when it tells of other work too. */
function joined(
  { repository }: Work,
  others: readonly Work[],
  place: 'link' | 'hidden link',
  { language }: Form,
): string {
  if (others.length === 0) return '';
  const links = others.map((other) =>
    link(escapeTitle(other.repository === repository ? shortName(other) : nameOf(other), place), other.url),
  );
  return ` (${phrase(language, 'with', { links: asList(links, language) })})`;
}

/** What the placeholders of an entry stand for. */
function aboutEntry({ work, title, author, people, publishedAs }: Entry, format: Format): Values {
  const { shortName: name, time, labels } = factsOf(work);
  return {
    ...aboutRepository(work.repository),
    ...aboutAuthor(author, work.url),
    title: { text: title },
    url: { address: work.url },
    number: { text: name.replace(/^[#@]/, '') },
    mergedAt: { text: time.slice(0, 'YYYY-MM-DD'.length) },
    labels: { text: labels.join(', '), isMissing: labels.length === 0 },
    release: { text: publishedAs ?? '', isMissing: publishedAs === null },
    people: listOfPeople(people, format),
  };
}

function aboutRepository(nameWithOwner: string): Values {
  return {
    repository: { text: nameWithOwner.split('/')[1] ?? '' },
    nameWithOwner: { text: nameWithOwner },
  };
}

/** GitHub's account for deleted ones stands for whoever may not be named. */
const NOBODY = 'ghost';

function aboutAuthor(author: Contributor | null, workUrl: string): Values {
  const isMissing = author === null;
  const address = author?.url ?? new URL(`/${NOBODY}`, workUrl).href;
  return { login: { text: author?.login ?? NOBODY, isMissing }, authorUrl: { address, isMissing } };
}

/** The people, one after the other; missing where there are none. */
function listOfPeople(people: readonly Contributor[], format: Format): Values[string] {
  return { markdown: peopleInSequence(people, format), isMissing: people.length === 0 };
}
