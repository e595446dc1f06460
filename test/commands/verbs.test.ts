import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { MOST_COMMANDS, MOST_TEXT, parseComment } from '../../src/commands/parse-comment.js';
import { LONGEST_BLOCK } from '../../src/commands/read-draft-command.js';
import { LONGEST, MOST_NOTE_LINES } from '../../src/commands/read-entry-command.js';
import { isAtLeast, ROLES, type Role } from '../../src/commands/role.js';
import { VERBS, type VerbSpec } from '../../src/commands/verbs.js';
import { LONGEST_LINE, MOST_SIGNS, MOST_TEXT_LINES } from '../../src/newsletter/markdown/text-limits.js';
import { commandRow, renderHelp } from '../../src/replies/comments/answer-lines.js';

const document = readFileSync('docs/commands.md', 'utf8');

describe('docs/commands.md', () => {
  it('has the row of every verb as the code has it, and no other', () => {
    const rows = document.split('\n').filter((line) => line.startsWith('| `/newsletter'));
    const groups = ['entry', 'edition', 'control', 'question'];
    const expected = groups.flatMap((group) => VERBS.filter(({ about }) => about === group).map(commandRow));
    expect(rows).toEqual(expected);
  });

  it('tells the limits that hold', () => {
    const numbers = [...(document.split('## Limits')[1] ?? '').matchAll(/\d[\d,]*/g)].map(([digits]) =>
      Number(digits.replaceAll(',', '')),
    );
    const { note, title, why } = LONGEST;
    const { description, intro, section } = LONGEST_BLOCK;
    const texts = [title, why, note, description, intro, section];
    const comments = [MOST_COMMANDS, MOST_TEXT, LONGEST_LINE, MOST_NOTE_LINES, MOST_TEXT_LINES, MOST_SIGNS];
    expect(numbers).toEqual([...texts, ...comments]);
  });
});

describe('docs/security.md', () => {
  it('says of every verb what each role can make the bot do', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    const [, table = ''] = /^(\| command \|[\s\S]*?)\n\n/m.exec(text) ?? [];
    const can = ({ applies, suggests }: VerbSpec, role: Role) =>
      isAtLeast(role, applies) ? 'does' : suggests !== null && isAtLeast(role, suggests) ? 'suggests' : '–';
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    expect(table.split('\n')).toEqual([
      row(['command', ...ROLES]),
      '|---|---|---|---|---|',
      ...VERBS.map((spec) => row([`\`${spec.verb}\``, ...ROLES.map((role) => can(spec, role))])),
    ]);
  });
});

describe('the table of verbs', () => {
  it('names each verb once', () => {
    expect(new Set(VERBS.map(({ verb }) => verb)).size).toBe(VERBS.length);
  });

  it.each(VERBS.map((spec) => [spec.verb, spec] as const))(
    'has an example of %s that works',
    (verb, spec) => {
      const place = spec.place === 'draft' ? 'draft' : 'pull request';
      const [addressed] = parseComment(`/newsletter ${spec.example}\nSome text.`, { place, app: null });
      expect(addressed?.parsed).toMatchObject({ command: { verb } });
      expect(spec.usage.split(' ')[0]).toBe(verb);
    },
  );
});

describe('help', () => {
  it('lists what works where it is asked', () => {
    expect(renderHelp('pull request')).toContain('/newsletter title <text>');
    expect(renderHelp('pull request')).not.toContain('/newsletter freeze');
    expect(renderHelp('draft')).toContain('/newsletter freeze');
  });
});
