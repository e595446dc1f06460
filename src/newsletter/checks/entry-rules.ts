import { ownerOf } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { nameOf, titleOf, type Work } from '../activity/work.js';
import { sectionPieces } from '../document/document.js';
import { entryLine, ITEM_MARK } from '../document/form.js';
import { namesListedIn } from '../draft/dashboard.js';
import { type Edition, entriesOf, findEntry, worksIn } from '../edition/edition.js';
import { renderEntry } from '../edition/render-edition.js';
import type { EarlierEdition } from '../house-style/earlier-edition.js';
import type { CheckedDraft, FoundPlace, Rule } from './rule.js';

export const listedTwice: Rule = {
  title: 'Listed twice',
  level: 'warning',
  finds: 'a second entry for the same pull request or commit, shown or hidden',
  find(draft) {
    const first = new Map<string, number>();
    return entriesIn(draft).flatMap(({ key, line }): FoundPlace[] => {
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, line);
        return [];
      }
      return [{ line, message: `Line ${before} already has an entry for ${key}. Delete one of the two.` }];
    });
  },
};

export const listedBefore: Rule = {
  title: 'Listed before',
  level: 'warning',
  finds: 'an entry for a pull request that an earlier edition lists. The message names that edition',
  find(draft) {
    const periods = new Map<string, Period>(
      draft.earlier.flatMap((edition) =>
        edition.period.key === draft.edition.period.key
          ? []
          : pullRequestsIn(edition).map((key) => [key, edition.period] as const),
      ),
    );
    return entriesIn(draft).flatMap(({ key, line }): FoundPlace[] => {
      const period = periods.get(key);
      if (period === undefined) return [];
      const message = `The edition of ${period.name} already lists ${key}. Delete this entry, unless it should stand in both.`;
      return [{ line, message }];
    });
  },
};

/** What each entry is about; a list below an entry may refer to other ones, and several to commits of one pull request. */
function entriesIn({ page }: CheckedDraft) {
  return page.pieces.flatMap((piece) => {
    const [work] = piece.works;
    const isEntry = piece.kind === 'entry' && work !== undefined && work.page !== 'commit within';
    return isEntry ? [{ key: work.key, line: page.lineOf(piece) }] : [];
  });
}

