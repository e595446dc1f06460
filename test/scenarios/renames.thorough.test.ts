import { afterEach, describe, expect, it } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import {
  COG,
  editDraft,
  entriesFor,
  NEW,
  OLD,
  startRenameStory,
  startWithDraft,
  timesAsked,
  WIDGETS,
} from './rename-story.js';
import { endStory, merged, NEWS, type Story } from './story.js';

let story: Story;

afterEach(() => endStory(story));

describe('a repository that was renamed after its last edition', () => {
  it('keeps the name of its crate in the heading', async () => {
    story = await startRenameStory();
    story.github.addRepository({
      nameWithOwner: OLD,
      files: { 'Cargo.toml': '[package]\nname = "cog"\n' },
    });
    merged(story, 13, { in: OLD });
    story.github.renameRepository(OLD, NEW);
    await story.sync();
    expect(story.draft()).toContain('### [`cog`](https://github.com/acme/gear)\n');
  });

  it.each(['gear, widget', 'ge*'])('is shown where the settings include %s', async (included) => {
    story = await startRenameStory();
    story.github.addRepository({ nameWithOwner: OLD });
    merged(story, 13, { in: OLD });
    story.github.renameRepository(OLD, NEW);
    const settings = `include: [${included}]\n`;
    story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => settings);
    await story.sync();
    expect(story.draft()).toMatch(/^- .*\/acme\/gear\/pull\/13\)/m);
  });

  it('may come from another owner', async () => {
    story = await startRenameStory({}, `${WIDGETS}\n\n${COG.replaceAll('acme/cog', 'phil/cog')}`);
    story.github.addRepository({ nameWithOwner: 'phil/cog' });
    for (const number of [12, 13]) merged(story, number, { in: 'phil/cog' });
    story.github.renameRepository('phil/cog', NEW);
    await story.sync();
    expect(story.draft()).toMatch(
      /### \[`gear`\]\(https:\/\/github\.com\/acme\/gear\)\n\n<span class="maintainers">/,
    );
    expect(entriesFor(story, 12, 13)).toEqual([0, 1]);
  });

  it('is another one once a new repository has the old name', async () => {
    story = await startRenameStory();
    story.github.addRepository({ nameWithOwner: OLD });
    merged(story, 12, { in: OLD });
    story.github.renameRepository(OLD, NEW);
    story.github.addRepository({ nameWithOwner: OLD });
    await story.sync();
    expect(story.draft()).toContain('### [`gear`](https://github.com/acme/gear)\n');
    expect(story.draft()).not.toContain('@max');
    expect(entriesFor(story, 12)).toEqual([1]);
  });

  it('obeys the settings and the commands that call it by the old name', async () => {
    const repositories = 'repositories:\n  cog:\n    heading: Cogs\n  acme/lever:\n    hide: true\n';
    story = await startRenameStory({ config: `exclude: [crank]\n${repositories}` });
    for (const name of ['cog', 'lever', 'crank']) {
      story.github.addRepository({ nameWithOwner: `acme/${name}` });
      merged(story, 13, { in: `acme/${name}`, title: `Turn the ${name}` });
      story.github.renameRepository(`acme/${name}`, `acme/${name}-rs`);
    }
    await story.sync();
    expect(story.draft()).toContain('### [`Cogs`](https://github.com/acme/cog-rs)\n');
    expect(story.draft()).not.toMatch(/lever|crank/);

    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.grant(NEWS, 'phil', 'write');
    story.github.as('phil').comment(NEWS, number, '/newsletter title cog#13 My words');
    await story.sync();
    expect(story.draft()).toContain('- [My words](https://github.com/acme/cog-rs/pull/13)');
  });

  it('comes up as news for a process that asked before', async () => {
    story = await startRenameStory();
    for (const name of ['cog', 'bolt']) story.github.addRepository({ nameWithOwner: `acme/${name}` });
    merged(story, 30, { in: 'acme/bolt' });
    await story.sync();
    expect(timesAsked(story)).toBe(1);
    story.github.renameRepository(OLD, NEW);
    for (const number of [12, 13]) merged(story, number, { in: NEW });
    await story.sync();
    expect(timesAsked(story)).toBe(2);
    expect(entriesFor(story, 12, 13)).toEqual([0, 1]);
    expect(story.draft()).toContain('Maintained by [@max]');
  });

  it('ends the run with a sentence when GitHub does not tell, since things would be told twice', async () => {
    story = await startRenameStory();
    story.github.addRepository({ nameWithOwner: OLD });
    merged(story, 12, { in: OLD });
    story.github.renameRepository(OLD, NEW);
    const errors = [{ path: ['repository0'], message: 'Timed out (request 1A:2B).' }];
    story.github.failGraphql({ operation: 'PresentNames', errors, times: 2 });
    await expect(story.sync().catch((error: unknown) => explain(error))).resolves.toBe(
      'GitHub does not tell what some repositories are called today: it had trouble of its own. Nothing is changed; run again.',
    );
    expect(story.github.branches(NEWS)).toEqual(['main']);
    expect((await story.sync()).outcome).toBe('created');
    expect(entriesFor(story, 12)).toEqual([0]);
  });
});

