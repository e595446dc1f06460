import type { Page } from '../connection/page.js';

/**
 * A query for a page of each of several histories; repositories, revisions and paths are variables. Those that follow a
 * manifest have its text, and the root manifest's, at each commit and its parents.
 */
export function threadsQuery(kinds: readonly ('commits' | 'manifest')[]): string {
  const variables = kinds.map((kind, index) =>
    [
      `$owner${index}: String!, $name${index}: String!, $at${index}: String!, $after${index}: String, $since${index}: GitTimestamp!`,
      ...(kind === 'manifest' ? [`$path${index}: String!, $manifest${index}: String!`] : []),
    ].join(', '),
  );
  const aliases = kinds.map((kind, index) => {
    const path = kind === 'manifest' ? `, path: $path${index}` : '';
    const files = kind === 'manifest' ? manifestsAt(index) : '';
    return `thread${index}: repository(owner: $owner${index}, name: $name${index}) {
      object(expression: $at${index}) {
        ... on Commit {
          oid
          history(first: ${PAGE[kind]}, since: $since${index}, after: $after${index}${path}) {
            pageInfo { hasNextPage endCursor }
            nodes { oid committedDate ${files} parents(first: ${PARENTS[kind]}) { nodes { oid ${files} } } }
          }
        }
      }
    }`;
  });
  return `query Releases(${variables.join(', ')}) { ${aliases.join(' ')} }`;
}

/** GitHub looks a manifest up at each commit and parent, which takes it longer than the formula for points tells. */
const PAGE = { commits: 50, manifest: 20 } as const;
/**
 * A commit's graph needs all parents, and merges of more branches at once are not written for releases. Whether a version
 * changed is seen beside the first parent.
 */
const PARENTS = { commits: 5, manifest: 1 } as const;

function manifestsAt(index: number): string {
  const text = '{ object { ... on Blob { text } } }';
  return `manifest: file(path: $manifest${index}) ${text} root: file(path: "Cargo.toml") ${text}`;
}

export type ThreadsAnswer = Readonly<Record<string, ThreadNode | null>>;

export interface ThreadNode {
  readonly object: { readonly oid?: string; readonly history?: Page<ThreadCommit> } | null;
}

export interface ThreadCommit extends ManifestTexts {
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
