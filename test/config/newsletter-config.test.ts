import { describe, expect, it } from '@jest/globals';
import {
  configOf,
  editionSettings,
  excludedRepositories,
  type NewsletterConfig,
  peopleSet,
  repositoryConfig,
  withPeople,
} from '../../src/config/newsletter-config.js';
import { fileSchema, repositorySchema } from '../../src/config/settings.js';
import { NameMap } from '../../src/newsletter/activity/names.js';
import { repository } from '../newsletter/builders.js';

function configWith(repositories: Readonly<Record<string, object>>): NewsletterConfig {
  return configOf(fileSchema.parse({ repositories }), 'rust-osdev/homepage');
}

/** `null` for every key. */
const NOTHING = Object.fromEntries(Object.keys(repositorySchema.parse(null)).map((key) => [key, null]));

describe('the credit', () => {
  const creditOf = (file: object) =>
    editionSettings(configOf(fileSchema.parse(file), 'acme/news')).format.credit;

  it('is the heading of a group where groups are people, unless something else is set', () => {
    expect(creditOf({ groupWithin: 'person' })).toBe('entry');
    expect(creditOf({ groupWithin: 'person', format: { credit: 'sentence' } })).toBe('sentence');
    expect(creditOf({ groupWithin: 'label' })).toBeNull();
    expect(creditOf({})).toBeNull();
  });
});

describe('the settings of a repository', () => {
  it.each(['uefi-rs', 'UEFI-rs', 'rust-osdev/uefi-rs', 'Rust-OSDev/Uefi-RS'])('are found under %s', (key) => {
    expect(repositoryConfig(configWith({ [key]: { heading: 'uefi' } }), 'rust-osdev/uefi-rs').heading).toBe(
      'uefi',
    );
  });

  it('are those of the full name where both names are there', () => {
    const config = configWith({ acpi: { heading: 'short' }, 'rust-osdev/acpi': { heading: 'full' } });
    expect(repositoryConfig(config, 'rust-osdev/acpi').heading).toBe('full');
    expect(repositoryConfig(config, 'phil-opp/acpi').heading).toBe('short');
  });

  it.each(['acpi', 'someone/uefi-rs', 'constructor'])('are not found under %s', (key) => {
    expect(repositoryConfig(configWith({ [key]: { hide: true } }), 'rust-osdev/uefi-rs')).toEqual(NOTHING);
  });

  it('are empty for a repository that is called as a property of every object', () => {
    expect(repositoryConfig(configWith({}), 'rust-osdev/constructor')).toEqual(NOTHING);
  });
});

describe('the repositories that are left out', () => {
  const leftOut = (set: object, ...names: readonly string[]) => {
    const excluded = excludedRepositories(configOf(fileSchema.parse(set), 'acme/news'));
    return names.filter((name) => excluded.has(name));
  };

  it.each([
    [{}, ['acme/News']],
    [{ exclude: ['old-*', 'other/x'] }, ['acme/News', 'acme/old-one', 'other/x']],
    [{ include: ['widget'] }, ['acme/about', 'acme/News', 'acme/old-one']],
    [{ include: ['*'] }, ['acme/News']],
    [{ include: ['NEWS', 'acme/*'] }, []],
    [
      { include: ['old-*'], exclude: ['Old-One'] },
      ['acme/about', 'acme/News', 'acme/Widget', 'acme/old-one'],
    ],
  ])('by %j', (set, expected) => {
    expect(
      leftOut(set, 'acme/about', 'acme/News', 'acme/Widget', 'acme/old-one', 'other/x', 'other/y'),
    ).toEqual(expected);
  });
});

describe('a repository that had another name', () => {
  const isHidden = (set: object) => {
    const config = configOf(fileSchema.parse(set), 'acme/news');
    const present = { ...repository('acme/widget'), isWatched: false };
    const formerNames = new NameMap([['acme/old-widget', present]]);
    return editionSettings(config, formerNames).repository('acme/widget').hide;
  };

  it.each([
    { include: ['widget'] },
    { include: ['wid*'] },
    { include: ['acme/Widget'], exclude: ['gear'] },
    { exclude: ['widget-old'] },
  ])('is shown by %j', (set) => {
    expect(isHidden(set)).toBe(false);
  });

  it.each([
    { exclude: ['old-widget'] },
    { exclude: ['OLD-*'] },
    { include: ['widget'], exclude: ['old-widget'] },
    { repositories: { 'old-widget': { hide: true } } },
  ])('is hidden by %j', (set) => {
    expect(isHidden(set)).toBe(true);
  });
});

describe('the logins of the settings', () => {
  const lists = (names: (key: string) => readonly string[]) => ({
    bots: names('bot'),
    people: names('person'),
    hide: { authors: names('author') },
    credit: { optOut: names('opt-out') },
    repositories: { widget: { maintainers: names('maintainer') } },
  });
  const set = lists((key) => [`${key}-old`, `${key}-gone`]);

  it('are found in each list, and follow who they are in each', () => {
    const config = configOf(fileSchema.parse(set), 'acme/news');
    const names = ['bot', 'person', 'author', 'opt-out', 'maintainer'];
    const expected = names.flatMap((name) => [`${name}-old`, `${name}-gone`]);
    expect([...peopleSet(config)].sort()).toEqual(expected.sort());
    const present = withPeople(config, (login) =>
      login.endsWith('-gone') ? null : login.replace('-old', '-new'),
    );
    expect(present).toMatchObject(lists((key) => [`${key}-new`]));
  });
});