describe('a repository that is renamed while the draft tells of it', () => {
  it('stands there once, under its new name, and what people did stays done', async () => {
    story = await startWithDraft();
    editDraft(story, (text) =>
      text
        .replace('Change 13', 'My words')
        .replace(/- \[Change 14.*\n/, '')
        .replace(/^(- \[Change 15.*)$/m, '<!-- $1 -->')
        .replace('The crate turns [cogs]', 'It turns every [cog]')
        .replace(/(- \[Change 17.*\n)/, '$1  - A word of [mine](https://github.com/acme/cog/issues/3).\n'),
    );
    story.github.renameRepository(OLD, NEW);
    merged(story, 18, { in: NEW });
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain(`### [\`gear\`](https://github.com/acme/gear)

<span class="maintainers">Maintained by [@max](https://github.com/max)</span>

It turns every [cog](https://github.com/acme/cog/wiki).

We merged the following PRs this month:

- [My words](https://github.com/acme/gear/pull/13)
<!-- - [Change 15](https://github.com/acme/gear/pull/15) -->
- [Change 16](https://github.com/acme/gear/pull/16)
- [Change 17](https://github.com/acme/gear/pull/17)
  - A word of [mine](https://github.com/acme/gear/issues/3).
- [Change 18](https://github.com/acme/gear/pull/18)
`);
    expect(entriesFor(story, 13, 14, 15, 16, 17, 18)).toEqual([1, 0, 1, 1, 1, 1]);
    expect(story.draft().match(/^### .*gear|^### .*cog/gm)).toHaveLength(1);
    expect(story.github.commits(NEWS, 'next')[0]?.message).toContain(
      'acme/cog is called acme/gear now. Adds gear 18.',
    );
    await story.restart();
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.pullRequests(NEWS)[0]?.body).toMatch(/1 deleted by people, 0 missing/);
  });

  it('is recognised where people gave it the new name first', async () => {
    story = await startWithDraft();
    story.github.renameRepository(OLD, NEW);
    editDraft(story, (text) => text.replaceAll('acme/cog', NEW).replace('Change 13', 'My words'));
    merged(story, 18, { in: NEW });
    await story.sync();
    expect(entriesFor(story, 13, 14, 15, 16, 17, 18)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(story.draft()).toMatch(/My words.*\n- .*14.*\n- .*15.*\n- .*16.*\n- .*17.*\n- .*18.*\n/);
    expect((await story.sync()).outcome).toBe('unchanged');
  });

  it('is recognised in what a person wrote by the old name later', async () => {
    story = await startWithDraft();
    story.github.renameRepository(OLD, NEW);
    await story.sync();
    editDraft(story, (text) =>
      text.replace(/(- \[Change 13)/, '- [Soon](https://github.com/acme/cog/pull/18)\n$1'),
    );
    merged(story, 18, { in: NEW });
    await story.sync();
    expect(entriesFor(story, 18)).toEqual([1]);
    expect(story.draft()).toContain('- [Soon](https://github.com/acme/gear/pull/18)\n- [Change 13]');
  });

  it('is gone from the draft when it left the organization', async () => {
    story = await startWithDraft();
    story.github.renameRepository(OLD, 'phil/cog');
    merged(story, 20);
    await story.sync();
    expect(story.draft()).not.toContain('/cog');
    expect(story.draft()).toContain('/widget/pull/20');
  });
});

describe('a watched repository', () => {
  const watching = {
    config: 'watch: [phil/blog, phil/gone]\nrepositories:\n  phil/blog:\n    heading: Our blog\n',
  };

  it('is told of under its new name, which GitHub does not search for by the old one', async () => {
    story = await startRenameStory(watching);
    story.github.addRepository({ nameWithOwner: 'phil/blog' });
    merged(story, 7, { in: 'phil/blog' });
    story.github.renameRepository('phil/blog', 'phil/book');
    await story.sync();
    expect(story.draft()).toMatch(
      /## Other Projects\n[\s\S]*### \[`Our blog`\]\(https:\/\/github\.com\/phil\/book\)[\s\S]*book\/pull\/7\)/,
    );
    expect(story.said).toContain(
      'phil/gone does not exist, or not everybody may see it. Check the setting "watch".',
    );
  });

  it('is one of the organization once it was transferred there', async () => {
    story = await startRenameStory(watching);
    story.github.addRepository({ nameWithOwner: 'phil/blog' });
    merged(story, 7, { in: 'phil/blog' });
    await story.sync();
    story.github.renameRepository('phil/blog', 'acme/blog');
    await story.sync();
    expect(story.draft().match(/blog\/pull\/7\)/g)).toHaveLength(1);
    expect(story.draft()).toContain('https://github.com/acme/blog/pull/7');
    expect((await story.sync()).outcome).toBe('unchanged');
  });
});
