import type { AccountSettings } from '../newsletter/activity/contributor.js';
import type { NameSet } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import type { Language } from '../newsletter/document/language.js';
import type { EntryInFile } from '../newsletter/draft/locate-entries.js';
import type { EditionAmendments, EntryAmendments } from '../newsletter/edition/amendments.js';
import type { Edition, Entry } from '../newsletter/edition/edition.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import type { Arguments } from './arguments.js';
import type { Command, CommandOf, ParsedCommand, VerbName } from './command.js';

/** The roles of people, from the one that may do least to the one that may do most. */
export const ROLES = ['anyone', 'author', 'maintainer', 'editor'] as const;

export type Role = (typeof ROLES)[number];

/** Whether the role may do what `needed` may. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** How many roles may do less. */
export function rankOf(role: Role): number {
  return ROLES.indexOf(role);
}

/** Any command, for the type parameters below. */
type AnyCommand = { readonly verb: VerbName };

/** Everything about one verb. What it is about decides which parts it needs; the compiler finds what is missing. */
export type Verb<Of extends AnyCommand = Command> =
  | EntryVerb<Of>
  | EditionVerb<Of>
  | ControlVerb<Of>
  | QuestionVerb<Of>;

/** What each verb has. */
interface VerbParts<Of extends AnyCommand> {
  readonly name: Of['verb'];
  /** Other words that people try for it. */
  readonly synonyms?: readonly string[];
  /** The verb and what follows it: `<…>` stands for something, `[…]` may be left out. */
  readonly usage: string;
  /** What it does, for a reader. */
  readonly effect: string;
  readonly example: string;
  /** Where it works; on the draft a verb about an entry begins with a reference to it. */
  readonly place: 'anywhere' | 'draft';
  /** From this role on it is done. */
  readonly role: Role;
  /** From this role on it waits as a suggestion; `null`: others are refused. */
  readonly suggestedBy: Role | null;
  /** Who else may do it, for a reader. */
  readonly also?: string;
  /** What follows the verb, understood. */
  parse(given: Arguments): ParsedCommand;
  /** What follows the verb when the command is written again: words, and below them a text. Parsed again it is the same. */
  print(command: Of): Printed;
}

export interface Printed {
  /** Empty ones are left out. */
  readonly words: readonly string[];
  readonly below?: string;
}

/** A verb that changes one entry. */
export interface EntryVerb<Of extends AnyCommand = Command> extends VerbParts<Of> {
  readonly about: 'entry';
  /** What of the entry only one command can decide; `null`: several add to each other. */
  readonly decides: 'title' | 'visibility' | 'edition' | null;
  /** Whether it is lost where another entry lists the pull request: lines, people and further pull requests move there. */
  readonly needsOwnEntry: boolean;
  /** Why nobody may have that, whoever asks, a sentence; `null`: it depends on who asks. */
  whyNever(command: Of, facts: NewsletterFacts): string | null;
  /** What is asked for the entry, with this command, but for the lines below it. */
  change(amendments: AmendmentsBesideLines, command: Of, request: EntryRequest): AmendmentsBesideLines;
  /** The lines that it puts below the entry. `applyToEntries` asks for them when it knows whom the edition thanks. */
  lines(command: Of, thanks: Thanks): readonly Markdown[];
  /** Whether a person's edit of the file took back what `entry`, as the bot renders it in `edition`, has of the command. */
  isTakenBack(command: Of, entry: Entry, found: EntryInFile, edition: Edition): boolean;
  /** Whether a person took it back by taking the whole entry out of the file. */
  readonly needsEntry: boolean;
  /** The texts of the command that readers see, as Markdown: those of newcomers with links wait for an editor. */
  shownTexts(command: Of): readonly string[];
  /** Logins of the people whom the command puts into the edition: those that newcomers name wait for an editor. */
  shownLogins(command: Of): readonly string[];
}

/** What was asked for an entry; the lines below it are put together apart, so nothing here may have any. */
export type AmendmentsBesideLines = Omit<EntryAmendments, 'lines'> & { readonly lines?: never };

/** What a line of thanks depends on. */
export interface Thanks {
  /** Those of the command's logins that may be thanked. */
  readonly thanked: readonly string[];
  /** Where people's pages are, `https://github.com` for instance. */
  readonly origin: string;
  /** Of the edition. */
  readonly language: Language;
}

