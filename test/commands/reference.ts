import { isAtLeast, ROLES, type Role, type Verb } from '../../src/commands/verb.js';
import { VERBS } from '../../src/commands/verbs.js';
import { commandTable } from '../../src/replies/comments/answer-lines.js';
import { table } from '../config/reference.js';

/** The tables of docs/commands.md. */
export function commandTables(): readonly string[] {
  const groups = ['entry', 'edition', 'control', 'question'];
  return groups.map((group) => commandTable(VERBS.filter(({ about }) => about === group)));
}

/** The table of docs/security.md: what each role can make the bot do by each verb. */
export function rolesTable(): string {
  return table(
    ['command', ...ROLES],
    VERBS.map((verb) => [`\`${verb.name}\``, ...ROLES.map((role) => can(verb, role))]),
  );
}

function can({ role: needed, suggestedBy }: Verb, role: Role): string {
  if (isAtLeast(role, needed)) return 'does';
  return suggestedBy !== null && isAtLeast(role, suggestedBy) ? 'suggests' : '–';
}
