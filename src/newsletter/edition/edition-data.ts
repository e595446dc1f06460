import { z } from 'zod';
import { type Contributor, isBot } from '../activity/contributor.js';
import { factsOf, type Work } from '../activity/work.js';
import { parseEarlierEdition } from '../house-style/earlier-edition.js';
import { peopleOf } from './credit.js';
import type { Edition, EditionSection, Entry } from './edition.js';
import { listedItems } from './link-parts.js';
import { renderEdition } from './render-edition.js';

const text = (description: string) => z.string().describe(description);
const instant = (description: string) => text(`${description}, an ISO 8601 instant in UTC.`);
const login = (description: string) => text(`${description}, a login of GitHub.`);

const work = z
  .strictObject({
    kind: z.enum(['pull request', 'commit']),
    repository: text('Where it was done, as `owner/name`.'),
    number: z.int().nullable().describe("The pull request's number; `null` of a commit."),
    oid: text('The commit: of a pull request the one that merged it.').nullable(),
    url: z.url(),
    title: text("The pull request's title, or the first line of the commit's message, as written."),
    at: instant('When it was merged or committed'),
    author: login('Who opened or wrote it').nullable(),
    labels: z.array(z.string()).describe("The pull request's labels."),
  })
  .meta({ id: 'work', description: 'A merged pull request, or a commit that belongs to none.' });

const entry = z
  .strictObject({
    title: text('The words of its link, plain: the title of its work, or what people asked for.'),
    work,
    with: z.array(work).describe('Further works that the entry lists.'),
    people: z.array(login('Who wrote it')).describe('Who wrote it, the author first; no bots.'),
    notes: z.array(text('Markdown')).describe('What people noted below it.'),
    group: text('The heading above it within its section').nullable(),
    publishedAs: text('The first release that has it, where entries name releases').nullable(),
    highlightedBecause: text('Why it stands first, a phrase; `null`: nobody asked for it.').nullable(),
    hiddenBecause: text('Why it stands in a comment, a phrase; `null`: it is shown.').nullable(),
  })
  .meta({ id: 'entry', description: 'One item of a list.' });

const section = z
  .strictObject({
    name: text('What it is called, plain.'),
    repository: text('What it is about, as `owner/name`.'),
    url: z.url().describe('Where its heading leads.'),
    isWatched: z.boolean().describe('It is about a project outside of the organization.'),
    isFirst: z.boolean().describe('No earlier edition has a section about the repository.'),
    introduction: text('Introduction, story and lead sentence, Markdown; empty: it has none.'),
    shown: z.array(entry),
    hidden: z.array(entry).describe('The entries that stand in comments, each with its reason.'),
    credit: z
      .array(z.strictObject({ login: login('Who is thanked'), entries: z.int().positive() }))
      .describe('Whom it thanks, and for how many of its entries.'),
  })
  .meta({ id: 'section', description: 'What is told of one crate or repository.' });

const leftOut = ['published before', 'not listed', 'postponed', 'on another branch'] as const;

/** An edition as data. A change that readers of an older form would trip over raises `version`. */
export const editionData = z
  .strictObject({
    version: z.literal(1).describe('Of this form.'),
    period: z.strictObject({
      key: text('`2020-05` is a month, `2026-Q2` a quarter, `2026-W26` or `2026-06-19` a week or fortnight.'),
      kind: z.enum(['week', 'fortnight', 'month', 'quarter']),
      name: text('As it stands in text: `May 2020`.'),
      start: instant('The first instant'),
      end: instant('The first instant after it'),
    }),
    title: text('Plain.'),
    sections: z.array(section).describe('With something shown, in the order of the edition.'),
    hiddenSections: z
      .array(section)
      .describe('Those in which everything is hidden. They are not in the file.'),
    people: z
      .array(
        z.strictObject({
          login: login('A person'),
          url: z.url(),
          entries: z.int().positive().describe('How many of the shown entries the person wrote or co-wrote.'),
        }),
      )
      .describe('Who wrote a shown entry, by login; no bots.'),
    releases: z
      .array(
        z.strictObject({
          repository: z.string(),
          name: text('`v0.11.0`, with the name of the crate where it is called otherwise.'),
          at: instant('When it was released'),
        }),
      )
      .describe("The period's releases, by repository and time."),
    links: z
      .array(
        z.strictObject({
          part: text('The words of the heading that it stands below; empty: below none.'),
          url: z.url(),
          text: text('The first line of the list item, Markdown.'),
        }),
      )
      .describe('What parts without a section list: news, tooling, and the like, in order.'),
    notInEdition: z
      .array(z.strictObject({ because: z.enum(leftOut), work }))
      .describe('What was done in the period and is nowhere in the file.'),
    gaps: z
      .array(z.string())
      .describe('What could not be read, a sentence each; empty: the edition is complete.'),
  })
  .meta({ title: 'An edition of this-month-bot', description: 'What `preview --json` prints.' });

