import { type Control, type ControlComment, controlCommands, controlFrom } from '../notes/control.js';
import type { Client } from './client.js';
import { hasWriteAccess } from './permissions.js';

/** How the editors want the draft to be: what people with write access to the newsletter said in its comments. */
export async function readControl(
  client: Client,
  nameWithOwner: string,
  comments: readonly ControlComment[],
  labels: readonly string[],
): Promise<Control> {
  const commanding = comments.filter(({ body }) => controlCommands(body).length > 0);
  const editors = new Set<string>();
  for (const login of new Set(commanding.flatMap((comment) => comment.login ?? []))) {
    if (await hasWriteAccess(client, nameWithOwner, login)) editors.add(login);
  }
  return controlFrom(
    comments.filter(({ login }) => login !== null && editors.has(login)),
    labels,
  );
}
