import type { Edition } from '../edition/edition.js';
import { renderDashboard } from './dashboard-content.js';
import { frameDashboard, personsText, placeDashboard } from './dashboard-frame.js';
import type { DraftNotes } from './draft-notes.js';

/** GitHub takes bodies of up to 65,536 characters. */
const LONGEST_BODY = 60_000;
/** A new body leaves room for people to write. */
const LONGEST_DASHBOARD = 50_000;
/** Of the marks around a dashboard. */
const FRAME = 100;
/** A dashboard of fewer characters says too little. */
const SHORTEST_DASHBOARD = 2_000;

/** The body of a new draft pull request. `editUrl` is where the file is edited in the browser. */
export function renderBody(edition: Edition, editUrl: string, notes: DraftNotes): string {
  return frameDashboard(renderDashboard({ edition, editUrl, notes }, LONGEST_DASHBOARD));
}

/**
 * The body with the dashboard brought up to date. All that people wrote stays: around the dashboard, or above it where it
 * was not there any more or a person wrote in it. A body without room for it is left byte for byte. `earlier` are its
 * versions, the latest first.
 */
export function refreshBody(
  body: string,
  edition: Edition,
  editUrl: string,
  notes: DraftNotes,
  earlier: readonly string[] = [],
): string {
  const { before, after } = personsText(body, earlier);
  const left = LONGEST_BODY - before.length - after.length - FRAME;
  const room = Math.min(LONGEST_DASHBOARD, left);
  if (room < SHORTEST_DASHBOARD) return body;
  return placeDashboard(body, frameDashboard(renderDashboard({ edition, editUrl, notes }, room)), earlier);
}