/** What a change of an entry depends on beyond its command. */
export interface EntryRequest {
  /** Who asks; `null`: nobody knows. */
  readonly login: string | null;
  /** The label that asks; `null`: words do. */
  readonly label: string | null;
  /** Keys of the other pull requests that the command names. */
  readonly others: readonly string[];
  /** Of the edition that is being drafted. */
  readonly period: Period;
}

/** A verb that adds something to the edition. */
export interface EditionVerb<Of extends AnyCommand = Command> extends VerbParts<Of> {
  readonly about: 'edition';
  /** What the command is about: of several commands about it, only one counts. */
  subjectOf(command: Of): string;
  /** Which one counts: the first, also where it is a suggestion that waits, or the last that is done. */
  readonly counts: 'first' | 'last';
  /** Why nobody may have that, whoever asks, a sentence; `null`: it depends on who asks. */
  whyNever(command: Of, facts: NewsletterFacts): string | null;
  /** Why it is not done since it is there already, a sentence; `null`: it is not there. */
  whyThere(command: Of, links: KnownLinks): string | null;
  /** What is asked for the edition, with this command. */
  change(amendments: EditionAmendments, command: Of, request: EditionRequest): EditionAmendments;
  /** The Markdown that the command put into the edition: where it is gone from the file, a person took it back. */
  textsOf(command: Of, amendments: EditionAmendments): readonly string[];
}

/** What an addition to the edition depends on beyond its command. */
export interface EditionRequest {
  /** Who asks; `null`: nobody knows. */
  readonly login: string | null;
  /** The section that the command names. */
  readonly section: NamedSection | null;
  /** What a link without a title shows; `null`: its address. */
  readonly words: Markdown | null;
  /** Hosts from which images may come, in lower case. */
  readonly imageHosts: readonly string[];
}

/** A section by the repository or crate that it is about. */
export interface NamedSection {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `null`: the section about the repository. */
  readonly crate: string | null;
}

/** What of the newsletter decides what nobody may have. */
export interface NewsletterFacts {
  /** Login of the organization. */
  readonly organization: string;
  /** Where people's pages are, `https://github.com` for instance. */
  readonly origin: string;
  /** Logins, in lower case, of people who asked before never to be thanked. */
  readonly optOuts: NameSet;
  /** Names that commands use, and no account has. */
  readonly absent: NameSet;
  /** Names that commands use, and organizations have. */
  readonly organizations: NameSet;
  /** What the settings say of accounts. */
  readonly accounts: AccountSettings;
}

/** Links that need not be added, by `linkKey`. */
export interface KnownLinks {
  /** Those of the last twelve editions, and the edition of each. */
  readonly knownLinks: ReadonlyMap<string, Period>;
  /** Those that people typed into the draft itself, and where each is read. */
  readonly typedLinks: ReadonlyMap<string, string>;
}

/** A verb that tells the bot what to do with the draft. */
export interface ControlVerb<Of extends AnyCommand = Command> extends VerbParts<Of> {
  readonly about: 'control';
  /** Why it could not be done any more when it was said, a sentence; `null`: it could. `createdAt`: ISO instant. */
  whyLate?(command: Of, createdAt: string): string | null;
  /** How the draft shall be after the command. `createdAt`: when it was said, ISO instant. */
  obey(control: Control, command: Of, createdAt: string): Control;
}

/** How the editors want the draft to be, by what they said last. */
export interface Control {
  readonly isFrozen: boolean;
  /** When an editor last asked to look again although the pull request is closed; ISO instant. */
  readonly refreshedAt: string | null;
  /** The publication date that an editor set, `YYYY-MM-DD`. */
  readonly day: string | null;
}

/** A verb that changes nothing; the answer is a text. */
export interface QuestionVerb<Of extends AnyCommand = Command> extends VerbParts<Of> {
  readonly about: 'question';
  /** What the bot's comment says: the entry, the entry and why it is so, the state of the draft, or the commands. */
  readonly answer: 'entry' | 'explained entry' | 'draft' | 'commands';
}

/** A verb by its name. */
export type VerbNamed<Name extends VerbName> = Verb<CommandOf<Name>>;

/* What many verbs about an entry have. */
export const neverForbidden = () => null;
export const never = () => false;
export const none = () => [];
/** For verbs whose commands have no words or people that readers see. */
export const SHOWS_NOTHING = { shownTexts: none, shownLogins: none, lines: none };
