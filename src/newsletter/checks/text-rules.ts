import { MONTHS } from '../activity/period.js';
import { linksToWork } from '../activity/work.js';
import { isImplied, type Piece, sectionKey } from '../document/document.js';
import type { Form } from '../document/form.js';
import type { Language } from '../document/language.js';
import { signersIn, withoutPeople } from '../document/people.js';
import { namesWithoutLink } from '../edition/format.js';
import { splitLead } from '../house-style/section-style.js';
import { type MisspeltWord, misspeltIn } from '../spelling/spelling.js';
import type { CheckedDraft, EditionPage, FoundPlace, PageNode, Rule } from './rule.js';

export const emptySection: Rule = {
  title: 'Empty section',
  level: 'warning',
  finds: 'a section in which a reader sees nothing: no shown entry and no text',
  find({ page, document: { form } }) {
    return page.sections
      .filter(({ heading }) => !isImplied(heading))
      .filter(({ head, rest }) => ![...head, ...rest].some(isReadableIn(form)))
      .map(({ heading }) => ({
        line: page.lineOf(heading),
        message:
          'This section has nothing to read. Write something, show one of its hidden entries, or delete its heading.',
      }));
  },
};

export const noIntroduction: Rule = {
  title: 'No introduction',
  level: 'notice',
  finds:
    'a section with entries that does not say what the project is. Sections that a person signed, those that never had text, and those of a format of your own are not named',
  find(draft) {
    const { page, document, edition } = draft;
    if (edition.format.section !== null) return [];
    const { language } = document.form;
    const textless = sectionsWithoutText(draft);
    return page.sections
      .filter(({ heading, head, rest }) => {
        const isList = rest.some(({ kind, hidden }) => kind === 'entry' && !hidden);
        if (isImplied(heading)) return false;
        if (!isList || textless.has(heading.key) || isSigned(head, language)) return false;
        return introductionOf(head, language) === '';
      })
      .map(({ heading }) => ({
        line: page.lineOf(heading),
        message: 'This section does not say what the project is. Write a sentence above its list.',
      }));
  },
};

/** A write-up that a person signed introduces itself as it likes. */
function isSigned(head: readonly Piece[], language: Language): boolean {
  return signersIn(textOf(head), language).length > 0;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ source, gap }) => source + gap).join('');
}

function isReadableIn({ language, hidden: { opens, closes } }: Form): (piece: Piece) => boolean {
  const comments = new RegExp(String.raw`${opens}[\s\S]*?(?:${closes}|$)`, 'g');
  return ({ kind, source, hidden }) => {
    if (kind === 'credit' || hidden) return false;
    return withoutPeople(source, language).replace(comments, '').trim() !== '';
  };
}

function introductionOf(head: readonly Piece[], language: Language): string {
  return splitLead(withoutPeople(textOf(head), language)).introduction;
}

/** Keys of the sections for which the bot has learned to write no text. */
function sectionsWithoutText({ edition }: CheckedDraft): ReadonlySet<string> {
  return new Set(
    edition.sections.filter(({ text }) => text === '').map(({ heading }) => sectionKey(heading)),
  );
}

