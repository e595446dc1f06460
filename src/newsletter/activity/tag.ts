import { compareText } from '../markdown/order.js';
import { isWithin, type Month } from './month.js';
import { readTag } from './release-tag.js';

/** A tag on a commit. */
export interface Tag {
  /** `nameWithOwner`. */
  readonly repository: string;
  readonly name: string;
  /** Of the commit. */
  readonly oid: string;
  /** ISO instant, UTC: when the tag was made or, of one without a message, when its commit was. */
  readonly taggedAt: string;
}

/** The tags of the month that name a version: its releases. By repository, then by time. */
export function releasesIn(month: Month, tags: readonly Tag[]): readonly Tag[] {
  return tags
    .filter(({ name, taggedAt }) => isWithin(month, taggedAt) && readTag(name) !== null)
    .sort(
      (left, right) =>
        compareText(left.repository, right.repository) ||
        compareText(left.taggedAt, right.taggedAt) ||
        compareText(left.name, right.name),
    );
}
