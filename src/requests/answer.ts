import type { Command, CommandProblem, Position } from '../commands/command.js';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import type { Newcomer } from './newcomer.js';

/** What became of one addressed line, of a body's block, or of a comment of bare links. */
export interface Answer {
  /** Node id of the comment; `null`: the body of the pull request. */
  readonly commentId: string | null;
  /** Address of the comment; `null` for a body. */
  readonly url: string | null;
  /** Who wrote it; `null` for a body. */
  readonly login: string | null;
  /** Key of the pull request that it stands on; `null`: the draft. */
  readonly on: string | null;
  /** Key of the pull request or commit that it is about; `null`: the edition as a whole, or it is not parsed. */
  readonly about: string | null;
  readonly at: Position;
  /** The line as it was written. */
  readonly line: string;
  readonly command: Command | null;
  readonly outcome: RequestOutcome;
}

export type RequestOutcome =
  /** It is in the edition, or, as control, has been obeyed. `suggestion`: an editor ticked it. */
  | { readonly kind: 'applied'; readonly suggestion: Suggestion | null }
  /** A person with write access has to tick the suggestion. */
  | { readonly kind: 'waits'; readonly suggestion: Suggestion }
  /** Somebody may do that, but not this person, or not here; a sentence says why. */
  | { readonly kind: 'refused'; readonly because: string }
  /** A newer command, or one of a person with more say, decides; a sentence says which. */
  | { readonly kind: 'superseded'; readonly because: string }
  /** Taken back by `undo`. */
  | { readonly kind: 'undone' }
  /** Nothing is done there, or not yet; sentences say why. */
  | { readonly kind: 'later'; readonly because: string }
  | { readonly kind: 'unclear'; readonly problem: CommandProblem }
  /** Needs a text as a reply: `help`, `why`, `preview`, `status`. */
  | { readonly kind: 'asked' };

/** What somebody asked for who has no say about it, or is new. */
export interface Suggestion {
  /** Of everything that would be applied: it changes when the text does. */
  readonly hash: string;
  readonly login: string;
  /** What a link without a title would show, as it is approved; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
  /** Address of the comment, or of the pull request whose description it stands in. */
  readonly url: string;
  /** Why it waits although its author has a say; `null`: they have none. */
  readonly newcomer: Newcomer | null;
}
