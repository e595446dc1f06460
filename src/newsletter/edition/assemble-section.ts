import { ownerOf } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import type { ReleaseHistory } from '../activity/release.js';
import type { Work } from '../activity/work.js';
import type { Outline } from '../document/document.js';
import type { Form } from '../document/form.js';
import type { Language } from '../document/language.js';
import {
  maintainersLine,
  signature,
  signatureFormOf,
  signersIn,
  withoutSignatures,
} from '../document/people.js';
import type { EditionSettings, ListOrder } from '../house-style/edition-settings.js';
import type { HouseStyle } from '../house-style/house-style.js';
import { LIST_COMPARISONS } from '../house-style/order-habits.js';
import {
  defaultLead,
  fitLead,
  type Listed,
  leadIn,
  NOTHING_LEARNED,
  type SectionStyle,
} from '../house-style/section-style.js';
import { joinParagraphs, type Markdown, mention, trusted } from '../markdown/markdown.js';
import { endsInProse } from '../markdown/prose-lines.js';
import { entryAsAsked, type Story } from './amendments.js';
import { asTheyAppear, type CreditSources, creditOf, namedBeside } from './credit.js';
import type { EditionSection, Entry } from './edition.js';
import { withGroups } from './group-entries.js';
import { type HideSources, reasonToHide } from './hide.js';
import { publishedAs } from './published-as.js';
import {
  addressOf,
  headingFor,
  introductionFor,
  nameOfSubject,
  otherCratesOf,
  type Subject,
} from './section-subject.js';

/** What all sections of an edition are assembled with. */
export interface SectionContext extends HideSources, CreditSources {
  readonly period: Period;
  readonly form: Form;
  /** What was released, by `nameWithOwner`; nothing where entries do not name releases. */
  readonly releases: ReadonlyMap<string, ReleaseHistory>;
  /** The further works of an entry, by its key. */
  readonly joined: ReadonlyMap<string, readonly Work[]>;
  /** The versions of the draft. */
  readonly drafts: readonly Outline[];
  /** The order of entries. */
  readonly listOrder: ListOrder;
}

/** Makes the section about a subject: set by the editors, else as its earlier sections, else from the crate. */
export function assembleSection(subject: Subject, context: SectionContext): EditionSection {
  const {
    style,
    form: { language },
  } = context;
  const { nameWithOwner, url } = subject.repository;
  const set = subject.settings;
  const learned = learnedSection(subject, style);
  const setName = subject.isMain ? set.heading : null;
  const name = setName ?? nameOfSubject(subject, style.namedByRepository.value);
  const release = releaseNotesOf(subject, context);
  const story = writtenFor(subject, context.amendments.stories);
  const entries = [...subject.works]
    .sort(LIST_COMPARISONS[context.listOrder])
    .map((work) => ({ ...entryFor(work, subject, context, story), publishedAs: release(work) }));
  const hidden = entries.filter((entry) => entry.hiddenBecause !== null);
  const inOrder = highlightedFirst(entries.filter((entry) => entry.hiddenBecause === null));
  const { value: by } = style.groupWithin(nameWithOwner);
  const hasGroups = () => isDraftedInGroups(subject, context);
  const shown =
    by === 'none' ? inOrder : withGroups(inOrder, { by, labels: set.labels, language, hasGroups });
  const noted = writtenFor(subject, context.amendments.introductions)?.text ?? null;
  const listed = {
    pullRequests: shown.filter(({ work }) => work.kind === 'pull request').length,
    commits: shown.filter(({ work }) => work.kind !== 'pull request').length,
  };
  // In a format of the newsletter's own, a section says before its list no more than people wrote for it.
  const isHouseStyle = context.settings.format.section === null;
  const text = isHouseStyle
    ? sectionText(subject, context, { learned, noted, story, listed })
    : joinParagraphs([noted ?? trustedOrNull(subject.isMain ? set.introduction : null), story?.text]);
  const peopleLine = isHouseStyle
    ? lineOfMaintainers(set.maintainers, learned, context, new URL(url).origin)
    : null;
  const signed = peopleLine === null ? splitSignature(text, language) : null;
  return {
    repository: nameWithOwner,
    identity: subject.identity,
    isWatched: subject.isWatched,
    name,
    url: addressOf(subject),
    heading: headingOf(context.form, subject, { name, isSet: setName !== null }, learned),
    gap: signed === null ? (learned?.gap ?? '\n') : style.signatures.value.gap,
    maintainersLine: signed?.line ?? peopleLine,
    text: signed?.rest ?? text,
    hasStory: story !== null,
    shown,
    hidden,
    credit: creditOf(
      context.settings.credit.order === 'appearance' ? asTheyAppear({ shown, hidden }) : entries,
      subject,
      learned,
      context,
    ),
    isFirst: learned === null,
    learnedFrom: learned?.from ?? NOTHING_LEARNED.from,
    singleCredit: (shown.length === 1 ? style.creditForOnlyEntry : style.creditForOneOfSeveral).value,
    onlyEntryCredit: style.creditForOnlyEntry.value,
  };
}

