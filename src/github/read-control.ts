import { compareText } from '../newsletter/order.js';
import { type Control, type ControlComment, controlCommands, controlFrom } from '../notes/control.js';
import type { Client } from './client.js';
import { hasWriteAccess } from './permissions.js';

/** What people want, and who was not heard. */
export interface ReadControl {
  readonly control: Control;
  /** Logins, sorted, of whom GitHub does not tell whether they may command: so they may not. */
  readonly unheard: readonly string[];
}

/** How the editors want the draft to be: what people with write access to the newsletter said in its comments. */
export async function readControl(
  client: Client,
  nameWithOwner: string,
  comments: readonly ControlComment[],
  labels: readonly string[],
): Promise<ReadControl> {
  const commanding = comments.filter(({ body }) => controlCommands(body).length > 0);
  const editors = new Set<string>();
  const unheard: string[] = [];
  for (const login of new Set(commanding.flatMap((comment) => comment.login ?? []))) {
    const mayCommand = await hasWriteAccess(client, nameWithOwner, login);
    if (mayCommand === true) editors.add(login);
    if (mayCommand === null) unheard.push(login);
  }
  const heard = comments.filter(({ login }) => login !== null && editors.has(login));
  return { control: controlFrom(heard, labels), unheard: unheard.sort(compareText) };
}
