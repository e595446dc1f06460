import type { AccountState, EditedState } from './state.js';
import { now, type World } from './world.js';

/** Changes a text. GitHub keeps every version from the first edit on. */
export function rewrite(world: World, text: EditedState, body: string, editor: AccountState): void {
  const { bodyVersions, author, createdAt } = text;
  if (bodyVersions.length === 0) bodyVersions.push({ editor: author, editedAt: createdAt, body: text.body });
  bodyVersions.push({ editor: editor.login, editedAt: now(world), body });
  text.body = body;
}
