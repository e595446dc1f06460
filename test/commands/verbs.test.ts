import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LONGEST } from '../../src/commands/arguments.js';
import { MOST_NOTE_LINES } from '../../src/commands/entry-verbs.js';
import { MOST_COMMANDS, MOST_TEXT, parseComment } from '../../src/commands/parse-comment.js';
import { isAtLeast, ROLES, type Role, type Verb } from '../../src/commands/verb.js';
import { VERBS, verbOf } from '../../src/commands/verbs.js';
import {
  LONGEST_LINE,
  MOST_SIGNS,
  MOST_TEXT_LINES,
  MOST_TEXT_SIGNS,
} from '../../src/newsletter/markdown/text-limits.js';
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
    const { note, title, why, description, intro, section } = LONGEST;
    const texts = [title, why, note, description, intro, section];
    const comments = [MOST_COMMANDS, MOST_TEXT, MOST_TEXT_LINES, MOST_TEXT_SIGNS];
    expect(numbers).toEqual([...texts, ...comments, LONGEST_LINE, MOST_NOTE_LINES, MOST_SIGNS]);
  });
});

describe('docs/security.md', () => {
  it('says of every verb what each role can make the bot do', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    const [, table = ''] = /^(\| command \|[\s\S]*?)\n\n/m.exec(text) ?? [];
    const can = (verb: Verb, role: Role) =>
      isAtLeast(role, verb.role)
        ? 'does'
        : verb.suggestedBy !== null && isAtLeast(role, verb.suggestedBy)
          ? 'suggests'
          : '–';
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    expect(table.split('\n')).toEqual([
      row(['command', ...ROLES]),
      '|---|---|---|---|---|',
      ...VERBS.map((verb) => row([`\`${verb.name}\``, ...ROLES.map((role) => can(verb, role))])),
    ]);
  });
});

describe('the table of verbs', () => {
  it.each(VERBS.map((verb) => [verb.name, verb] as const))(
    'has an example of %s that works',
    (name, verb) => {
      const place = verb.place === 'draft' ? 'draft' : 'pull request';
      const [first] = parseComment(`/newsletter ${verb.example}\nSome text.`, { place, botLogin: null });
      expect(first?.parsed).toMatchObject({ command: { verb: name } });
      expect(verb.usage.split(' ')[0]).toBe(name);
    },
  );

  it('has each verb under its own name', () => {
    for (const verb of VERBS) expect(verbOf({ verb: verb.name })).toBe(verb);
  });
});

describe('help', () => {
  it('lists what works where it is asked', () => {
    expect(renderHelp('pull request')).toContain('/newsletter title <text>');
    expect(renderHelp('pull request')).not.toContain('/newsletter freeze');
    expect(renderHelp('draft')).toContain('/newsletter freeze');
  });
});