/** Whether the section is in groups in each version of the draft; `null`: none has it. */
function isDraftedInGroups({ works }: Subject, { drafts }: SectionContext): boolean | null {
  const keys = new Set(works.map(({ key }) => key));
  const own = drafts
    .flatMap(({ sections }) => sections)
    .filter(({ rest }) => rest.some(({ mentions }) => mentions.some((key) => keys.has(key))));
  if (own.length === 0) return null;
  return own.every(({ head, rest }) => [...head, ...rest].some(({ block }) => block.kind === 'heading'));
}

/** Names the first release that contains a work; `null` where entries do not name releases. */
function releaseNotesOf({ repository, crate }: Subject, { releases }: SectionContext) {
  const history = releases.get(repository.nameWithOwner);
  return history === undefined ? () => null : publishedAs(repository, crate, history);
}

function entryFor(
  work: Work,
  subject: Subject,
  context: SectionContext,
  story: Story | null,
): Omit<Entry, 'publishedAs'> {
  const joined = context.joined.get(work.key) ?? [];
  const { own, askedFor, entry } = entryAsAsked(work, joined, context.amendments);
  // What somebody wants to be shown is shown below a story, too.
  const isReplaced = story?.isOnly === true && own.visibility?.kind !== 'shown';
  const hiddenBecause = reasonToHide(work, own, context) ?? (isReplaced ? REPLACED : null);
  return {
    ...entry,
    hiddenBecause,
    otherCrates: otherCratesOf(work, subject),
    ...namedBeside({ work, with: joined, hiddenBecause }, askedFor, context),
    group: null,
  };
}

const REPLACED = 'a story stands in place of the list';

function highlightedFirst(entries: readonly Entry[]): readonly Entry[] {
  const isHighlighted = ({ highlightedBecause }: Entry) => highlightedBecause !== null;
  return [...entries.filter(isHighlighted), ...entries.filter((entry) => !isHighlighted(entry))];
}

/** What somebody wrote for the section; about the repository, or a crate without a section, where it stands for them. */
function writtenFor<Written extends Pick<Story, 'repository' | 'crate'>>(
  { repository, crate, crates, isMain }: Subject,
  written: readonly Written[],
): Written | null {
  const own = written.filter((text) => text.repository === repository.nameWithOwner);
  const exact = own.find((text) => text.crate === (crate?.name ?? null));
  const isOfOthers = (name: string | null) => crates.some((other) => other !== crate && other.name === name);
  return exact ?? (isMain ? own.find((text) => !isOfOthers(text.crate)) : undefined) ?? null;
}

/** As set, else as learned; absent where the newsletter does not name maintainers, though they are not thanked. */
function lineOfMaintainers(
  logins: readonly string[] | null,
  learned: SectionStyle | null,
  { form, style: { maintainersNamed } }: Pick<SectionContext, 'form' | 'style'>,
  origin: string,
): Markdown | null {
  if (logins === null) return trustedOrNull(learned?.maintainersLine);
  if (logins.length === 0 || !maintainersNamed.value) return null;
  const names = logins.map((login) => mention(login, `${origin}/${login}`));
  return maintainersLine(names, form.language);
}

function trustedOrNull(text: string | null | undefined): Markdown | null {
  return text == null ? null : trusted(text);
}

/**
 * What a section takes over from earlier ones. A repository follows sections about its crates where there are no others; a
 * crate that has had no section yet has the maintainers of its repository.
 */
