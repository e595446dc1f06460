import { afterEach, describe, expect, it } from '@jest/globals';
import { endStory, NEWS, type Story, startStory, WIDGET } from './story.js';

let story: Story;

afterEach(() => endStory(story));

const ENTRY = '- [Mend a lever](https://github.com/acme/widget/pull/7)';

/** A pull request of May is merged, in a crate whose version is 1.0.0. Returns the commit before it, of April. */
async function begin(config = 'publishedAs: always\n'): Promise<string> {
  story = await startStory({ config });
  story.setTime('2020-04-20T08:00:00Z');
  const before = setVersion('1.0.0');
  story.setTime('2020-05-20T08:00:00Z');
  story.github.as('phil').mergePullRequest(WIDGET, {
    number: 7,
    title: 'Mend a lever',
    files: { 'src/lever.rs': 'fn pull() {}\n' },
  });
  story.setTime('2020-06-03T08:00:00Z');
  return before;
}

function setVersion(version: string): string {
  const text = `[package]\nname = "widget"\nversion = "${version}"\n`;
  return story.github.as('phil').editFile(WIDGET, 'main', 'Cargo.toml', () => text);
}

function body(): string {
  return story.github.pullRequests(NEWS)[0]?.body ?? '';
}

describe('the release that contains an entry', () => {
  it('is told once the crate’s version was raised, without a tag', async () => {
    await begin();
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY}\n`);

    setVersion('1.1.0');
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY} (published as \`v1.1.0\`)\n`);
  });

  it('is told once it was tagged, whatever the manifest says', async () => {
    await begin();
    story.github.addTag(WIDGET, 'v1.0.1');
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY} (published as \`v1.0.1\`)\n`);
  });

  it('is told once the version of the workspace was raised, which its crates have', async () => {
    await begin();
    const { github } = story;
    const member = '[package]\nname = "widget"\nversion.workspace = true\n';
    const root = (version: string) =>
      `[workspace]\nmembers = ["levers"]\n[workspace.package]\nversion = "${version}"\n`;
    const commit = (version: string) =>
      github.commitFiles(WIDGET, {
        files: { 'levers/Cargo.toml': member, 'Cargo.toml': root(version) },
        message: `Release ${version}`,
        at: '2020-06-01T08:00:00Z',
      });
    commit('1.0.0');
    commit('1.2.0');
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY} (published as \`v1.2.0\`)\n`);
  });

  it('is told of a tag beside the default branch', async () => {
    await begin();
    const oid = story.github.commitFiles(WIDGET, {
      branch: 'release-1.0',
      files: { 'NEWS.md': 'A release\n' },
      message: 'Prepare a release',
      at: '2020-06-01T08:00:00Z',
    });
    setVersion('2.0.0');
    story.github.addTag(WIDGET, 'v1.0.1', oid);
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY} (published as \`v1.0.1\`)\n`);
  });

  it('is not told of a tag that does not contain it', async () => {
    const before = await begin();
    story.github.addTag(WIDGET, 'v1.0.1', before);
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY}\n`);
  });

  it('is not told where it is not set and the editions do not tell it', async () => {
    await begin('');
    story.github.addTag(WIDGET, 'v1.0.1');
    await story.sync();
    expect(story.draft()).toContain(`${ENTRY}\n`);
    expect(story.github.requests.map(({ operation }) => operation)).not.toContain('Releases');
  });

  it('is left away, not guessed, while GitHub does not tell it; the draft is complete all the same', async () => {
    await begin();
    story.github.addTag(WIDGET, 'v1.0.1');
    const errors = [{ type: 'FORBIDDEN', path: ['history0', 'object'], message: 'Not for you.' }];
    story.github.failGraphql({ operation: 'Releases', errors });
    expect((await story.sync()).outcome).toBe('created');
    expect(story.draft()).toContain(`${ENTRY}\n`);
    expect(story.said).toContainEqual(
      expect.stringContaining('The bot does not know what was released of acme/widget'),
    );

    await story.sync();
    expect(story.draft()).toContain(`${ENTRY} (published as \`v1.0.1\`)\n`);
  });
});

describe('where GitHub cannot tell in time what was released', () => {
  it('the draft goes without, and the log says so', async () => {
    await begin();
    story.github.addTag(WIDGET, 'v1.0.1');
    const when = ({ operation }: { readonly operation?: string }) => operation === 'Releases';
    story.github.failNext({ status: 502, times: 20, when });
    expect((await story.sync()).outcome).toBe('created');
    expect(story.draft()).toContain(`${ENTRY}\n`);
    expect(story.said).toContain(
      'GitHub could not tell what was released; entries have no notes of publication in this run.',
    );
  });

  it('a refusal of the credentials ends the run', async () => {
    await begin();
    story.github.addTag(WIDGET, 'v1.0.1');
    story.github.failNext({ status: 401, when: ({ operation }) => operation === 'Releases' });
    await expect(story.sync()).rejects.toMatchObject({ status: 401 });
  });
});

describe('the releases of a month', () => {
  it('are listed in the pull request’s body, whether entries tell them or not', async () => {
    const before = await begin('publishedAs: never\n');
    story.github.addTag(WIDGET, 'v1.0.0', before);
    for (const tag of ['v1.0.1', 'nightly']) story.github.addTag(WIDGET, tag);
    await story.sync();
    expect(body()).toContain(
      '<details><summary>Releases of May 2020 (1)</summary>\n\n- `acme/widget`: `v1.0.1`\n\n</details>',
    );
  });

  it('are not mentioned where there are none', async () => {
    await begin();
    await story.sync();
    expect(body()).not.toContain('Releases of');
  });
});
