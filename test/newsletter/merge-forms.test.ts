import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printDocument } from '../../src/newsletter/document/document.js';
import {
  BOLD_LEVEL,
  EXPRESSION_COMMENT,
  type Form,
  HOUSE_FORM,
  HTML_COMMENT,
  regionMarks,
  sectionHeading,
  textPattern,
} from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { samples } from '../thoroughly.js';
import { mergeTwice } from './on-forms.js';

/*
 * The laws of the merge in random forms: nothing that a person wrote is lost, what a person deleted or hid stays so, what is
 * new comes in, a second run changes nothing, and a text that was read is printed as it was.
 */

/** A random newsletter: its form, and whether it names its contributors in a list, in a sentence, or not. */
interface Shape {
  readonly form: Form;
  readonly people: 'list' | 'sentence' | 'none';
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    frontMatter: fc.constantFrom('toml', 'yaml', null),
    partLevel: fc.constantFrom(null, 2, 3),
    hasSections: fc.boolean(),
    isBold: fc.boolean(),
    bullet: fc.constantFrom('- ', '* '),
    hidden: fc.constantFrom(HTML_COMMENT, EXPRESSION_COMMENT),
    people: fc.constantFrom('list', 'sentence', 'none'),
    byPerson: fc.boolean(),
    region: fc.boolean(),
    mergesWords: fc.boolean(),
  })
  .map(({ hasSections, isBold, people, byPerson, frontMatter, ...form }) => ({
    people,
    form: {
      ...HOUSE_FORM,
      ...form,
      frontMatter: form.region ? null : frontMatter,
      sectionLevel: hasSections ? (isBold ? BOLD_LEVEL : (form.partLevel ?? 2) + 1) : null,
      closing:
        people === 'none'
          ? []
          : ['<hr />', 'Made by {people}, {count} changes.', 'Made by these:'].map(textPattern),
      contributor: people === 'list' ? /^\[@([\w-]+)\]\(/ : null,
      person: byPerson && !hasSections ? /^([\w-]+) created / : null,
    },
  }));

interface Pull {
  readonly number: number;
  readonly repository: string;
  readonly author: string;
  readonly isHidden: boolean;
}

const pullsOfTurn = fc.array(
  fc.record({
    repository: fc.constantFrom('acme/a', 'acme/b', 'acme/c'),
    author: fc.constantFrom('ann', 'bob', 'cyd', 'eve'),
    isHidden: fc.boolean(),
  }),
  { maxLength: 3 },
);

/** What the bot writes. */
function render({ form, people }: Shape, pulls: readonly Pull[], version: number): string {
  const { bullet, partLevel, sectionLevel, hidden } = form;
  const title = ({ repository, number }: Pull) =>
    `[Change ${number}](https://github.com/${repository}/pull/${number})`;
  const list = (own: readonly Pull[]) => {
    const shown = own.filter(({ isHidden }) => !isHidden || form.person !== null);
    const authors = [...new Set(shown.map(({ author }) => author))];
    const lines =
      form.person === null
        ? shown.map((pull) => `${bullet}${title(pull)}`)
        : authors.map((author) => {
            const titles = shown.filter((pull) => pull.author === author).map(title);
            return `${bullet}${author} created ${titles.join(', ')}`;
          });
    const comments = own
      .filter((pull) => !shown.includes(pull))
      .map((pull) => `${hidden.before}${bullet}${title(pull)}${hidden.behind}`);
    return [lines, comments].filter(({ length }) => length > 0).map((part) => part.join('\n'));
  };
  const sections =
    sectionLevel === null
      ? list(pulls)
      : [...new Set(pulls.map(({ repository }) => repository))]
          .sort()
          .flatMap((repository) => [
            sectionHeading(form, repository.slice(5), `https://github.com/${repository}`),
            ...list(pulls.filter((pull) => pull.repository === repository)),
          ]);
  const logins = [...new Set(pulls.map(({ author }) => author))].sort();
  const names = logins.map((login) => `[@${login}](https://github.com/${login})`);
  const closing = {
    none: [],
    sentence: ['<hr />', `Made by ${names.join(', ')}, ${pulls.length} changes.`],
    list: ['Made by these:', names.map((name) => `${bullet}${name}`).join('\n')],
  }[people].filter((block) => block !== '');
  const [begin, end] = regionMarks(form);
  const front = { toml: '+++\ntitle = "May"\n+++', yaml: '---\ntitle: May\n---' };
  const blocks = [
    ...(form.frontMatter === null ? [] : [front[form.frontMatter]]),
    ...(form.region ? [begin] : []),
    `Welcome to edition ${version}, with ${pulls.length} changes.`,
    ...(partLevel === null ? [] : [`${'#'.repeat(partLevel)} Projects`, 'What we did.']),
    ...sections,
    ...closing,
    ...(partLevel === null ? [] : [`${'#'.repeat(partLevel)} Join us`, 'Please come.']),
    ...(form.region ? [end] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What a person did, as far as it must hold. */
interface Deeds {
  /** Words of people's own. */
  readonly written: Set<string>;
  /** Pull requests whose entries people deleted. */
  readonly deleted: Set<string>;
  readonly hidden: Set<string>;
  readonly withoutPerson: Set<string>;
}

interface Edit {
  readonly kind: 'write' | 'reword' | 'delete' | 'hide' | 'delete person' | 'add person' | 'move';
  readonly at: number;
}

const edits = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'reword', 'delete', 'hide', 'delete person', 'add person', 'move'),
    at: fc.nat(999),
  }),
  { maxLength: 3 },
);

