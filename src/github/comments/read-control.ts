import { controlCommands, controlFrom } from '../../commands/control.js';
import type { Control } from '../../commands/verb.js';
import { compareText } from '../../newsletter/markdown/order.js';
import type { WrittenComment } from '../../requests/request.js';
import type { WriteAccess } from '../connection/write-access.js';

/** Who may command the bot, and by which name people address it. */
export interface UserPermissions {
  readonly mayWrite: WriteAccess;
  /** The bot's own login without `[bot]`; `null`: only `/newsletter` addresses it. */
  readonly botLogin: string | null;
}

/** How the draft shall be, and whose commands were left out. */
export interface ReadControl {
  readonly control: Control;
  /** Logins, sorted, of whom GitHub does not tell whether they may command: so they may not. */
  readonly unheard: readonly string[];
}

/**
 * How the editors want the draft to be: what people with write access to the newsletter said in its comments. `freezer`:
 * who gave it the label that freezes it; `null`: nobody did.
 */
export async function readControl(
  { mayWrite }: UserPermissions,
  nameWithOwner: string,
  comments: readonly WrittenComment[],
  freezer: string | null,
): Promise<ReadControl> {
  const said = comments.filter(({ isBot, isMinimized }) => !isBot && !isMinimized);
  const commanding = said.filter(({ commands }) => controlCommands(commands).length > 0);
  const editors = new Set<string>();
  const unheard: string[] = [];
  const logins = [
    ...commanding.flatMap((comment) => comment.login ?? []),
    ...(freezer === null ? [] : [freezer]),
  ];
  for (const login of new Set(logins)) {
    const mayCommand = await mayWrite(nameWithOwner, login);
    if (mayCommand === true) editors.add(login);
    if (mayCommand === null) unheard.push(login);
  }
  const heard = said.filter(({ login }) => login !== null && editors.has(login));
  return {
    control: controlFrom(heard, freezer !== null && editors.has(freezer)),
    unheard: unheard.sort(compareText),
  };
}
