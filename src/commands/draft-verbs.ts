import { listedWorks } from '../newsletter/activity/entry-lines.js';
import { isOwnedBy, isSameName, nameKey } from '../newsletter/activity/names.js';
import { LINK_PARTS, type LinkPart, type WrittenIntroduction } from '../newsletter/edition/amendments.js';
import { isWebAddress, linkKey, withoutTracking } from '../newsletter/markdown/addresses.js';
import { linkDestination } from '../newsletter/markdown/markdown.js';
import { compareText } from '../newsletter/markdown/order.js';
import { blocksFrom, linesFrom } from '../newsletter/markdown/safe-markdown.js';
import { excessOf, MOST_TEXT_LINES } from '../newsletter/markdown/text-limits.js';
import {
  addressMissing,
  excessSentence,
  LONG_DESCRIPTION,
  NAME_CANDIDATE,
  NAME_CRATE,
  NAME_CRATE_OR_NONE,
  NAME_REPOSITORY,
  noAddress,
  ONE_CANDIDATE,
  ONLY_OF_CRATE,
  textBelowMissing,
  tooLong,
} from '../replies/command-problems.js';
import {
  LINK_TO_OWN_WORK,
  linkInDraft,
  linkInEdition,
  ownRepository,
  workInProse,
} from '../replies/refusals.js';
import {
  type Arguments,
  asksNothing,
  cutWord,
  isBlank,
  LONGEST,
  problemAt,
  trimmedBlock,
  withMarkdown,
  writtenAddress,
} from './arguments.js';
import { type Command, type CommandOf, type ParsedCommand, parseReference } from './command.js';
import type { EditionVerb, NewsletterFacts } from './verb.js';

/** Of a link's description: more lines are an article. */
const MOST_DESCRIPTION_LINES = 12;

