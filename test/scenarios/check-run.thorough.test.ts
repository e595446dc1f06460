import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClients } from '../../src/github/connection/connector.js';
import { type DraftResult, draftEdition } from '../../src/run/draft-edition.js';
import { silent } from '../github/silent.js';
import { PRIVATE_KEY } from './server-story.js';
import { endStory, MAY_FILE, merged, NEWS, type Story, startStory } from './story.js';

let story: Story;
/** What the App said on its log. */
const said: string[] = [];

beforeEach(async () => {
  story = await startStory();
  said.length = 0;
});

afterEach(() => endStory(story));

/** Brings the draft up to date as the App, which is installed when it is not yet. */
async function sync(checks: 'read' | 'write' = 'write'): Promise<DraftResult> {
  const { github } = story;
  if (github.world.installations.size === 0) {
    const permissions = { checks, contents: 'write', pull_requests: 'write', metadata: 'read' };
    const app = { appId: '12345', slug: 'this-month-bot', privateKey: PRIVATE_KEY };
    github.installApp({ account: 'acme', ...app, permissions });
  }
  const credentials = { kind: 'app', appId: 12345, privateKey: PRIVATE_KEY } as const;
  const clients = await createClients(credentials, `${github.baseUrl}/api/v3`, NEWS, silent, 1);
  const request = { newsletter: NEWS, organization: null };
  const info = (message: string) => said.push(message);
  return draftEdition(clients, request, null, github.world.clock, { ...silent, info });
}

/** The check runs of the draft branch's head. */
function checkRuns() {
  const [head] = story.github.commits(NEWS, 'next');
  return story.github.checkRuns(NEWS, head?.oid ?? '');
}

function edit(change: (text: string) => string): void {
  story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, change);
}

