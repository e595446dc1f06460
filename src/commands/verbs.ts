import type { Arguments, ParsedCommand } from './arguments.js';
import type { Verb } from './command.js';
import { readAlone, readDate, readIntroduction, readLink, readSection } from './read-draft-command.js';
import {
  readCredit,
  readEdition,
  readHide,
  readHighlight,
  readNote,
  readNow,
  readPreview,
  readShow,
  readTitle,
  readUncredit,
  readWhy,
  readWith,
} from './read-entry-command.js';
import type { Role } from './role.js';

/** Everything that there is to know of one verb: the parser, the help, the documents and the permissions use it. */
export interface VerbSpec {
  readonly verb: Verb;
  /** The verb and what follows it: `<…>` stands for something, `[…]` may be left out. */
  readonly usage: string;
  /** What it does, for a reader. */
  readonly effect: string;
  /** What it is about: one entry, the edition, the bot's work on the draft, or nothing, since it only asks. */
  readonly about: 'entry' | 'edition' | 'control' | 'question';
  /** Where it works; on the draft a verb about an entry begins with a reference to it. */
  readonly place: 'anywhere' | 'draft';
  /** From this role on it is done. */
  readonly applies: Role;
  /** From this role on it waits as a suggestion; `null`: whoever may not do it is refused. */
  readonly suggests: Role | null;
  /** Who may do it besides, for a reader. */
  readonly also?: string;
  readonly example: string;
  readonly read: (given: Arguments) => ParsedCommand;
}

/** All verbs, in the order in which people meet them. */
export const VERBS: readonly VerbSpec[] = [
  {
    verb: 'note',
    usage: 'note <text>',
    effect: 'puts the text below the entry; a list becomes several lines',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: 'anyone',
    example: 'note Page tables can now be built **without an allocator**.',
    read: readNote,
  },
  {
    verb: 'title',
    usage: 'title <text>',
    effect: 'changes the words of the entry',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    example: 'title Add `Mapper::translate` for 1 GiB pages',
    read: readTitle,
  },
  {
    verb: 'hide',
    usage: 'hide [why]',
    effect: 'hides the entry from readers; editors see it in a comment of the file',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    example: 'hide only moves code',
    read: readHide,
  },
  {
    verb: 'show',
    usage: 'show',
    effect: 'shows the entry',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    example: 'show',
    read: readShow,
  },
  {
    verb: 'highlight',
    usage: 'highlight [why]',
    effect: 'puts the entry first in its section',
    about: 'entry',
    place: 'anywhere',
    applies: 'maintainer',
    suggests: 'author',
    example: 'highlight the most wanted feature',
    read: readHighlight,
  },
  {
    verb: 'credit',
    usage: 'credit @login … [for what]',
    effect: 'thanks these people too; with a reason, also in a line below the entry',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    example: 'credit @octocat for finding the bug',
    read: readCredit,
  },
  {
    verb: 'uncredit',
    usage: 'uncredit [@login …] [always]',
    effect:
      'leaves these people, or you, out of the thanks; on the draft without a pull request: for all of the edition; with `always`: for all editions to come',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    also: 'everybody for themselves',
    example: 'uncredit always',
    read: readUncredit,
  },
  {
    verb: 'with',
    usage: 'with #123 …',
    effect: 'makes one entry of this and other pull requests',
    about: 'entry',
    place: 'anywhere',
    applies: 'author',
    suggests: null,
    example: 'with #157',
    read: readWith,
  },
  {
    verb: 'edition',
    usage: 'edition <YYYY-MM>',
    effect: 'moves the entry to that edition, if it is not published yet',
    about: 'entry',
    place: 'anywhere',
    applies: 'maintainer',
    suggests: null,
    example: 'edition 2020-06',
    read: readEdition,
  },
  {
    verb: 'now',
    usage: 'now',
    effect: 'moves the entry to the edition that is being drafted',
    about: 'entry',
    place: 'anywhere',
    applies: 'maintainer',
    suggests: null,
    example: 'now',
    read: readNow,
  },
  {
    verb: 'link',
    usage: 'link [news|infra|projects] <address> [title]',
    effect: 'adds a link to the news or another part; the lines below describe it',
    about: 'edition',
    place: 'draft',
    applies: 'editor',
    suggests: 'anyone',
    example: 'link infra https://example.org/linker A faster linker',
    read: readLink,
  },
  {
    verb: 'section',
    usage: 'section <owner/repository>',
    effect: 'puts the lines below into a section about your project, signed with your name',
    about: 'edition',
    place: 'draft',
    applies: 'editor',
    suggests: 'anyone',
    example: 'section phil-opp/blog_os',
    read: readSection,
  },
  {
    verb: 'intro',
    usage: 'intro <crate>',
    effect: 'introduces the crate by the lines below, in place of what stood there',
    about: 'edition',
    place: 'draft',
    applies: 'maintainer',
    suggests: null,
    example: 'intro x86_64',
    read: readIntroduction,
  },
  {
    verb: 'refresh',
    usage: 'refresh',
    effect:
      'looks at everything again; a pull request that was closed is reopened, and its branch restored if it was deleted',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'refresh',
    read: readAlone('refresh'),
  },
  {
    verb: 'freeze',
    usage: 'freeze',
    effect: 'leaves the draft alone from now on',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'freeze',
    read: readAlone('freeze'),
  },
  {
    verb: 'thaw',
    usage: 'thaw',
    effect: 'ends `freeze`',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'thaw',
    read: readAlone('thaw'),
  },
  {
    verb: 'date',
    usage: 'date <YYYY-MM-DD>',
    effect: 'sets the day of publication',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'date 2020-06-07',
    read: readDate,
  },
  {
    verb: 'publish',
    usage: 'publish',
    effect: 'makes the draft ready and sets the day of publication to today; merging is left to people',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'publish',
    read: readAlone('publish'),
  },
  {
    verb: 'undo',
    usage: 'undo',
    effect: 'takes back your last command on the draft',
    about: 'control',
    place: 'draft',
    applies: 'editor',
    suggests: null,
    example: 'undo',
    read: readAlone('undo'),
  },
  {
    verb: 'preview',
    usage: 'preview',
    effect: 'shows the entry as it will be',
    about: 'question',
    place: 'anywhere',
    applies: 'anyone',
    suggests: null,
    example: 'preview',
    read: readPreview,
  },
  {
    verb: 'why',
    usage: 'why',
    effect: 'says what decided about the entry',
    about: 'question',
    place: 'anywhere',
    applies: 'anyone',
    suggests: null,
    example: 'why',
    read: readWhy,
  },
  {
    verb: 'status',
    usage: 'status',
    effect: 'says where the draft stands; on the draft only',
    about: 'question',
    place: 'draft',
    applies: 'anyone',
    suggests: null,
    example: 'status',
    read: readAlone('status'),
  },
  {
    verb: 'help',
    usage: 'help',
    effect: 'lists what works where it was asked',
    about: 'question',
    place: 'anywhere',
    applies: 'anyone',
    suggests: null,
    example: 'help',
    read: readAlone('help'),
  },
];

/** What is known of a verb. */
export function specOf(verb: Verb): VerbSpec {
  const spec = VERBS.find((candidate) => candidate.verb === verb);
  if (spec === undefined) throw new RangeError(`The table has no verb "${verb}".`);
  return spec;
}
