import { createHash } from 'node:crypto';
import { unixLines } from '../markdown/unix-lines.js';

const BEGIN = '<!-- newsletter dashboard -->';
const DASHBOARD =
  /<!-- newsletter dashboard -->\r?\n([\s\S]*?)\r?\n<!-- end of the dashboard ([0-9a-f]{12}) -->/;

/** A body with a dashboard in it, taken apart. */
export interface FramedBody {
  readonly before: string;
  /** With its frame. */
  readonly dashboard: string;
  readonly after: string;
}

/** The dashboard between the marks by which the bot knows it again. The last one tells whether a person wrote in it. */
export function frameDashboard(dashboard: string): string {
  return `${BEGIN}\n${dashboard}\n<!-- end of the dashboard ${fingerprint(dashboard)} -->`;
}

/** Finds a dashboard that is as the bot wrote it, whatever line ends GitHub stored; `null`: there is none. */
export function findDashboard(body: string): FramedBody | null {
  const match = DASHBOARD.exec(body);
  if (match === null) return null;
  const [dashboard, content = '', mark] = match;
  if (fingerprint(unixLines(content)) !== mark) return null;
  return {
    before: body.slice(0, match.index),
    dashboard,
    after: body.slice(match.index + dashboard.length),
  };
}

/** The body with the dashboard of another one, byte for byte as it is where the two agree or one has none. */
export function withDashboardOf(other: string, body: string): string {
  const [found, coming] = [findDashboard(body), findDashboard(other)];
  if (found === null || coming === null) return body;
  return replaceDashboard(found, coming.dashboard) ?? body;
}

/** The body with that framed dashboard; `null` when it has it already. */
export function replaceDashboard({ before, dashboard, after }: FramedBody, framed: string): string | null {
  return unixLines(dashboard) === unixLines(framed) ? null : `${before}${framed}${after}`;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