/** Not a part of an e-mail address, a path or the name of a package. */
const NAME = /(?<![\w/.@\\-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)(?![\w/@-])/g;

export const bareName: Rule = {
  title: 'Name without link',
  level: 'notice',
  finds:
    'an `@name` outside links and code, in a line that the bot did not write, unless the format writes names like this',
  find({ page, fresh, edition }) {
    const own = new Set(fresh.split(/\r?\n/));
    const lines = page.text.split('\n');
    const found = page.nodes.flatMap(({ node, source, start, within }) => {
      if (node.type !== 'text' || within.has('link') || within.has('linkReference')) return [];
      return [...source.matchAll(NAME)]
        .map(({ index, 1: login }) => ({
          line: page.lineAt(start + index),
          message: `"@${login}" links to nobody. Write [@${login}](https://github.com/${login}).`,
        }))
        .filter(({ line }) => !own.has(lines[line - 1] ?? ''));
    });
    return found.length > 0 && namesWithoutLink(edition.format) ? [] : found;
  },
};

/** More than these help nobody to choose. */
const MOST_CORRECTIONS = 4;

export const typos: Rule = {
  title: 'Typo',
  level: 'notice',
  finds:
    'a known misspelling in a line that the bot wrote, such as the title of an entry. Where the language of the editions is not English, only entries are looked at',
  find({ page, fresh, spelling, document: { form } }) {
    if (spelling === null) return [];
    /** An entry that a person hid or showed has the same words. */
    const wordsOf = (line: string) => form.hidden.item.exec(line)?.[1] ?? line;
    const isEnglish = /^en\b/i.test(form.language.tag);
    const isLookedAt = (line: string) => isEnglish || linksToWork(line);
    const own = new Set(fresh.split(/\r?\n/).filter(isLookedAt).map(wordsOf));
    const lines = page.text.split('\n').map(wordsOf);
    const found = misspeltIn(
      lines.map((words) => (own.has(words) ? words : '')),
      spelling,
    );
    return found.flatMap((words, index) =>
      words.map((word) => ({ line: index + 1, message: messageOn(word) })),
    );
  },
};

function messageOn({ word, corrections }: MisspeltWord): string {
  const meant = corrections.slice(0, MOST_CORRECTIONS).map((correction) => `"${correction}"`);
  const question =
    meant.length === 0 ? 'is not to be used here' : `looks like a typo for ${meant.join(' or ')}`;
  return `"${word}" ${question}. The bot does not change other people's words, but a spelling check of the site may refuse this one. Correct it here, or allow it by "check.allowedWords" in .github/newsletter.yml or in typos.toml.`;
}

export const brokenLink: Rule = {
  title: 'Broken link',
  level: 'failure',
  finds: 'an entry whose link Markdown does not read as a link, since its brackets do not match',
  find({ page }) {
    return entryParagraphs(page).flatMap((paragraph) => {
      const offset = brokenAt(paragraph, page);
      if (offset === null) return [];
      const message =
        'The brackets of this entry do not pair, so readers see Markdown in place of the link. Write it as [title](address), with a backslash before a bracket that belongs to the title.';
      return [{ line: page.lineAt(offset), message }];
    });
  },
};

/** Paragraphs of list items that hold the address of a pull request or commit. */
function entryParagraphs({ nodes }: EditionPage): readonly PageNode[] {
  return nodes.filter(
    ({ node, source, within }) => node.type === 'paragraph' && within.has('listItem') && linksToWork(source),
  );
}

/** What is left of a link that did not become one, or a bracket without partner before the link. */
const REMNANT = /(?<!\\)\][ \t]?\(<?https?:|\)\[<?https?:/;

function brokenAt({ start, inside }: PageNode, page: EditionPage): number | null {
  const plain = inside.filter((inner) => inner.node.type === 'text' && !inner.within.has('link'));
  for (const { source, start: at } of plain) {
    const remnant = REMNANT.exec(source);
    if (remnant !== null) return at + remnant.index;
  }
  const link = inside.find((inner) => page.linksToWork.has(inner))?.start ?? start;
  return unpairedBracket(plain.filter((inner) => inner.start < link));
}

function unpairedBracket(plain: readonly PageNode[]): number | null {
  const open: number[] = [];
  for (const { source, start } of plain) {
    for (const { index, 0: bracket } of source.matchAll(/(?<!\\)[[\]]/g)) {
      if (bracket === '[') open.push(start + index);
      else if (open.pop() === undefined) return start + index;
    }
  }
  return open.at(-1) ?? null;
}

export const deadPageLink: Rule = {
  title: 'Dead page link',
  level: 'failure',
  finds:
    'a link such as `@/this-month/2023-09/index.md` to an edition that does not exist: Zola does not build the site then',
  find: (draft) => deadLinks(draft, (url) => url.startsWith('@/')),
};

export const deadLink: Rule = {
  title: 'Dead link',
  level: 'warning',
  finds: 'a relative link such as `../2024-08` to an edition that does not exist',
  find: (draft) => deadLinks(draft, (url) => !url.startsWith('@/')),
};

/** The address of an edition: the period is its last folder, or the name of its file. */
const EDITION =
  /^(?:@?\/(?:[^?#]*\/)?|(?:\.\.?\/)+(?:[^?#]*\/)?)(\d{4}-\d\d)(?:\.md|\/(?:index\.(?:md|html))?)?(?:[?#].*)?$/;

function deadLinks(
  { page, edition, earlier }: CheckedDraft,
  concerns: (url: string) => boolean,
): FoundPlace[] {
  if (edition.period.kind !== 'month') return [];
  const known = new Set([edition, ...earlier].map(({ period }) => period.key));
  return page.nodes.flatMap(({ node, start }): FoundPlace[] => {
    if ((node.type !== 'link' && node.type !== 'definition') || !concerns(node.url)) return [];
    const period = MONTHS.parse(EDITION.exec(node.url)?.[1] ?? '');
    if (period === null || known.has(period.key)) return [];
    const message = `"${node.url}" leads to the edition of ${period.name}, which does not exist. Correct the month, or use a full address.`;
    return [{ line: page.lineAt(start), message }];
  });
}
