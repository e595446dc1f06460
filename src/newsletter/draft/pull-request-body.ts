import { createHash } from 'node:crypto';
import { diff3MergeRegions, diffComm } from 'node-diff3';

const BEGIN = '<!-- newsletter dashboard -->';
/** A frame has no other beginning in it, so that a stray one in front of it is not taken for its own. */
const FRAMES =
  /<!-- newsletter dashboard -->\r?\n((?:(?!<!-- newsletter dashboard -->)[\s\S])*?)\r?\n<!-- end of the dashboard ([0-9a-f]{12}) -->/g;
/** Marks on their lines. In a sentence, they are a person's words. */
const FIRST_MARK = /<!-- newsletter dashboard -->[ \t]*\r?$/m;
const LAST_MARK = /^[ \t]*<!-- end of the dashboard [0-9a-f]{12} -->/gm;
const MARK_ALONE = /^\s*<!-- (?:newsletter dashboard|end of the dashboard [0-9a-f]{12}) -->\s*$/;

/** A line of fewer characters, such as a fence or a tag, does not tell who wrote it. */
const SHORTEST_TELLING_LINE = 12;

/** A body taken apart: the dashboard, and what people wrote around it. */
export interface FramedBody {
  readonly before: string;
  /** With its frame. */
  readonly dashboard: string;
  readonly after: string;
}

/** The dashboard between the marks by which the bot knows it again. The last one shows whether a person wrote in it. */
export function frameDashboard(dashboard: string): string {
  return `${BEGIN}\n${dashboard}\n<!-- end of the dashboard ${fingerprint(dashboard)} -->`;
}

/** Finds the first dashboard that is as the bot wrote it, whatever line ends GitHub stored; `null`: there is none. */
export function findDashboard(body: string): FramedBody | null {
  const match = [...body.matchAll(FRAMES)].find(isWhole);
  if (match === undefined) return null;
  const { index, 0: dashboard } = match;
  return { before: body.slice(0, index), dashboard, after: body.slice(index + dashboard.length) };
}

/**
 * What people wrote in a body, before and after the place of the dashboard: where one is, else below all else. Of a
 * dashboard that a person changed, the lines that they wrote or changed are theirs; those that are still as in a
 * dashboard of the `earlier` bodies (the latest first) are the bot's.
 */
export function personsText(
  body: string,
  earlier: readonly string[],
): { readonly before: string; readonly after: string } {
  const found = findDashboard(body);
  if (found !== null) return { before: found.before, after: withoutCopies(found.after) };
  const own = withoutRemains(body, earlier).trimEnd();
  return { before: own === '' ? '' : `${own}\n\n`, after: '' };
}

/** The body with that framed dashboard and all that people wrote; byte for byte as it is where it reads so already. */
export function placeDashboard(body: string, framed: string, earlier: readonly string[]): string {
  const { before, after } = personsText(body, [...earlier, framed]);
  const placed = `${before}${framed}${after}`;
  return unixLines(placed) === unixLines(body) ? body : placed;
}

/** By which a text of the bot's is known to be as it wrote it: twelve digits. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function isWhole([, content = '', mark]: RegExpMatchArray): boolean {
  return fingerprint(unixLines(content)) === mark;
}

/** Without further dashboards that are as the bot wrote them: a person, or a merge of two texts, doubled it. */
function withoutCopies(text: string): string {
  return [...text.matchAll(FRAMES)]
    .filter(isWhole)
    .reduce((rest, [copy]) => rest.replace(copy, () => ''), text);
}

/** The body without the bot's lines, where marks or all the words of an earlier dashboard tell that there are some. */
function withoutRemains(body: string, earlier: readonly string[]): string {
  const known = contentsOf(earlier);
  const whole = known.find((content) => content !== '' && unixLines(body).includes(content));
  if (whole !== undefined) return withoutLinesOf(body, whole);
  const [latest = ''] = known;
  const [begin, end] = [body.search(FIRST_MARK), [...body.matchAll(LAST_MARK)].at(-1)];
  if (begin < 0 && end === undefined) return body;
  const [from, to] = [Math.max(begin, 0), end === undefined ? body.length : end.index + end[0].length];
  if (from >= to) return withoutLinesOf(body, latest);
  return joinPieces([body.slice(0, from), withoutLinesOf(body.slice(from, to), latest), body.slice(to)]);
}

/** What stands in the dashboards of these bodies. */
function contentsOf(bodies: readonly string[]): readonly string[] {
  return bodies.flatMap((body) => {
    const found = findDashboard(body);
    return found === null ? [] : [unixLines(found.dashboard).split('\n').slice(1, -1).join('\n')];
  });
}

/** The text without marks, and without the runs of lines that are those of the dashboard. The rest stays as it is. */
function withoutLinesOf(text: string, dashboard: string): string {
  const lines = text.split('\n');
  const dropped = linesOf(lines, dashboard);
  const pieces: string[][] = [[]];
  for (const [index, line] of lines.entries()) {
    if (dropped.has(index) || MARK_ALONE.test(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  return joinPieces(pieces.map((piece) => piece.join('\n')));
}

/** What stood around the bot's lines, a blank line between. */
function joinPieces(pieces: readonly string[]): string {
  return pieces
    .map((piece) => piece.trimEnd().replace(/^(?:[ \t]*\r?\n)+/, ''))
    .filter((piece) => piece !== '')
    .join('\n\n');
}

/** Indices of the lines that are the dashboard's: those in runs with at least one telling line. */
function linesOf(lines: readonly string[], dashboard: string): ReadonlySet<number> {
  const filled = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [{ line: line.trimEnd(), index }],
  );
  const known = dashboard
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd());
  const dropped = new Set<number>();
  let next = 0;
  for (const { common, buffer1 } of diffComm(
    filled.map(({ line }) => line),
    known,
  )) {
    const run = filled.slice(next, next + (common ?? buffer1 ?? []).length);
    next += run.length;
    const isKnown = common?.some((line) => line.length >= SHORTEST_TELLING_LINE) ?? false;
    if (isKnown) for (const { index } of run) dropped.add(index);
  }
  return dropped;
}

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

/** Text with the line ends of Unix, so that versions compare equal whatever the editor's machine wrote. */
export function unixLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
