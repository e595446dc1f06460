import { WORK_ADDRESSES, type Work, type WorkAddress } from './work.js';

/** The work that an address is about. */
export interface AddressedWork {
  readonly kind: Work['kind'];
  /** `owner/name`, as the address spells it. */
  readonly repository: string;
  /** Its name within its repository: `#1` or `@0123abc`. */
  readonly shortName: string;
  /**
   * What the address is that of: the work, a place on its page such as a comment, a commit within a pull request, or an issue,
   * from which GitHub leads to the pull request of that number, if there is one.
   */
  readonly page: 'work' | 'place' | 'commit within' | 'issue';
}

/** The kinds of works, with their addresses. */
export const KINDS = Object.entries(WORK_ADDRESSES) as [Work['kind'], WorkAddress][];
/** The address of a repository on any host, up to the slash behind its name. */
const IN_REPOSITORY = String.raw`https?:\/\/[^\s/)]+\/[\w.-]+\/[\w.-]+\/`;
const WORK_IN_TEXT = new RegExp(
  `${IN_REPOSITORY}(?:${KINDS.map(([, { folder, id }]) => `${folder}/${id}`).join('|')})`,
  'i',
);

/** Whether the text has the address of a pull request or a commit, as a link or not. */
export function linksToWork(text: string): boolean {
  return WORK_IN_TEXT.test(text);
}

/** An address by its repository, the folder of the page, the id there, and the rest. */
const PAGE =
  /^(?:https?:)?\/\/[^\s/?#]+\/([\w.-]+\/[\w.-]+)\/(\w+)\/(\w+)(?:\.(?:diff|patch)(?!\w))?(?![\w-])(\S*)/i;
const COMMIT_WITHIN = /^\/commits?\/\w/i;

/**
 * The work that a web address on any host is about, in whatever way people copy one: a tab of its page (`/pull/12/files`), a
 * comment (`#discussion_r1`), with parameters, as `.diff`, the address of an issue of that number, percent-encoded, in any
 * case. `null` for every other address.
 */
export function workAt(address: string): AddressedWork | null {
  const [, repository = '', folder = '', id = '', rest = ''] = PAGE.exec(decoded(address)) ?? [];
  const [kind, found] = KINDS.find(([, each]) => isFolder(each.folder) || isFolder(each.sharedFolder)) ?? [];
  if (kind === undefined || found === undefined || !new RegExp(`^${found.id}$`, 'i').test(id)) return null;
  return {
    kind,
    repository,
    shortName: found.shortName(id),
    page: isFolder(found.folder) ? pageAt(rest) : 'issue',
  };

  function isFolder(name: string | null): boolean {
    return name === folder.toLowerCase();
  }
}

function pageAt(rest: string): AddressedWork['page'] {
  if (COMMIT_WITHIN.test(rest)) return 'commit within';
  return rest.includes('#') ? 'place' : 'work';
}

function decoded(address: string): string {
  if (!address.includes('%')) return address;
  try {
    return decodeURIComponent(address);
  } catch {
    // Not every percent sign begins a code.
    return address;
  }
}
