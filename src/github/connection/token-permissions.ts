/** An App's permissions by name, such as `contents`, with their level, such as `write`. */
export type Permissions = Readonly<Record<string, string>>;

/** What the bot writes with, in the newsletter repository; `app.yml` has the reasons. */
const WRITTEN = ['checks', 'contents', 'issues', 'pull_requests'];

/** What the bot answers with, where somebody spoke to it. */
const COMMENTED = ['issues', 'pull_requests'];

/** GitHub grants it with every App. */
const ALWAYS = { metadata: 'read' };

/** What reading needs. GitHub makes no token with a permission that was not granted, so that is left out. */
export function readingPermissions(granted: Permissions): Permissions {
  const readable = WRITTEN.filter((name) => granted[name] !== undefined);
  return { ...ALWAYS, ...Object.fromEntries(readable.map((name) => [name, 'read'])) };
}

/** What writing needs, as far as it was granted. */
export function writingPermissions(granted: Permissions): Permissions {
  const writable = WRITTEN.filter((name) => granted[name] === 'write');
  return { ...ALWAYS, ...Object.fromEntries(writable.map((name) => [name, 'write'])) };
}

/** What comments and reactions need, as far as it was granted. A comment on a pull request is one on an issue, too. */
export function commentingPermissions(granted: Permissions): Permissions {
  const writable = COMMENTED.filter((name) => granted[name] === 'write');
  return { ...ALWAYS, ...Object.fromEntries(writable.map((name) => [name, 'write'])) };
}