const keysIn = (text: string) =>
  [...text.matchAll(/\((?:https:\/\/github\.com\/)(acme\/\w)\/pull\/(\d+)\)/g)].map(
    ([, name, number]) => `${name}#${number}`,
  );
const ENTRY = /^[-*] .*\/pull\/\d+\)/;
const PERSON = /^[-*] \[@(\w+)\]/;

/** The text after the edit; `word` is one that nobody else writes. */
function edited(
  text: string,
  { kind, at }: Edit,
  word: string,
  { form, people }: Shape,
  deeds: Deeds,
): string {
  const lines = text.split('\n');
  const some = (is: (line: string, index: number) => boolean) => {
    const places = lines.flatMap((line, index) => (is(line, index) ? [index] : []));
    return places[at % Math.max(places.length, 1)];
  };
  const fence =
    form.frontMatter === null
      ? -1
      : lines.findIndex((line, index) => index > 0 && /^(?:\+{3}|-{3})$/.test(line));
  const change = (place: number | undefined, count: number, ...into: readonly string[]) =>
    place === undefined ? text : lines.toSpliced(place, count, ...into).join('\n');
  switch (kind) {
    case 'write':
      deeds.written.add(word);
      return change(
        some((line, index) => line === '' && index > fence) ?? lines.length,
        0,
        '',
        `${word} says hello.`,
      );
    case 'reword': {
      const place = some(
        (line, index) =>
          index > fence && /^(?:[-*] (?:\[|\w+ created)|Welcome|What|Please|Made by \[)/.test(line),
      );
      if (place === undefined) return text;
      deeds.written.add(word);
      return change(place, 1, `${lines[place]} ${word}`);
    }
    case 'delete': {
      const place = some((line) => ENTRY.test(line) && !line.includes('mine'));
      for (const key of keysIn(lines[place ?? -1] ?? '')) deeds.deleted.add(key);
      return change(place, 1);
    }
    case 'hide': {
      const place = some((line) => ENTRY.test(line) && form.person === null);
      for (const key of keysIn(lines[place ?? -1] ?? '')) deeds.hidden.add(key);
      return change(place, 1, `${form.hidden.before}${lines[place ?? -1] ?? ''}${form.hidden.behind}`);
    }
    case 'delete person': {
      const place = some((line) => PERSON.test(line) && !/\/pull\/|mine/.test(line));
      const [, login] = PERSON.exec(lines[place ?? -1] ?? '') ?? [];
      if (login !== undefined) deeds.withoutPerson.add(login);
      return change(place, 1);
    }
    case 'add person': {
      if (people !== 'list') return text;
      const place = some((line) => PERSON.test(line) && keysIn(line).length === 0);
      if (place !== undefined) deeds.written.add(word);
      return change(place, 0, `${form.bullet}[@${word}](https://github.com/${word})`);
    }
    case 'move': {
      const from = some((line) => ENTRY.test(line));
      const line = lines[from ?? -1];
      if (from === undefined || line === undefined) return text;
      const left = lines.toSpliced(from, 1);
      const places = left.flatMap((other, index) => (ENTRY.test(other) ? [index] : []));
      return left.toSpliced(places[at % Math.max(places.length, 1)] ?? from, 0, line).join('\n');
    }
  }
}

interface Life {
  readonly shape: Shape;
  readonly turns: readonly {
    readonly pulls: readonly Omit<Pull, 'number'>[];
    readonly edits: readonly Edit[];
  }[];
}

const lives: fc.Arbitrary<Life> = fc.record({
  shape: shapes,
  turns: fc.array(fc.record({ pulls: pullsOfTurn, edits }), { minLength: 1, maxLength: 4 }),
});

function live({ shape, turns }: Life): void {
  const { form } = shape;
  const deeds: Deeds = {
    written: new Set(),
    deleted: new Set(),
    hidden: new Set(),
    withoutPerson: new Set(),
  };
  let pulls: readonly Pull[] = [];
  let words = 0;
  let base = render(shape, [], 0);
  let text = form.region ? `# All\n\nBefore.\n\n${base}\nAfter.` : base;
  let isTouched = form.region;
  for (const [version, turn] of turns.entries()) {
    pulls = [...pulls, ...turn.pulls.map((pull, index) => ({ ...pull, number: pulls.length + index + 1 }))];
    const fresh = render(shape, pulls, version);
    const { text: after, base: next } = mergeTwice(form, base, text, fresh);
    const document = parseDocument(after, form);
    const told = keysIn(after);
    expect(printDocument(document)).toBe(after);
    if (!isTouched) expect(after).toBe(fresh);
    if (form.region) expect(after).toMatch(/^# All\n\nBefore\.\n\n[\s\S]*\nAfter\.$/);
    expect([...deeds.written].filter((word) => !after.includes(word))).toEqual([]);
    expect(told.filter((key, index) => told.indexOf(key) !== index)).toEqual([]);
    expect(told.filter((key) => deeds.deleted.has(key))).toEqual([]);
    const hidden = document.pieces.filter((piece) => piece.hidden).flatMap(({ mentions }) => mentions);
    expect([...deeds.hidden].filter((key) => told.includes(key) && !hidden.includes(key))).toEqual([]);
    const isDeleted = (key: string) =>
      deeds.deleted.has(key) || (form.person !== null && deeds.deleted.size > 0);
    expect(keysIn(fresh).filter((key) => !told.includes(key) && !isDeleted(key))).toEqual([]);
    const lines = after.split('\n');
    const closing = lines.findIndex((line) => /^(?:<hr|Made by)/.test(line));
    expect(lines.findIndex((line, index) => closing >= 0 && index > closing && keysIn(line).length > 0)).toBe(
      -1,
    );
    if (form.mergesWords) {
      expect(after).toContain(`Welcome to edition ${version}, with ${pulls.length} changes.`);
      const sentence = /^Made by \[.*$/m.exec(fresh)?.[0];
      if (sentence !== undefined) expect(after).toContain(sentence);
    }
    if (shape.people === 'list') {
      const missing = pulls.filter(
        ({ author }) => !after.includes(`[@${author}]`) && !deeds.withoutPerson.has(author),
      );
      expect(missing).toEqual([]);
      expect(
        [...deeds.withoutPerson].filter((login) =>
          new RegExp(`^[-*] \\[@${login}\\]\\([^)]*\\)$`, 'm').test(after),
        ),
      ).toEqual([]);
    }
    [base, text] = [next, after];
    for (const edit of turn.edits) {
      words += 1;
      const [before, inside, behind] = form.region
        ? (/^([\s\S]*newsletter:begin.*\n)([\s\S]*)(\n.*newsletter:end[\s\S]*)$/.exec(text)?.slice(1) ?? [])
        : ['', text, ''];
      const changed = edited(inside ?? '', edit, `mine${words}`, shape, deeds);
      if (changed !== inside) isTouched = true;
      text = `${before}${changed}${behind}`;
    }
  }
}

describe('the life of a draft of any form', () => {
  it(
    'keeps what people did, and gets what is new',
    () => {
      fc.assert(fc.property(lives, live), samples(40, 500, 20_000));
    },
    30 * 60_000,
  );
});
