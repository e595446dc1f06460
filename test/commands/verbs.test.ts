import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { LONGEST } from '../../src/commands/arguments.js';
import { controlCommands } from '../../src/commands/control.js';
import { ENTRY_VERBS, MOST_NOTE_LINES } from '../../src/commands/entry-verbs.js';
import { commandsIn, MOST_COMMANDS, MOST_TEXT, parseComment } from '../../src/commands/parse-comment.js';
import type { Verb } from '../../src/commands/verb.js';
import { VERBS, verbOf, verbsAt } from '../../src/commands/verbs.js';
import {
  type EditionAmendments,
  NO_AMENDMENTS,
  NO_ENTRY_AMENDMENTS,
} from '../../src/newsletter/edition/amendments.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import {
  LONGEST_LINE,
  MOST_SIGNS,
  MOST_TEXT_LINES,
  MOST_TEXT_SIGNS,
} from '../../src/newsletter/markdown/text-limits.js';
import { renderHelp } from '../../src/replies/comments/answer-lines.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { withTables } from '../config/reference.js';
import { contributor, pullRequest, renderedSection, sources } from '../newsletter/builders.js';
import { comment, noted, requestSources } from '../requests/builders.js';
import { EACH_VERB } from './each-verb.js';
import { commandTables, rolesTable } from './reference.js';

const document = readFileSync('docs/commands.md', 'utf8');

describe('docs/commands.md', () => {
  it('has the tables of the verbs, as `npm run reference` writes them', () => {
    expect(withTables(document, commandTables())).toBe(document);
    expect(document.split('\n').filter((line) => line.startsWith('| `/newsletter'))).toHaveLength(
      VERBS.length,
    );
  });

  it('tells the limits that hold', () => {
    const numbers = [...(document.split('## Limits')[1] ?? '').matchAll(/\d[\d,]*/g)].map(([digits]) =>
      Number(digits.replaceAll(',', '')),
    );
    const { note, title, why, description, intro, story, section } = LONGEST;
    const texts = [title, why, note, description, intro, story, section];
    const comments = [MOST_COMMANDS, MOST_TEXT, MOST_TEXT_LINES, MOST_TEXT_SIGNS];
    expect(numbers).toEqual([...texts, ...comments, LONGEST_LINE, MOST_NOTE_LINES, MOST_SIGNS]);
  });
});

describe('docs/security.md', () => {
  it('says of every verb what each role can make the bot do, as `npm run reference` writes it', () => {
    const text = readFileSync('docs/security.md', 'utf8');
    expect(withTables(text, [rolesTable()])).toBe(text);
  });
});

/** What the example changes when an editor writes it. A section or link has a text below it; a draft to thaw is frozen. */
function changedBy(verb: Verb): object {
  const body = `/newsletter ${verb.example}${verb.about === 'edition' ? '\nSome text.' : ''}`;
  if (verb.about === 'control') {
    const before = { isFrozen: verb.name === 'thaw', refreshedAt: null, day: null };
    const [command] = controlCommands(commandsIn(body, { place: 'draft', botLogin: null }));
    return command === undefined ? {} : changes(verb.obey(before, command, '2020-06-01T10:00:00Z'), before);
  }
  const { entries, ...ofEdition } = amendmentsBy(verb, body);
  const entry = entries.get('acme/widget#1') ?? NO_ENTRY_AMENDMENTS;
  return { ...changes(ofEdition, NO_AMENDMENTS), ...changes(entry, NO_ENTRY_AMENDMENTS) };
}

/** What the editor asks for with it, on `acme/widget#1` or on the draft. */
function amendmentsBy(verb: Verb, body: string): EditionAmendments {
  const said = [comment('eve', body)];
  return resolveRequests(
    requestSources({
      pullRequests: [noted(1, { comments: verb.place === 'draft' ? [] : said }), noted(157)],
      draft: verb.place === 'draft' ? said : [],
      repositories: [{ repository: 'acme/x86_64', crates: ['x86_64'] }],
    }),
  ).amendments;
}

/** The lines below the section's lead sentence after the example of a verb about an entry, without addresses. */
function listAfter(verb: Verb): readonly string[] {
  const merged = [
    pullRequest(157, { mergedAt: '2020-05-14T12:00:00Z', author: contributor('bea') }),
    pullRequest(1, { author: contributor('eve') }),
  ];
  const amendments = amendmentsBy(verb, `/newsletter ${verb.example}`);
  const [section = ''] = assembleEdition(sources(merged, { amendments })).sections.map(renderedSection);
  const [, list = ''] = section.split(/:\n\n(?=[-<])/);
  return list.replace(/\]\([^)]*\)/g, ']').split(/\n+/);
}

function changes(after: object, before: object): object {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => !isDeepStrictEqual(value, Reflect.get(before, key))),
  );
}

describe('the table of verbs', () => {
  it.each(VERBS.map((verb) => [verb.name, verb] as const))(
    'has an example of %s that works',
    (name, verb) => {
      const place = verb.place === 'draft' ? 'draft' : 'pull request';
      const [first] = parseComment(`/newsletter ${verb.example}\n\nSome text.`, { place, botLogin: null });
      expect(first?.parsed).toMatchObject({ command: { verb: name } });
      expect(verb.usage.split(' ')[0]).toBe(name);
    },
  );

  it.each(VERBS.map((verb) => [verb.name, verb] as const))('changes by the example of %s', (name, verb) => {
    expect(changedBy(verb)).toEqual(EACH_VERB[name].changes);
  });

  it.each(Object.values(ENTRY_VERBS).map((verb) => [verb.name, verb] as const))(
    'leads by the example of %s to the list of its row',
    (name, verb) => {
      expect(listAfter(verb as Verb)).toEqual(EACH_VERB[name].list);
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

  it.each(['pull request', 'draft'] as const)(
    'shows five first on a %s, each other one folded, none twice',
    (place) => {
      const [first = '', folded = ''] = renderHelp(place).split('<details>');
      const rows = (text: string) => text.match(/^\| `\/newsletter/gm)?.length ?? 0;
      expect(rows(first)).toBe(5);
      expect(rows(first) + rows(folded)).toBe(verbsAt(place).length);
      expect(folded).toMatch(/<\/summary>\n\n\|[\s\S]*\|\n\n<\/details>$/);
    },
  );
});