function learnedSection({ identity, crates, isMain }: Subject, style: HouseStyle): SectionStyle | null {
  const own = style.section(identity);
  if (own === null && crates.length === 0) return style.section({ ...identity, others: [] });
  if (own !== null || isMain) return own;
  const whole = style.section({ ...identity, crate: null });
  if (whole === null) return null;
  const { gap, maintainersLine, maintainers } = whole;
  const from = { ...NOTHING_LEARNED.from, maintainersLine: whole.from.maintainersLine };
  return { ...NOTHING_LEARNED, gap, maintainersLine, maintainers, from };
}

/** The `###` line: as set, as learned, or new. A crate may have moved to another folder since. */
function headingOf(
  form: Form,
  subject: Subject,
  { name, isSet }: { readonly name: string; readonly isSet: boolean },
  learned: SectionStyle | null,
): Markdown {
  if (isSet || learned === null || learned.heading === null) return headingFor(form, subject, name);
  const folder = /\/tree\/[^/]+\/([^)]+?)\/?\)$/.exec(learned.heading)?.[1];
  const isThere = folder === undefined || subject.crate === null || folder === subject.crate.folder;
  return isThere ? trusted(learned.heading) : headingFor(form, subject, name);
}

/** What the text of a section depends on besides its subject. */
interface TextContext {
  readonly form: Form;
  readonly period: Period;
  readonly style: HouseStyle;
  readonly settings: EditionSettings;
}

/** What is known of a section's text. */
interface TextSources {
  readonly learned: SectionStyle | null;
  /** What somebody noted. */
  readonly noted: Markdown | null;
  readonly story: Story | null;
  /** What it shows. */
  readonly listed: Listed;
}

/**
 * Introduction, story and lead sentence of a section: as somebody noted, as set, else as learned, else from the crate's
 * description. Where the editors write no text for sections it has only what somebody wrote for this edition.
 */
function sectionText(
  subject: Subject,
  context: TextContext,
  { learned, noted, story, listed }: TextSources,
): Markdown {
  const { identity, settings, isMain, isWatched } = subject;
  const set = noted ?? (isMain ? settings.introduction : null);
  if (set === null && !isWatched && !context.style.sectionText(identity).value)
    return joinParagraphs([story?.text]);
  const isAlone = story !== null && listed.pullRequests + listed.commits === 0;
  const lead = isAlone ? '' : leadFor(learned, context, listed);
  const introduction = set ?? learned?.introduction ?? firstIntroduction(subject, context);
  if (introduction === null || story !== null)
    return joinParagraphs([trustedOrNull(introduction), story?.text, trusted(lead)]);
  const gap = endsInProse(introduction) ? (learned?.beforeLead ?? '\n\n') : '\n\n';
  return trusted(`${introduction}${gap}${lead}`);
}

/** That of its earlier sections, in the number and kind of what follows; as set where that cannot be made to fit. */
function leadFor(
  learned: SectionStyle | null,
  { form: { language }, settings, period }: TextContext,
  listed: Listed,
): string {
  const own = learned?.lead == null ? null : fitLead(learned.lead, listed, language);
  const lead = settings.lead ?? defaultLead(period, language);
  return leadIn(period, own ?? fitLead(lead, listed, language) ?? lead, language);
}

/** The line that says who wrote a section, where its text begins with it, and what follows; `null`: it does not. */
function splitSignature(
  text: Markdown,
  language: Language,
): { readonly line: Markdown; readonly rest: Markdown } | null {
  if (signatureFormOf(text, language) === null) return null;
  const [line = '', ...rest] = text.trimStart().split(/\n\s*\n/);
  const isAlone = withoutSignatures(line, language).trim() === '';
  if (!isAlone || signersIn(line, language).length === 0) return null;
  return { line: trusted(line), rest: trusted(rest.join('\n\n')) };
}

/** The section about a project outside of the organization is signed by its owner. */
function firstIntroduction(subject: Subject, { form, style }: TextContext): Markdown | null {
  if (!subject.isWatched) return introductionFor(form, subject);
  const { nameWithOwner, url } = subject.repository;
  const owner = ownerOf(nameWithOwner);
  return signature(owner, `${new URL(url).origin}/${owner}`, style.signatures.value, form.language);
}