export type EditionData = z.infer<typeof editionData>;

/** What `preview --json` prints: the edition as JSON. */
export function printData(edition: Edition): string {
  return `${JSON.stringify(dataOf(edition), null, 2)}\n`;
}

/** The edition as data, for other programs. */
export function dataOf(edition: Edition): EditionData {
  const { period, title, sections, released, gaps } = edition;
  return {
    version: 1,
    period: {
      key: period.key,
      kind: period.kind,
      name: period.name,
      start: period.start.toISOString(),
      end: period.end.toISOString(),
    },
    title,
    sections: sections.map(dataOfSection),
    hiddenSections: edition.leftOut.map(dataOfSection),
    people: peopleShown(sections),
    releases: released.map(({ repository, name, releasedAt }) => ({ repository, name, at: releasedAt })),
    links: linksOf(edition),
    notInEdition: [
      ...leftOutAs('published before', edition.alreadyPublished),
      ...leftOutAs('not listed', edition.unlistedCommits),
      ...leftOutAs('postponed', edition.postponed),
      ...leftOutAs('on another branch', edition.elsewhere),
    ],
    gaps: [...gaps],
  };
}

function dataOfSection(section: EditionSection): EditionData['sections'][number] {
  const { name, repository, url, isWatched, isFirst, text: introduction } = section;
  return {
    name,
    repository,
    url,
    isWatched,
    isFirst,
    introduction: introduction.trim(),
    shown: section.shown.map(dataOfEntry),
    hidden: section.hidden.map(dataOfEntry),
    credit: section.credit.map(({ contributor, entries }) => ({ login: contributor.login, entries })),
  };
}

function dataOfEntry(entry: Entry): EditionData['sections'][number]['shown'][number] {
  const { title, group, publishedAs, highlightedBecause, hiddenBecause } = entry;
  return {
    title,
    work: dataOfWork(entry.work),
    with: entry.with.map(dataOfWork),
    people: entry.people.map((person) => person.login),
    notes: [...entry.notes],
    group: group?.heading ?? null,
    publishedAs,
    highlightedBecause,
    hiddenBecause,
  };
}

function dataOfWork(of: Work): EditionData['notInEdition'][number]['work'] {
  const { title, number, oid, time, labels } = factsOf(of);
  const { kind, repository, url, author } = of;
  return {
    kind,
    repository,
    number,
    oid,
    url,
    title,
    at: time,
    author: author?.login ?? null,
    labels: [...labels],
  };
}

function peopleShown(sections: readonly EditionSection[]): EditionData['people'] {
  const shown = sections.map((section) => ({ ...section, hidden: [] }));
  const entries = shown.flatMap((section) => section.shown);
  const wrote = (person: Contributor) =>
    entries.filter(({ people }) => people.some((other) => other.login === person.login)).length;
  return peopleOf(shown)
    .filter((person) => !isBot(person))
    .map((person) => ({ login: person.login, url: person.url, entries: wrote(person) }));
}

/** Read off the text, since template, earlier editions and commands all bring links. */
function linksOf(edition: Edition): EditionData['links'] {
  const { parts } = parseEarlierEdition(edition.period, renderEdition(edition), edition.form);
  return parts.flatMap((part) =>
    listedItems(part).map(({ url, line }) => ({ part: part.heading.replace(/^#+\s*/, ''), url, text: line })),
  );
}

function leftOutAs(because: (typeof leftOut)[number], works: readonly Work[]): EditionData['notInEdition'] {
  return works.map((of) => ({ because, work: dataOfWork(of) }));
}
