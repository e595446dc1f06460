/** What the name of a tag says of a release. */
export interface TaggedVersion {
  /** `null` where the name has a version only: a release of the repository as a whole. */
  readonly crate: string | null;
  /** Without a leading `v`: one to four numbers, and what SemVer allows after them. */
  readonly version: string;
}

const FULL = String.raw`\d+(?:\.\d+){1,3}(?:[-.]?[a-z][0-9a-z.-]*|-\d[0-9a-z.-]*)?(?:\+[0-9a-z.-]+)?`;
/** A single number is a version only after a `v`. */
const TAG = new RegExp(String.raw`^(?:([a-z][\w.@/-]*?)[-/@_])?(?:v(\d+|${FULL})|(${FULL}))$`, 'i');
/** Prefixes that name no crate. */
const WORDS = /^(?:release|releases|version|ver|rel|tag)$/i;

/**
 * Reads `v1.2.3`, `1.2.3`, `v1`, `crate-v1.2.3`, `crate-1.2`, `crate/v1.0`, `crate@1.0`, also with a pre-release or build
 * metadata after them; `null` for anything else.
 */
export function readTag(name: string): TaggedVersion | null {
  const [, prefix, marked, plain] = TAG.exec(name) ?? [];
  const version = marked ?? plain;
  if (version === undefined) return null;
  return { crate: prefix === undefined || WORDS.test(prefix) ? null : prefix, version };
}

/** Whether the version is a pre-release, such as `1.0.0-rc.1`. */
export function isPreRelease(version: string): boolean {
  return /^[\d.]*[-.]?[a-z]|^[\d.]*-/i.test(version.replace(/\+.*$/, ''));
}
