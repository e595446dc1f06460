import type { Approval } from './note-sources.js';

/** A version of the bot's status comment. */
export interface StatusVersion {
  /** Who made it; `null` when the account was deleted. */
  readonly login: string | null;
  /** Whether the bot itself made it. */
  readonly isOwn: boolean;
  readonly body: string;
}

/** A box of the status comment: a suggestion that waits, or that somebody ticked. */
export interface Box {
  /** Of the suggestion, as it stands at the end of its line. */
  readonly hash: string;
  readonly isTicked: boolean;
}

const BOX = /^\s*[-*+] \[([ xX])\] .*<!-- ([0-9a-f]{32}) -->\s*$/;

/** The boxes of a status comment, from top to bottom. */
export function boxesIn(body: string): readonly Box[] {
  return body.split(/\r?\n/).flatMap((line) => {
    const [, mark, hash] = BOX.exec(line) ?? [];
    return hash === undefined ? [] : [{ hash, isTicked: mark !== ' ' }];
  });
}

/**
 * What is ticked and by whom, from all versions of the status comment, oldest first. The bot itself takes no tick away:
 * when it wrote over one unseen, that still counts.
 */
export function approvalsIn(versions: readonly StatusVersion[]): readonly Approval[] {
  const approved = new Map<string, string>();
  for (const { login, isOwn, body } of versions) {
    for (const { hash, isTicked } of boxesIn(body)) {
      if (!isTicked && !isOwn) approved.delete(hash);
      else if (isTicked && login !== null && !approved.has(hash)) approved.set(hash, login);
    }
  }
  return [...approved].map(([hash, login]) => ({ hash, login }));
}
