import type { Reference } from './command.js';

const SHORT = /^((?:[\w.-]+\/)?[\w.-]+)?#0*([1-9]\d{0,9})$/;
const COMMIT = /^((?:[\w.-]+\/)?[\w.-]+)@([0-9a-f]{7,40})$/i;
const ADDRESS =
  /^https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/(?:pull\/0*([1-9]\d{0,9})|commit\/([0-9a-f]{7,40}))(?:[/?#]\S*)?$/i;

/**
 * The pull request or commit that a word names: `#156`, `x86_64#156`, `rust-osdev/x86_64#156`, `x86_64@0123abc`, or its
 * address on GitHub. `null` for any other word.
 */
export function parseReference(word: string): Reference | null {
  const [, repository = null, number] = SHORT.exec(word) ?? [];
  if (number !== undefined) return { repository, shortName: `#${number}` };
  const [, owner, oid] = COMMIT.exec(word) ?? [];
  if (owner !== undefined && oid !== undefined) return commitOf(owner, oid);
  const [, nameWithOwner, pull, commit] = ADDRESS.exec(word) ?? [];
  if (nameWithOwner === undefined) return null;
  if (pull !== undefined) return { repository: nameWithOwner, shortName: `#${pull}` };
  return commit === undefined ? null : commitOf(nameWithOwner, commit);
}

/** `x86_64#156` */
export function printReference({ repository, shortName }: Reference): string {
  return `${repository ?? ''}${shortName}`;
}

function commitOf(repository: string, oid: string): Reference {
  return { repository, shortName: `@${oid.slice(0, 7).toLowerCase()}` };
}
