import { afterEach, describe, expect, it } from '@jest/globals';
import { editDraft } from './rename-story.js';
import { endStory, merged, NEWS, type Story, startStory } from './story.js';

const KIT = 'acme/kit-rs';

const manifest = (name: string) => `[package]\nname = "${name}"\ndescription = "About ${name}"\n`;

let story: Story;

/** A workspace with the crates `kit`, `kit-raw` and a runner of tests. */
async function begin(): Promise<void> {
  story = await startStory();
  story.github.addRepository({
    nameWithOwner: KIT,
    files: {
      'Cargo.toml': '[workspace]\nmembers = ["kit", "kit-raw", "runner"]\n',
      'kit/Cargo.toml': manifest('kit'),
      'kit-raw/Cargo.toml': manifest('kit-raw'),
      'runner/Cargo.toml': `${manifest('runner')}publish = false\n`,
    },
  });
  merged(story, 10, { in: KIT, files: ['kit/a.rs', 'kit/b.rs', 'kit-raw/a.rs'] });
  merged(story, 11, { in: KIT, files: ['kit-raw/a.rs', 'kit-raw/b.rs', 'runner/c.rs'], author: 'bob' });
  merged(story, 12, { in: KIT, files: ['runner/a.rs', 'kit-raw/a.rs'] });
  merged(story, 13, { in: KIT, files: ['README.md', 'runner/a.rs'] });
}

function group(by: 'crate' | 'repository'): void {
  const text = `repositories:\n  kit-rs:\n    group: ${by}\n`;
  story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => text);
}

/** The draft's sections by name, each with the numbers of its entries. */
function sections(): Readonly<Record<string, string>> {
  const texts = story.draft().split(/^### /m).slice(1);
  return Object.fromEntries(
    texts.map((text) => [
      /`(.+?)`/.exec(text)?.[1] ?? '',
      [...text.matchAll(/\/pull\/(\d+)\)/g)].map(([, number]) => number).join(' '),
    ]),
  );
}

afterEach(() => endStory(story));

describe('sections by crate', () => {
  it('tell each pull request once; the runner of tests belongs to the main crate', async () => {
    await begin();
    group('crate');
    await story.sync();
    expect(sections()).toEqual({ kit: '10 13', 'kit-raw': '11 12' });
    expect(story.draft()).toContain(
      '### [`kit-raw`](https://github.com/acme/kit-rs/tree/HEAD/kit-raw)\n\nAbout kit-raw.\n',
    );
    expect(story.draft()).toContain('kit-rs/pull/10) (also `kit-raw`)\n');
    expect(story.draft()).not.toContain('runner');
  });

  it('keep what people edited, moved and hid', async () => {
    await begin();
    group('crate');
    await story.sync();
    editDraft(story, (text) =>
      text
        .replace('Change 11', 'My words')
        .replace('About kit-raw.', 'Our words on it.')
        .replace(/^(- \[Change 12.*)$/m, '<!-- $1 -->'),
    );
    merged(story, 14, { in: KIT, files: ['kit-raw/a.rs'] });
    merged(story, 15, { in: KIT, files: ['kit/a.rs'] });
    await story.sync();
    expect(sections()).toEqual({ kit: '10 13 15', 'kit-raw': '11 12 14' });
    expect(story.draft()).toMatch(/Our words on it\.[\s\S]*My words[\s\S]*<!-- - \[Change 12/);
    expect((await story.sync()).outcome).toBe('unchanged');
  });

  it('follow the workspace: globs, what it excludes, a package at its root, and no broken manifest', async () => {
    story = await startStory({ config: 'group: crate\n' });
    const root = '[workspace]\nmembers = ["./crates/*", "."]\nexclude = ["crates/old"]\n';
    story.github.addRepository({
      nameWithOwner: KIT,
      files: {
        'Cargo.toml': `${manifest('root')}${root}`,
        'crates/new/Cargo.toml': manifest('new'),
        'crates/old/Cargo.toml': manifest('old'),
        'crates/broken/Cargo.toml': '[package',
        'crates/README.md': 'Crates\n',
      },
    });
    for (const [index, crate] of ['new', 'old', 'broken'].entries()) {
      merged(story, 10 + index, { in: KIT, files: [`crates/${crate}/a.rs`] });
    }
    await story.sync();
    expect(sections()).toEqual({ new: '10', root: '11 12' });
  });

  it.each(['crate', 'repository'] as const)(
    'when people edited before the setting became %s: each once still',
    async (by) => {
      await begin();
      group(by === 'crate' ? 'repository' : 'crate');
      await story.sync();
      editDraft(story, (text) => text.replace('Change 11', 'My words').replace(/- \[Change 12.*\n/, ''));
      group(by);
      merged(story, 14, { in: KIT, files: ['kit-raw/a.rs'] });
      await story.sync();
      const told = Object.values(sections()).join(' ').split(' ');
      expect(told.sort()).toEqual(['10', '11', '13', '14']);
      expect(story.draft()).toContain('My words');
      expect((await story.sync()).outcome).toBe('unchanged');
    },
  );
});