const REPOSITORY = /^[a-z\d][a-z\d_-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/i;
const CRATE = /^(?:[a-z\d][\w-]{0,99}\/)?(?!\.{1,2}$)[\w.-]{1,100}$/i;

const link: EditionVerb<CommandOf<'link'>> = {
  name: 'link',
  usage: 'link [news|infra|projects] <address> [title]',
  effect: 'adds a link to the news or another part; the lines below describe it',
  example: 'link infra https://example.org/linker A faster linker',
  about: 'edition',
  place: 'draft',
  role: 'editor',
  suggestedBy: 'anyone',
  subjectOf: ({ url }) => linkKey(url),
  counts: 'first',
  whyNever: ({ url }, facts) => (isOwnWork(url, facts) ? LINK_TO_OWN_WORK : null),
  /** A link that stands in one of the last twelve editions is no news. */
  whyThere({ url }, { knownLinks, typedLinks }) {
    const [period, place] = [knownLinks.get(linkKey(url)), typedLinks.get(linkKey(url))];
    if (period !== undefined) return linkInEdition(period.key);
    return place === undefined ? null : linkInDraft(place);
  },
  change(amendments, { part, url, title, text }, { words }) {
    const link = { part, url: withoutTracking(url), title, words, description: linesFrom(text) };
    return { ...amendments, links: [...amendments.links, link] };
  },
  textsOf: ({ url }, { links }) =>
    links
      .filter((other) => linkKey(other.url) === linkKey(url))
      .map((other) => `](${linkDestination(other.url)})`),
  print: ({ part, url, title, text }) => ({ words: [part, url, title ?? ''], below: text }),
  parse(given) {
    const first = cutWord(given);
    const part = partNamed(first.word);
    const rest = part === null ? given : first.rest;
    const { url, title } = cutAddress(rest);
    if (rest.text === '') return problemAt(rest, addressMissing(given.usage));
    if (!isWebAddress(url)) return problemAt(rest, noAddress(given.usage));
    if (url.length > LONGEST.url) return problemAt(rest, tooLong(LONGEST.url));
    if (title.text.length > LONGEST.title) return problemAt(title, tooLong(LONGEST.title));
    const text = trimmedBlock(given.block);
    if (text.length > LONGEST.description) return problemAt(title, tooLong(LONGEST.description));
    const excess = excessOf(text);
    if (excess !== null) return problemAt(title, excessSentence(excess, MOST_TEXT_LINES));
    const isLong = text.split('\n').length > MOST_DESCRIPTION_LINES;
    if (isLong && linesFrom(text).length > MOST_DESCRIPTION_LINES) return problemAt(title, LONG_DESCRIPTION);
    return {
      command: {
        verb: 'link',
        part: part ?? 'news',
        url,
        title: isBlank(title.text) || asksNothing(title.text) ? null : title.text,
        text: isBlank(text) ? '' : text,
      },
    };
  },
};

const section: EditionVerb<CommandOf<'section'>> = {
  name: 'section',
  usage: 'section <owner/repository>',
  effect: 'adds a section about your project with the lines below, signed with your name',
  example: 'section phil-opp/blog_os',
  about: 'edition',
  place: 'draft',
  role: 'editor',
  suggestedBy: 'anyone',
  subjectOf: ({ repository }) => nameKey(repository),
  counts: 'last',
  whyNever: ({ repository, text }, facts) =>
    isOwnedBy(repository, facts.organization) ? ownRepository(repository) : whyNoProse(text, facts),
  whyThere: () => null,
  change(amendments, { repository, text }, { login, imageHosts }) {
    if (login === null) return amendments;
    const writeUp = { repository, login, text: blocksFrom(text, imageHosts) };
    return { ...amendments, writeUps: [...amendments.writeUps, writeUp] };
  },
  textsOf: ({ repository }, { writeUps }) =>
    writeUps.filter((other) => isSameName(other.repository, repository)).map(({ text }) => text),
  print: ({ repository, text }) => ({ words: [repository], below: text }),
  parse(given) {
    const { word } = cutWord(given);
    const repository = word.replace(/^https?:\/\/github\.com\/([^/]+\/[^/]+?)(?:\.git)?\/?$/i, '$1');
    if (!REPOSITORY.test(repository)) return problemAt(given, NAME_REPOSITORY);
    return withBlock(given, LONGEST.section, (text) => ({ verb: 'section', repository, text }));
  },
};

const intro: EditionVerb<CommandOf<'intro'>> = {
  name: 'intro',
  usage: 'intro <crate>',
  effect: 'replaces the introduction of the crate with the lines below',
  example: 'intro x86_64',
  about: 'edition',
  place: 'draft',
  role: 'maintainer',
  suggestedBy: null,
  subjectOf: ({ crate }) => nameKey(crate),
  counts: 'last',
  whyNever: ({ text }, facts) => whyNoProse(text, facts),
  whyThere: () => null,
  change(amendments, { text }, { section: named }) {
    if (named === null) return amendments;
    const introductions = [...amendments.introductions, { ...named, text: blocksFrom(text) }];
    return { ...amendments, introductions: introductions.sort(bySection) };
  },
  textsOf: ({ text }, { introductions }) =>
    introductions.map((introduction) => introduction.text).filter((other) => other === blocksFrom(text)),
  print: ({ crate, text }) => ({ words: [crate], below: text }),
  parse(given) {
    const { word: crate } = cutWord(given);
    if (!CRATE.test(crate)) return problemAt(given, NAME_CRATE);
    return withBlock(given, LONGEST.intro, (text) => ({ verb: 'intro', crate, text }));
  },
};

/** The word that puts a story instead of the list. */
const ONLY = /^only[,.:;!?]*$/i;

const story: EditionVerb<CommandOf<'story'>> = {
  name: 'story',
  usage: 'story [crate [only]]',
  effect:
    'tells in the lines below what this edition is about, below its opening or the introduction of the crate; with `only`, in place of the list',
  example: 'story x86_64',
  about: 'edition',
  place: 'draft',
  role: 'maintainer',
  also: 'without a crate only editor',
  suggestedBy: 'anyone',
  subjectOf: ({ crate }) => nameKey(crate ?? ''),
  counts: 'last',
  whyNever: ({ text }, facts) => whyNoProse(text, facts),
  whyThere: () => null,
  change(amendments, { text, isOnly }, { section: named }) {
    const { repository, crate } = named ?? { repository: null, crate: null };
    const own = { repository, crate, text: blocksFrom(text), isOnly };
    return { ...amendments, stories: [...amendments.stories, own] };
  },
  textsOf: ({ text }, { stories }) =>
    stories.map((other) => other.text).filter((other) => other === blocksFrom(text)),
  print: ({ crate, isOnly, text }) => ({ words: [crate ?? '', isOnly ? 'only' : ''], below: text }),
  /** The line has only a crate: the first word of a text would be taken for one. */
  parse(given) {
    const { word: crate, rest } = cutWord(given);
    const { word: only, rest: more } = cutWord(rest);
    if (ONLY.test(crate)) return problemAt(given, ONLY_OF_CRATE);
    if (crate !== '' && !CRATE.test(crate)) return problemAt(given, NAME_CRATE_OR_NONE);
    const isOnly = ONLY.test(only);
    if ((only !== '' && !isOnly) || more.text !== '')
      return problemAt(isOnly ? more : rest, textBelowMissing(given.usage));
    return withBlock({ ...more, text: '' }, LONGEST.story, (text) => ({
      verb: 'story',
      crate: crate === '' ? null : crate,
      isOnly,
      text,
    }));
  },
};

const dismiss: EditionVerb<CommandOf<'dismiss'>> = {
  name: 'dismiss',
  synonyms: ['ignore', 'reject', 'strike'],
  usage: 'dismiss <number or address>',
  effect: 'takes a candidate off the list, for good; one that an editor ticks stays',
  example: 'dismiss 31415',
  about: 'edition',
  place: 'draft',
  role: 'editor',
  suggestedBy: null,
  subjectOf: ({ candidate }) => candidateKey(candidate),
  counts: 'last',
  whyNever: () => null,
  whyThere: () => null,
  change: (amendments, { candidate }) => ({
    ...amendments,
    dismissed: [...amendments.dismissed, candidateKey(candidate)],
  }),
  textsOf: () => [],
  print: ({ candidate }) => ({ words: [candidate] }),
  parse(given) {
    const [candidate = null, ...others] = given.text.split(/[\s,;]+/).map(candidateNamed);
    if (candidate === null) return problemAt(given, NAME_CANDIDATE);
    // A second one would stay on the list, and nobody would know.
    const isOne = others.every((other) => other === null || other === candidate);
    return isOne ? { command: { verb: 'dismiss', candidate } } : problemAt(given, ONE_CANDIDATE);
  },
};

/** The number or address by which a word names a candidate; `null`: it names none. */
export function candidateNamed(word: string): string | null {
  const written = writtenAddress(word);
  const number = /^#?(\d{5})$/.exec(written)?.[1] ?? null;
  return number ?? (isWebAddress(written) && written.length <= LONGEST.url ? written : null);
}

function candidateKey(candidate: string): string {
  return isWebAddress(candidate) ? linkKey(candidate) : candidate;
}

function bySection(left: WrittenIntroduction, right: WrittenIntroduction): number {
  const nameOf = ({ repository, crate }: WrittenIntroduction) => nameKey(`${repository} ${crate ?? ''}`);
  return compareText(nameOf(left), nameOf(right));
}

/**
 * Whether the address is that of a pull request or commit of the organization: a link to it would be taken for its entry,
 * in this edition and by those that follow.
 */
function isOwnWork(url: string, { organization, origin }: NewsletterFacts): boolean {
  const repository = parseReference(url)?.repository ?? null;
  return repository !== null && new URL(url).origin === origin && isOwnedBy(repository, organization);
}

/**
 * A list item about a pull request or commit of the organization would be taken for its entry, and no later
 * edition would list it.
 */
function whyNoProse(prose: string, { organization }: NewsletterFacts): string | null {
  const own = listedWorks([blocksFrom(prose)])
    .flat()
    .find(
      ({ repository, isListed, page }) => isListed && page !== 'issue' && isOwnedBy(repository, organization),
    );
  return own === undefined ? null : workInProse(own.key);
}

/** The address that the arguments begin with, and the title: behind it, or both as a link in Markdown. */
function cutAddress(given: Arguments): { readonly url: string; readonly title: Arguments } {
  const [, words, address] = /^\[(.+)\]\((https?:\/\/\S+)\)$/i.exec(given.text) ?? [];
  if (words !== undefined && address !== undefined) return { url: address, title: { ...given, text: words } };
  // A dash in an address is meant.
  const [written = ''] = /^\S*/.exec(given.text) ?? [];
  return { url: writtenAddress(written), title: cutWord(given).rest };
}

/** A text behind the name counts as its first line. */
function withBlock(given: Arguments, longest: number, command: (text: string) => Command): ParsedCommand {
  const { rest } = cutWord(given);
  const block = trimmedBlock(given.block);
  const text =
    rest.text === ''
      ? block
      : `${rest.text}\n${given.block.replace(/^(?:\r\n|\r|\n)/, '').trimEnd()}`.trimEnd();
  if (isBlank(text)) return problemAt(rest, textBelowMissing(given.usage));
  if (text.length > longest) return problemAt(rest, tooLong(longest));
  return withMarkdown(rest, text, command);
}

function partNamed(word: string): LinkPart | null {
  return LINK_PARTS.find((part) => part === word.toLowerCase()) ?? null;
}

/** The verbs about the edition, in the order in which people meet them. */
export const DRAFT_VERBS = {
  link,
  section,
  intro,
  story,
  dismiss,
};
