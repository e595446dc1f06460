import { splitName } from '../../newsletter/activity/repository.js';
import type { BatchQuery } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { isTooMuch, reasonOf } from '../connection/errors.js';
import { type ItemAnswer, nextCursor, nodesIn, type Page, queryOn } from '../connection/graphql.js';

/** Where a history begins, and how far back it is read. */
export interface HistoryStart {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `HEAD` or an object id. */
  readonly at: string;
  /** ISO instant; older commits are not asked for. */
  readonly since: string;
  /** Only commits that touch the file at `path`, with the texts of the `crate`'s manifest; `null`: all commits. */
  readonly manifest: { readonly path: string; readonly crate: string } | null;
}

/** A whole history, newest commits first. */
export interface ReadHistory {
  /** Object id of the commit that it begins with. */
  readonly tip: string;
  readonly commits: readonly ReleaseCommit[];
}

/** Pages after which a history counts as very long. */
const MOST_PAGES = 20;

/**
 * The histories, as many in a request as GitHub can answer. `next` names the histories to read once one is read to its
 * end. A history that GitHub does not give whole, or that is very long, is missing in the answer, and the log says so.
 */
export async function readReleaseHistories(
  client: Client,
  starts: readonly HistoryStart[],
  next: (start: HistoryStart, history: ReadHistory) => readonly HistoryStart[],
  log: Log,
): Promise<ReadonlyMap<HistoryStart, ReadHistory>> {
  const whole = new Map<HistoryStart, ReadHistory>();
  const said = new Set<string>();
  const take = (answer: ItemAnswer<Progress, HistoryAnswer>): readonly Progress[] => {
    const read = extend(answer);
    if (typeof read === 'string') {
      const problem = `It is not known what was released of ${answer.item.start.repository}: ${read}.`;
      if (!said.has(problem)) log.warn(problem);
      said.add(problem);
      return [];
    }
    if (read.after !== null) return [read];
    whole.set(read.start, { tip: read.tip, commits: read.commits });
    return next(read.start, { tip: read.tip, commits: read.commits }).map(begin);
  };
  try {
    await queryOn<Progress, HistoryAnswer>(client, RELEASES, starts.map(begin), take, log);
  } catch (error) {
    // Nothing but the notes of publication depends on the answer, so a run does not end without it.
    if (!isTooMuch(error)) throw error;
    log.warn('GitHub could not tell what was released; entries have no notes of publication in this run.');
  }
  return whole;
}

/** What is read of a history so far. */
interface Progress {
  readonly start: HistoryStart;
  /** Object id of the commit that it begins with; before the first page the name under which it is asked for. */
  readonly tip: string;
  readonly commits: readonly ReleaseCommit[];
  readonly after: string | null;
  readonly pages: number;
}

function begin(start: HistoryStart): Progress {
  return { start, tip: start.at, commits: [], after: null, pages: 0 };
}

/** The history with one more page, or why it does not go on. */
function extend({ item, data, errors: [error] }: ItemAnswer<Progress, HistoryAnswer>): Progress | string {
  const { start, commits, pages } = item;
  if (error !== undefined) return reasonOf(error);
  const { oid, history } = data?.object ?? {};
  if (oid === undefined || history === undefined) return `${start.at} is not a commit`;
  const after = nextCursor(history);
  if (after !== null && pages + 1 >= MOST_PAGES) return 'too many commits came since';
  return { start, tip: oid, commits: [...commits, ...nodesIn(history)], after, pages: pages + 1 };
}

const MANIFEST_TEXTS = `
  manifest: file(path: $crate) { object { ... on Blob { text } } }
  root: file(path: "Cargo.toml") { object { ... on Blob { text } } }
`;

/**
 * A page of all commits with all their parents, as the commit graph needs them; merges of more than five branches are not
 * made for releases. Or a shorter page of those that touch a manifest, with its text and the root manifest's at each
 * commit and its first parent: GitHub looks these up one by one, which takes longer than its formula for points says.
 */
export const RELEASES: BatchQuery<Progress> = {
  operation: 'Releases',
  alias: 'history',
  field({ start: { manifest } }) {
    const [page, path, texts, parents] =
      manifest === null ? [50, '', '', 5] : [20, ', path: $path', MANIFEST_TEXTS, 1];
    return `repository(owner: $owner, name: $name) {
      object(expression: $at) {
        ... on Commit {
          oid
          history(first: ${page}, since: $since, after: $after${path}) {
            pageInfo { hasNextPage endCursor }
            nodes { oid committedDate ${texts} parents(first: ${parents}) { nodes { oid ${texts} } } }
          }
        }
      }
    }`;
  },
  types: {
    owner: 'String!',
    name: 'String!',
    at: 'String!',
    since: 'GitTimestamp!',
    after: 'String',
    path: 'String!',
    crate: 'String!',
  },
  variables: ({ start: { repository, since, manifest }, tip: at, after }) => ({
    ...splitName(repository),
    at,
    since,
    after,
    ...manifest,
  }),
  limits: { first: 10, largest: 40, smallest: 1 },
};

interface HistoryAnswer {
  readonly object: { readonly oid?: string; readonly history?: Page<ReleaseCommit> } | null;
}

export interface ReleaseCommit extends ManifestTexts {
  readonly oid: string;
  readonly committedDate: string;
  readonly parents: { readonly nodes: readonly (ParentCommit | null)[] | null };
}

export interface ParentCommit extends ManifestTexts {
  readonly oid: string;
}

/** `null` where the file is not there. */
export interface ManifestTexts {
  readonly manifest?: FileNode | null;
  readonly root?: FileNode | null;
}

interface FileNode {
  readonly object: { readonly text?: string | null } | null;
}
