import { describe, expect, it } from '@jest/globals';
import { controlCommands, controlFrom } from '../../src/commands/control.js';
import { commandsIn } from '../../src/commands/parse-comment.js';

/** What a comment on the draft asks of the bot. */
const said = (body: string, botLogin: string | null = null) => commandsIn(body, { place: 'draft', botLogin });

const at = (day: number, body: string, botLogin: string | null = null) => ({
  login: 'phil',
  commands: said(body, botLogin),
  createdAt: `2020-06-0${day}T10:00:00Z`,
});

describe('commands to the draft', () => {
  it.each<[string, readonly string[]]>([
    ['/newsletter freeze', ['freeze']],
    ['Thanks!\n/newsletter thaw\nand\n/newsletter refresh', ['thaw', 'refresh']],
    ['/newsletter  publish, please', ['publish']],
    ['/newsletter date 2020-06-07', ['date']],
    ['/newsletter plan 2020-06-08', ['plan']],
    ['/newsletter plan 2020-06-31', []],
    ['/newsletter plan Monday', []],
    ['/newsletter date 2020-02-30', []],
    ['/newsletter date tomorrow', []],
    ['/newsletter date', []],
    ['/newsletter dance', []],
    ['Say /newsletter freeze', []],
    ['> /newsletter freeze', []],
    ['`/newsletter freeze`', []],
    ['```\n/newsletter freeze\n```', []],
    ['    /newsletter freeze', []],
    ['<!--\n/newsletter freeze\n-->', []],
    ['- /newsletter freeze', []],
    ['', []],
  ])('%j', (body, verbs) => {
    expect(controlCommands(said(body)).map(({ verb }) => verb)).toEqual(verbs);
  });
});

describe('what editors said', () => {
  it('counts in its newest word', () => {
    expect(controlFrom([at(1, '/newsletter freeze'), at(2, '/newsletter thaw')], false).isFrozen).toBe(false);
    expect(controlFrom([at(1, '/newsletter thaw'), at(2, '/newsletter freeze')], false).isFrozen).toBe(true);
  });

  it('may be a label', () => {
    expect(controlFrom([], true).isFrozen).toBe(true);
    expect(controlFrom([at(1, '/newsletter thaw')], true).isFrozen).toBe(true);
    expect(controlFrom([], false).isFrozen).toBe(false);
  });

  it('sets the day of publication', () => {
    expect(controlFrom([at(1, '/newsletter publish')], false).day).toBe('2020-06-01');
    expect(controlFrom([at(1, '/newsletter publish'), at(2, '/newsletter date 2020-06-07')], false).day).toBe(
      '2020-06-07',
    );
  });

  it('can be taken back', () => {
    const undo = (day: number) => at(day, '/newsletter undo');
    const frozen = [at(1, '/newsletter date 2020-06-07'), at(2, '/newsletter freeze')];
    expect(controlFrom([...frozen, undo(3)], false)).toMatchObject({ isFrozen: false, day: '2020-06-07' });
    expect(controlFrom([...frozen, undo(3), undo(4)], false)).toMatchObject({ isFrozen: false, day: null });
    expect(controlFrom([...frozen, { ...undo(3), login: 'eve' }], false)).toMatchObject({ isFrozen: true });
    const later = [...frozen, at(3, '/newsletter link https://a.example'), undo(4)];
    expect(controlFrom(later, false)).toMatchObject({ isFrozen: true });
  });

  it('may be said to the bot by its name', () => {
    expect(controlFrom([at(1, '@bot freeze', 'bot')], false).isFrozen).toBe(true);
    expect(controlFrom([at(1, '@bot freeze')], false).isFrozen).toBe(false);
  });

  it('remembers when it asked to look again', () => {
    expect(controlFrom([at(3, '/newsletter refresh')], false).refreshedAt).toBe('2020-06-03T10:00:00Z');
  });
});
