import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createClients } from '../../src/github/connection/connector.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { previewSources } from '../../src/run/draft-edition.js';
import { silent } from '../github/silent.js';
import { complaintOf, newsletterOf, refusalOf } from './newsletter-state.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';
import { syncer } from './token-story.js';

const config = 'announce:\n  issue: 1\n';

/** A fine-grained token of somebody with write access to the newsletter. */
function personalToken({ github }: Story, permissions: Readonly<Record<string, string>>): string {
  github.addUser({ login: 'ann' });
  github.grant(NEWS, 'ann', 'write');
  return github.createToken('ann', { permissions, repositories: [NEWS] });
}

/** What the workflow in the documents gives its token. */
function documentedPermissions(): Readonly<Record<string, string>> {
  const [, workflow = ''] =
    /```yaml\n(name: [\s\S]*?)```/.exec(readFileSync('docs/running.md', 'utf8')) ?? [];
  const { permissions } = parse(workflow) as { readonly permissions: Readonly<Record<string, string>> };
  return Object.fromEntries(
    Object.entries(permissions).map(([name, level]) => [name.replace('-', '_'), level]),
  );
}

/** The whole life of an edition with a workflow's token; whatever was said to be left out, and what ended a run. */
async function complaintsOfLife(permissions: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return tell({ config }, async (story) => {
    const { github } = story;
    const ann = github.as('ann');
    github.addIssue(NEWS, { title: 'Announcements', author: 'ann' });
    merged(story, 10);
    const sync = syncer(story, github.createActionsToken(NEWS, permissions));
    const complaints: string[] = [];
    const complain = async () => {
      const complaint = await complaintOf(
        story,
        sync().then(({ said }) => complaints.push(...said)),
      );
      if (complaint !== null) complaints.push(complaint);
    };
    await complain();
    const number = github.pullRequests(NEWS)[0]?.number;
    if (number !== undefined) {
      ann.readyForReview(NEWS, number);
      ann.mergeOpenPullRequest(NEWS, number);
    }
    await complain();
    return complaints.filter((line) => /left out|could not|not complete|does not allow/.test(line));
  });
}

async function previewWith({ github }: Story, token: string): Promise<string> {
  const { reader } = await createClients(
    { kind: 'token', token },
    `${github.baseUrl}/api/v3`,
    NEWS,
    silent,
    1,
  );
  const request = { newsletter: NEWS, organization: null };
  const now = github.world.clock();
  return renderEdition(assembleEdition(await previewSources(reader, request, '2020-05', now, silent)));
}

describe('the workflow in the documents', () => {
  const documented = documentedPermissions();

  it('gives its token all that a run needs', async () => {
    expect(await complaintsOfLife(documented)).toEqual([]);
  });

  it.each(Object.keys(documented))(
    'gives nothing that no run needs: without %s, something is left out',
    async (name) => {
      const { [name]: _, ...fewer } = documented;
      expect((await complaintsOfLife(fewer)).length).toBeGreaterThan(0);
    },
  );
});