describe('the check run "newsletter"', () => {
  it('stands at the head of the draft as it is after the run', async () => {
    merged(story, 10);
    await sync();
    expect(checkRuns()).toMatchObject([
      {
        name: 'newsletter',
        status: 'completed',
        conclusion: 'success',
        output: { title: '1 entry, nothing to note', annotations: [] },
      },
    ]);
    merged(story, 11);
    await sync();
    expect(checkRuns()).toMatchObject([{ output: { title: '2 entries, nothing to note' } }]);
  });

  it('is written once: a second run finds it', async () => {
    merged(story, 10);
    await sync();
    story.github.resetRequests();
    expect((await sync()).outcome).toBe('unchanged');
    expect(checkRuns()).toHaveLength(1);
    expect(
      story.github.requests.filter(({ method, path }) => method !== 'GET' && /check-runs/.test(path)),
    ).toEqual([]);
  });

  it('names merged work that is neither in the file nor in the body, and not what is in the body again', async () => {
    story.github.addRepository({ nameWithOwner: 'acme/gadget' });
    merged(story, 10);
    merged(story, 12, { in: 'acme/gadget', author: 'dependabot[bot]' });
    await sync();
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    const write = (body: string) => story.github.as('phil').editPullRequestBody(NEWS, number, () => body);
    const titles = () => checkRuns().map(({ output }) => (output as { readonly title: string }).title);
    write('x'.repeat(65_000));
    await sync();
    expect(checkRuns().at(-1)).toMatchObject({
      conclusion: 'neutral',
      output: {
        annotations: [{ title: 'Missing entry', message: expect.stringMatching(/^acme\/gadget#12: merged/) }],
      },
    });
    write('Soon.');
    await sync();
    expect(titles().at(-1)).toBe('1 entry, nothing to note');
  });

  it('fails at the line in which a person broke the page', async () => {
    merged(story, 10);
    await sync();
    edit((text) => text.replace('- [Change 10]', '<!-- note\n\n- [Change 10]'));
    await sync();
    const line = story.draft().split('\n').indexOf('<!-- note') + 1;
    expect(checkRuns()).toMatchObject([
      {
        conclusion: 'failure',
        output: {
          annotations: [
            {
              path: MAY_FILE,
              start_line: line,
              annotation_level: 'failure',
              title: 'Comment marks',
            },
          ],
        },
      },
    ]);
  });

  it('succeeds again once that is mended', async () => {
    merged(story, 10);
    await sync();
    edit((text) => `${text}\n<<<<<<< HEAD\n`);
    await sync();
    expect(checkRuns()).toMatchObject([{ conclusion: 'failure' }]);
    edit((text) => text.replace('\n<<<<<<< HEAD\n', ''));
    await sync();
    expect(checkRuns()).toMatchObject([{ conclusion: 'success' }]);
  });

  it('is neutral about what a person should decide: an entry of April stands in May', async () => {
    merged(story, 10);
    await sync();
    edit((text) =>
      text.replace(/^(- \[Change 10.*)$/m, '$1\n- [Older lever](https://github.com/acme/widget/pull/1)'),
    );
    await sync();
    expect(checkRuns()).toMatchObject([
      {
        conclusion: 'neutral',
        output: {
          title: '2 entries, 1 note',
          annotations: [
            { title: 'Listed before', message: expect.stringContaining('The edition of April 2020') },
          ],
        },
      },
    ]);
  });

  it('tells of a typo in a title, until the settings of the typos tool allow the word', async () => {
    merged(story, 10, { title: 'Fix the alginment of `PASS_THRU`' });
    await sync();
    const line = '- [Fix the alginment of `PASS_THRU`](https://github.com/acme/widget/pull/10)';
    const place = { start_line: story.draft().split('\n').indexOf(line) + 1, annotation_level: 'notice' };
    const typo = (message: string) => ({
      ...place,
      title: 'Typo',
      message: expect.stringContaining(message),
    });
    expect(checkRuns()).toMatchObject([
      {
        conclusion: 'success',
        output: {
          title: '1 entry, 2 notes',
          annotations: [typo('"alginment" looks like a typo for "alignment"'), typo('"THROUGH"')],
        },
      },
    ]);
    const settings = '[default.extend-words]\nthru = "thru"\n';
    story.github.as('phil').editFile(NEWS, 'main', '_typos.toml', () => settings);
    await sync();
    expect(checkRuns().at(-1)).toMatchObject({ output: { title: '1 entry, 1 note' } });
    edit((text) => text.replace('alginment', 'alignment'));
    await sync();
    expect(checkRuns()).toMatchObject([{ output: { title: '1 entry, nothing to note' } }]);
  });

  it('misses nothing that a person deleted, entry or section', async () => {
    merged(story, 10);
    merged(story, 11);
    await sync();
    edit((text) => text.replace(/^- \[Change 11.*\n/m, ''));
    await sync();
    expect(checkRuns()).toMatchObject([{ conclusion: 'success' }]);
    edit((text) => text.replace(/### \[`widget`\][\s\S]*?(?=\n## |$(?![\s\S]))/, ''));
    expect(story.draft()).not.toContain('Change 10');
    merged(story, 12);
    await sync();
    expect(story.draft()).not.toContain('Change 12');
    expect(checkRuns()).toMatchObject([{ conclusion: 'success' }]);
  });

  it('says of a file that is no edition that it is none', async () => {
    merged(story, 10);
    await sync();
    edit(() => 'Gone.\n');
    await sync();
    expect(story.draft()).toBe('Gone.\n');
    expect(checkRuns()).toMatchObject([
      { conclusion: 'failure', output: { title: '2 mistakes', annotations: [{ title: 'No edition' }, {}] } },
    ]);
  });

  it('shows more than fifty things', async () => {
    merged(story, 10);
    await sync();
    edit((text) => `${text}\n${'By @ann.\n'.repeat(120)}`);
    await sync();
    const [run] = checkRuns();
    expect(run).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(Object(run?.output).annotations).toHaveLength(120);
  });

  it('is made by the next run where somebody changed the file before it could be made', async () => {
    merged(story, 10);
    let isEdited = false;
    story.github.failNext({
      when({ operation }) {
        if (operation === 'CheckedHead' && !isEdited) {
          isEdited = true;
          edit((text) => `${text}\nA last word.\n`);
        }
        return false;
      },
    });
    await sync();
    expect(checkRuns()).toEqual([]);
    await sync();
    expect(checkRuns()).toHaveLength(1);
  });

  it('is made anew where a run was interrupted between two of its writes', async () => {
    merged(story, 10);
    await sync();
    edit((text) => `${text}\n${'By @ann.\n'.repeat(60)}`);
    const isSecond = (method: string, path: string) => method === 'PATCH' && path.includes('/check-runs/');
    const times = Number.POSITIVE_INFINITY;
    let isOver = false;
    story.github.failNext({ times, when: ({ method, path }) => !isOver && isSecond(method, path) });
    await sync().catch(() => undefined);
    expect(checkRuns().filter(({ status }) => status === 'completed')).toEqual([]);
    expect(checkRuns().length).toBeGreaterThan(0);
    isOver = true;
    await sync();
    expect(checkRuns().at(-1)).toMatchObject({ status: 'completed' });
  });

  it('that the App may not make is left out, and the draft is made all the same', async () => {
    merged(story, 10);
    expect((await sync('read')).outcome).toBe('created');
    expect(checkRuns()).toEqual([]);
    expect(said.filter((line) => line.includes('check run'))).toEqual([
      expect.stringContaining('checks: write'),
    ]);
  });

  it('is left out with a personal token, and the draft is made all the same', async () => {
    merged(story, 10);
    expect((await story.sync()).outcome).toBe('created');
    expect(checkRuns()).toEqual([]);
    expect(story.said.filter((line) => line.includes('check run'))).toHaveLength(1);
    expect(story.github.requests.filter(({ path }) => path.endsWith('/check-runs'))).toEqual([]);
  });
});
