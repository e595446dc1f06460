import { diff3MergeRegions } from 'node-diff3';
import { unixLines } from '../markdown/unix-lines.js';
import { findDashboard, placeDashboard } from './dashboard-frame.js';

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
  const [base, theirs] = [read, overwritten].map((body) =>
    withDashboardOf(written, body, versions.slice(index + 1)),
  );
  const both = mergeLines(base ?? '', theirs ?? '', written);
  const restored = mergeLines(written, current, both);
  return reads(restored, current) ? null : restored;
}

/**
 * The body to write so that an edit is there again which an earlier run overwrote unseen and was ended before it could
 * look; `null` when nothing is missing. `versions` are the body's, the latest first, as many as are known.
 */
export function recoverBody(versions: readonly string[]): string | null {
  const index = latestWrite(versions);
  const [written, overwritten] = [versions[index], versions[index + 1]];
  if (written === undefined || overwritten === undefined) return null;
  // The bot changes nothing but the dashboard: what it started from reads the same with that.
  const older = versions.slice(index + 1);
  const read = older.find((version, age) =>
    reads(withDashboardOf(written, version, older.slice(age)), written),
  );
  if (read === undefined) return null;
  const since = versions.slice(0, index + 1);
  const restored = since.map((_, later) => restoreBody({ read, written, versions: versions.slice(later) }));
  return restored.includes(null) ? null : (restored[0] ?? null);
}

/** The body with the dashboard of another one; as it is where that has none. */
function withDashboardOf(other: string, body: string, earlier: readonly string[]): string {
  const coming = findDashboard(other);
  return coming === null ? body : placeDashboard(body, coming.dashboard, earlier);
}

/** Where the latest dashboard came in, since nobody but the bot can make one; `-1` where there is none. */
function latestWrite(versions: readonly string[]): number {
  const dashboards = versions.map((version) => unixLines(findDashboard(version)?.dashboard ?? ''));
  return dashboards.findIndex(
    (dashboard, index) => dashboard !== '' && !dashboards.includes(dashboard, index + 1),
  );
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