describe('the token of a workflow', () => {
  it('that may not open pull requests writes the file, until it may', async () => {
    await tell({ defaultBranch: 'träger/α' }, async (story) => {
      const { github } = story;
      merged(story, 10);
      const first = await syncer(story, github.createActionsToken(NEWS, { contents: 'write' }))();
      expect(first).toMatchObject({
        outcome: 'incomplete',
        url: 'https://github.com/acme/news/compare/tr%C3%A4ger/%CE%B1...next',
      });
      expect(first.said.filter((line) => line.includes('could not open its pull request'))).toHaveLength(1);
      expect(github.readFile(NEWS, 'next', MAY_FILE)).toContain('Change 10');
      expect(github.pullRequests(NEWS)).toEqual([]);
      const permissions = { contents: 'write', pull_requests: 'write' };
      const second = await syncer(story, github.createActionsToken(NEWS, permissions))();
      expect(second).toMatchObject({ outcome: 'created' });
      expect(github.commits(NEWS, 'next').filter(({ verified }) => verified)).toHaveLength(1);
    });
  });

  it('that may not write at all changes nothing and says what it lacks', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const sync = syncer(story, story.github.createActionsToken(NEWS, { contents: 'read' }));
      expect(await refusalOf(story, sync)).toBe(
        "GitHub does not allow POST /api/v3/repos/acme/news/git/refs (403): Resource not accessible by integration - https://docs.github.com/rest. Give the token or the App the permissions that app.yml lists. In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.",
      );
    });
  });

  it('that lost its permission to write says what it lacks', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      merged(story, 11);
      const sync = syncer(story, story.github.createActionsToken(NEWS, { contents: 'read' }));
      expect(await refusalOf(story, sync)).toBe(
        "GitHub does not allow createCommitOnBranch: Resource not accessible by integration. Give the token or the App the permissions that app.yml lists. In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.",
      );
    });
  });

  it('makes the check run when it may', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      merged(story, 10);
      const permissions = { checks: 'write', contents: 'write', pull_requests: 'write' };
      await syncer(story, github.createActionsToken(NEWS, permissions))();
      const [head] = github.commits(NEWS, 'next');
      expect(github.checkRuns(NEWS, head?.oid ?? '')).toMatchObject([{ name: 'newsletter' }]);
    });
  });

  it('that may not write issues drafts, and says that the announcement waits', async () => {
    await tell({ config }, async (story) => {
      const { github } = story;
      github.addIssue(NEWS, { title: 'Announcements', author: 'ann' });
      merged(story, 10);
      const permissions = { contents: 'write', pull_requests: 'write' };
      const sync = syncer(story, github.createActionsToken(NEWS, permissions));
      await sync();
      const [draft] = github.pullRequests(NEWS);
      github.as('ann').readyForReview(NEWS, draft?.number ?? 0);
      github.as('ann').mergeOpenPullRequest(NEWS, draft?.number ?? 0);
      const { outcome, said } = await sync();
      expect(outcome).toBe('created');
      expect(said.filter((line) => line.includes('announcement'))).toEqual([
        "The announcement is not complete yet. GitHub does not allow POST /api/v3/repos/acme/news/issues/1/comments (403): Resource not accessible by integration - https://docs.github.com/rest. Give the token or the App the permissions that app.yml lists. In a workflow, `permissions:` says what its token may do, and it can only write to the workflow's own repository.",
      ]);
      expect(github.comments(NEWS, 1)).toEqual([]);
    });
  });

  it('sees no private repository but its own', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      const newsletter = [...github.world.repositories.values()].find((each) => each.nameWithOwner === NEWS);
      if (newsletter !== undefined) newsletter.isPrivate = true;
      github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { a: '' } });
      merged(story, 10);
      merged(story, 1, { in: 'acme/secret', title: 'Hush' });
      const permissions = { contents: 'write', issues: 'read', pull_requests: 'write' };
      await syncer(story, github.createActionsToken(NEWS, permissions))();
      expect(story.draft()).toContain('Change 10');
      expect(story.draft()).not.toContain('Hush');
    });
  });
});

describe('a fine-grained personal token', () => {
  it('drafts as its person, without a check run, and learns who may command', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      merged(story, 10);
      const token = personalToken(story, { contents: 'write', metadata: 'read', pull_requests: 'write' });
      const sync = syncer(story, token);
      const { outcome, said } = await sync();
      expect(outcome).toBe('created');
      expect(said.filter((line) => line.includes('left out'))).toHaveLength(1);
      const number = github.pullRequests(NEWS)[0]?.number ?? 0;
      expect(github.pullRequests(NEWS)).toMatchObject([{ author: 'ann', isDraft: true }]);
      github.as('ann').comment(NEWS, number, '/newsletter freeze');
      expect((await sync()).outcome).toBe('frozen');
    });
  });

  it('without any permission previews a public newsletter, and changes nothing', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const { github } = story;
      const token = personalToken(story, { metadata: 'read' });
      const before = newsletterOf(story);
      expect(await previewWith(story, token)).toContain('Change 10');
      expect(await complaintOf(story, syncer(story, token)())).toMatch(/Resource not accessible by personal/);
      expect(newsletterOf(story)).toEqual(before);
      expect(github.unexpectedRequests).toEqual([]);
    });
  });
});
