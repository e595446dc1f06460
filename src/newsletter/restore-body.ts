import { diff3MergeRegions } from 'node-diff3';
import { withDashboardOf } from './dashboard-frame.js';

/** A pull request's body around a write of the bot. */
export interface BodyWrite {
  /** What the bot started from. */
  readonly read: string;
  readonly written: string;
  /** The body's versions after the write, the latest first, as far as they are known. */
  readonly versions: readonly string[];
}

/**
 * The body to write so that an edit which the bot overwrote unseen is there again, with the dashboard as the bot wrote
 * it; `null` when nothing was lost. GitHub takes bodies without a precondition, but keeps every version.
 */
export function restoreBody({ read, written, versions }: BodyWrite): string | null {
  const index = versions.findIndex((version) => reads(version, written));
  const [current, overwritten] = [versions[0], versions[index + 1]];
  if (index < 0 || current === undefined || overwritten === undefined) return null;
  if (reads(overwritten, read) || reads(overwritten, written)) return null;
  const [base, theirs] = [read, overwritten].map((body) => withDashboardOf(written, body));
  const both = mergeLines(base ?? '', theirs ?? '', written);
  const restored = mergeLines(written, current, both);
  return reads(restored, current) ? null : restored;
}

/** What two people made of the same text: all that they wrote, the first one's first where they differ. */
function mergeLines(base: string, first: string, second: string): string {
  if (reads(base, second)) return first;
  if (reads(base, first)) return second;
  const [own, old, other] = [first, base, second].map((text) => unixLines(text).split('\n'));
  const regions = diff3MergeRegions(own ?? [], old ?? [], other ?? []);
  return regions
    .flatMap((region) =>
      region.stable
        ? region.bufferContent
        : [...region.aContent, ...region.bContent.filter((line) => !region.aContent.includes(line))],
    )
    .join('\n');
}

function reads(left: string, right: string): boolean {
  return unixLines(left) === unixLines(right);
}

function unixLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