/** Words that say nothing of what changes, alone or among each other, and the usual names of branches. */
const EMPTY_WORDS = new Set(
  `a add added address all and apply branch bug bugfix bugs change changed changes chore clean cleanup cleanups close closes code comments commit dev develop development draft feat feature
  features feedback few final first fix fixed fixes for fork from improvement improvements in initial into it main master merge minor misc miscellaneous more my new of other patch polish pr
  pull refactor refactoring request review several small some staging stuff suggestion suggestions sync test tests the things this tiny to trunk tweak tweaks typo typos up update updated
  updates various version wip with work`.split(/\s+/),
);
/** What git puts before a title, and a squash behind it. */
const AROUND_TITLE = /^\s*(?:fixup|squash|amend)!\s+|\s*\(#\d+\)\s*$/gi;
/** Titles that GitHub makes of a branch's name, or proposes for an edit in the browser, where it is no path of code. */
const MADE_TITLE =
  /^(?:[\w-]+:(?:dev|develop|main|master|patch-\d+)|(?:feat|feature|fix|hotfix|bugfix|chore|dev|wip|patch|topic|copilot|claude|codex|cursor|devin|jules)\/[\w ./-]+|(?:[\w-]+[/ ])?patch[ -]\d+|(?:Update|Create|Delete) [\w./-]*\.\w+|Rename [\w./-]*\.\w+ to [\w./-]*\.\w+|Add files via upload|Merge pull request #\d+ from \S+|Merge (?:remote-tracking )?branch '.+)$/i;

/** Whether a title tells readers nothing: one word, words that say nothing, or what GitHub made of a branch or a file. */
function saysNothing(title: string): boolean {
  const words = title
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\\`*_]/g, '')
    .replace(AROUND_TITLE, '')
    .replace(/[→⇒]/g, ' ')
    .trim();
  // Other scripts write no spaces.
  if (words === '' || /[^ -~]/.test(words)) return false;
  // A number alone is how editors list what a text above told.
  if (/^#\d+$/.test(words)) return false;
  const each = words.toLowerCase().match(/(?<![#\w])[a-z\d][^\s,;:!?()]*/g) ?? [];
  return MADE_TITLE.test(words) || each.length <= 1 || each.every((word) => EMPTY_WORDS.has(word));
}

/** A link that is the first words of a sentence is no title. */
const TITLE_ALONE = new RegExp(String.raw`^\s*${ITEM_MARK} \[(.+?)\]\([^()\s]*\)(?![ ]*[\p{L}\d\x60])`, 'u');

export const emptyTitle: Rule = {
  title: 'Title that says nothing',
  level: 'notice',
  finds:
    'a shown entry whose title is one word, only words such as "small fixes", or what GitHub made of a branch or a file: `Develop`, `Patch 1`, `Update file.rs`',
  find: ({ page }) =>
    page.pieces.flatMap((piece): FoundPlace[] => {
      const title = TITLE_ALONE.exec(piece.source)?.[1];
      if (piece.kind !== 'entry' || piece.works.length === 0 || title === undefined) return [];
      if (!saysNothing(title)) return [];
      const message = `"${title.slice(0, 100)}" tells readers nothing. Write in a few words what changes.`;
      return [{ line: page.lineOf(piece), message }];
    }),
};

/** In characters; a longer line does not belong into a message. */
const LONGEST_SUGGESTED_LINE = 200;

export const missingEntry: Rule = {
  title: 'Missing entry',
  level: 'warning',
  finds:
    "a pull request or direct commit of the period that is neither in the file nor in the description's list of sections left out, although nobody deleted it",
  find(draft) {
    const { edition } = draft;
    // What could not be read whole is not written to a draft that is there, so that much may be missing for now.
    if (edition.gaps.length > 0) return [];
    const told = toldKeys(draft);
    const isUntold = (work: Work) => !told.has(work.key);
    const worksOfAll = (sections: Edition['sections']) => sections.flatMap(entriesOf).map(({ work }) => work);
    const untold = worksOfAll(edition.sections).filter(isUntold);
    return [
      ...untold.map((work) => ({ line: lineOfSection(draft, work), message: missing(work, edition) })),
      ...unlisted(draft, worksOfAll(edition.leftOut).filter(isUntold)),
    ];
  },
};

/** Names in one message. */
const MOST_NAMES = 20;

/** Works whose sections the file leaves out, and which the pull request's body does not list, at the first line. */
function unlisted({ body, edition }: CheckedDraft, works: readonly Work[]): readonly FoundPlace[] {
  const listed = namesListedIn(body);
  const names = works.map(nameOf).filter((name) => !listed.has(name));
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  const message = `${names.slice(0, MOST_NAMES).join(', ')}${more}: merged this ${edition.period.kind}, but neither in this file nor in the list in the pull request's description. Make that description shorter, so that the list has room, or add what you want to tell.`;
  return [{ line: 1, message }];
}

export const notMerged: Rule = {
  title: 'Merged at another time',
  level: 'notice',
  finds: 'an entry whose pull request was merged at another time, and is not in an earlier edition',
  find({ page, edition, earlier }) {
    if (edition.gaps.length > 0) return [];
    const collected = worksOf(edition);
    const known = new Set([...collected.map(({ key }) => key), ...earlier.flatMap(pullRequestsIn)]);
    const owners = new Set(collected.map((work) => ownerOf(work.key)));
    return page.sections.flatMap(sectionPieces).flatMap((piece): FoundPlace[] => {
      const [work] = piece.works;
      if (piece.kind !== 'entry' || work?.kind !== 'pull request' || work.page === 'issue') return [];
      const { key } = work;
      if (known.has(key) || !owners.has(ownerOf(key))) return [];
      const message = `${key} is not among the pull requests that were merged this ${edition.period.kind}. Check the link, or leave the entry for the ${edition.period.kind} in which it is merged.`;
      return [{ line: page.lineOf(piece), message }];
    });
  },
};

export const gaps: Rule = {
  title: 'Not all was read',
  level: 'warning',
  finds: 'GitHub did not give the bot a part of the period, so entries may be missing',
  find: ({ edition }) =>
    edition.gaps.map((gap) => ({
      line: 1,
      message: `${gap} Entries may be missing until the bot's next run.`,
    })),
};

/** Keys of what the file tells, what the pull request's body lists, and what was there before a person deleted it. */
function toldKeys({ page, base, withoutSection }: CheckedDraft): ReadonlySet<string> {
  const offered = base?.pieces ?? [];
  return new Set([...[...page.pieces, ...offered].flatMap(({ mentions }) => mentions), ...withoutSection]);
}

function worksOf(edition: Edition): readonly Work[] {
  const { alreadyPublished, postponed, elsewhere } = edition;
  return [...worksIn(edition), ...alreadyPublished, ...postponed, ...elsewhere];
}

/** The heading of the repository's section, else the first line. */
function lineOfSection({ page }: CheckedDraft, { repository, url }: Work): number {
  const address = `${new URL(url).origin}/${repository}`.toLowerCase();
  const heading = page.sections.find((section) => section.heading.key === `section ${address}`)?.heading;
  return heading === undefined ? 1 : page.lineOf(heading);
}

function missing(work: Work, edition: Edition): string {
  const { form, format, period } = edition;
  const entry = format.entry === null || format.person !== null ? undefined : findEntry(work.key, edition);
  const line =
    entry === undefined
      ? entryLine(form, titleOf(work), work.url)
      : renderEntry({ ...entry, hiddenBecause: null, notes: [] }, edition);
  const advice =
    line.length > LONGEST_SUGGESTED_LINE ? `Add a line that links to ${work.url}` : `Add the line ${line}`;
  return `${nameOf(work)} was merged this ${period.kind} and is not here. ${advice} or, to leave it out, put that line between "${form.hidden.before}" and "${form.hidden.behind}".`;
}

/** The keys of the pull requests that the edition lists. */
function pullRequestsIn({ works }: EarlierEdition): readonly string[] {
  return works.flatMap(({ kind, key }) => (kind === 'pull request' ? [key] : []));
}
