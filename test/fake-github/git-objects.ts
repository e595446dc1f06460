import { createHash } from 'node:crypto';

/** A git tree entry. `mode` as git prints it, six digits. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: '100644' | '100755' | '120000' | '040000' | '160000';
  readonly oid: string;
}

/** Who made a commit, and when (`YYYY-MM-DDTHH:MM:SSZ`). */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface CommitContent {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** The object id that git gives to this content. */
export function hashObject(kind: 'blob' | 'tree' | 'commit', content: Uint8Array): string {
  return createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest('hex');
}

export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  return Buffer.concat(
    sortEntries(entries).flatMap(({ mode, name, oid }) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(oid, 'hex'),
    ]),
  );
}

/** In git's order: by bytes, a folder as if its name ended in a slash. */
export function sortEntries(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return [...entries].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
}

export function encodeCommit({ tree, parents, message, author, committer }: CommitContent): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${encodeSignature(author)}`,
    `committer ${encodeSignature(committer)}`,
    '',
    message,
  ];
  return Buffer.from(lines.join('\n'));
}

function sortKey({ name, mode }: TreeEntry): Buffer {
  return Buffer.from(mode === '040000' ? `${name}/` : name);
}

function encodeSignature({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}
