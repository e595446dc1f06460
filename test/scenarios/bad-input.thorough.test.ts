import { describe, expect, it, jest } from '@jest/globals';
import { createClients } from '../../src/github/connection/connector.js';
import { draftEdition } from '../../src/run/draft-edition.js';
import { newPrivateKey } from '../fake-github/install-app.js';
import { silent } from '../github/silent.js';
import { refusalOf } from './newsletter-state.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

describe('credentials', () => {
  it.concurrent.each([
    ['none', ''],
    ['wrong', 'ghp_wrong'],
  ])('that are %s are told to be checked', async (_, token) => {
    await tell({ token }, async (story) => {
      expect(await refusalOf(story)).toMatch(
        /^GitHub does not accept the credentials \(401\)\. Check GITHUB_TOKEN/,
      );
    });
  });

  it.concurrent('of somebody who may not write end the run before anything is there', async () => {
    await tell({}, async (story) => {
      story.github.addUser({ login: 'eve' });
      merged(story, 10);
      expect(await refusalOf(story, () => syncWithToken(story, story.github.createToken('eve')))).toMatch(
        /^GitHub does not find POST \/api\/v3\/repos\/acme\/news\/git\/refs \(404\)\. Check the names/,
      );
    });
  });
});

describe('the App', () => {
  const otherKey = newPrivateKey();

  it.concurrent('with a key that is not its own is told to check it', async () => {
    await tell({}, async (story) => {
      story.github.installApp({ account: 'acme', appId: '7', slug: 'acme-bot' });
      expect(await refusalOf(story, () => syncAsApp(story, 7, otherKey))).toMatch(
        /^GitHub does not accept the credentials \(401\)\. .*APP_ID with PRIVATE_KEY/,
      );
      expect(await refusalOf(story, () => syncAsApp(story, 8, otherKey))).toBe(
        'GitHub knows no App with this id (404). Check APP_ID.',
      );
    });
  });

  it.concurrent('that is not installed there is told to be', async () => {
    await tell({}, async (story) => {
      story.github.addOrganization({ login: 'elsewhere' });
      const { privateKey } = story.github.installApp({ account: 'elsewhere', appId: '7', slug: 'acme-bot' });
      expect(await refusalOf(story, () => syncAsApp(story, 7, privateKey))).toMatch(
        /^The App is not installed on acme\/news, .*Open https:\/\/github\.com\/apps\/acme-bot\/installations\/new to install it/,
      );
    });
  });

  it.concurrent('that may not write is told which permissions it needs', async () => {
    await tell({}, async (story) => {
      const permissions = { metadata: 'read', contents: 'read', pull_requests: 'read' };
      const { privateKey } = story.github.installApp({
        account: 'acme',
        appId: '7',
        slug: 'acme-bot',
        permissions,
      });
      merged(story, 10);
      expect(await refusalOf(story, () => syncAsApp(story, 7, privateKey))).toMatch(
        /^GitHub does not allow POST \/api\/v3\/repos\/acme\/news\/\S+ \(403\): Resource not accessible by integration .*app\.yml/,
      );
    });
  });

  async function syncAsApp(story: Story, appId: number, privateKey: string): Promise<unknown> {
    const { baseUrl } = story.github;
    const app = { kind: 'app', appId, privateKey } as const;
    const clients = await createClients(app, `${baseUrl}/api/v3`, NEWS, silent, 1);
    const request = { newsletter: NEWS, organization: null };
    return draftEdition(clients, request, null, story.github.world.clock, silent);
  }
});

describe('the newsletter repository', () => {
  it.concurrent.each(['acme/nowhere', 'nobody/nothing', 'acme/secret'])(
    '%s that cannot be read is named',
    async (newsletter) => {
      await tell({ request: { newsletter } }, async (story) => {
        story.github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { a: '' } });
        expect(await refusalOf(story)).toBe(
          `The newsletter repository ${newsletter} does not exist or cannot be read. Check its name, and that the App is installed there or the token may see it.`,
        );
      });
    },
  );

  it.concurrent('that is empty is told to get a first commit', async () => {
    await tell({ request: { newsletter: 'acme/blank' } }, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/blank' });
      expect(await refusalOf(story)).toMatch(/^The newsletter repository acme\/blank is empty\. Push/);
    });
  });

  it.concurrent('that is archived cannot be written to, and GitHub’s reason is told', async () => {
    await tell({ request: { newsletter: 'acme/old' } }, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/old', isArchived: true, files: { a: '' } });
      expect(await refusalOf(story)).toMatch(
        /^GitHub does not allow POST \/api\/v3\/repos\/acme\/old\/\S+ \(403\): Repository was archived/,
      );
    });
  });

  it.concurrent('may have a default branch of any name', async () => {
    const defaultBranch = 'HEAD-1.träger/α_';
    await tell({ defaultBranch }, async (story) => {
      merged(story, 10);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.pullRequests(NEWS)).toMatchObject([
        { baseRefName: defaultBranch, headRefName: 'next', files: [MAY_FILE] },
      ]);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('whose default branch is the draft branch is never written to', async () => {
    await tell({ defaultBranch: 'next' }, async (story) => {
      merged(story, 10);
      expect(await refusalOf(story)).toBe(
        'next is the default branch of acme/news; a draft needs another one. Set "branch" in .github/newsletter.yml.',
      );
      expect(await story.preview('2020-05')).toContain('Change 10');
    });
  });

  it.concurrent('may have a draft branch of any name, and a tag that is named like it', async () => {
    await tell({ config: 'branch: entwürfe/α#1\n' }, async (story) => {
      story.github.addTag(NEWS, 'entwürfe/α#1');
      merged(story, 10);
      await story.sync();
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft('entwürfe/α#1')).toContain('Change 11');
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
      const address = `https://github.com/acme/news/edit/entw%C3%BCrfe/%CE%B1%231/${MAY_FILE}`;
      expect(story.github.pullRequests(NEWS)[0]?.body).toContain(address);
    });
  });
});

describe('the organization', () => {
  it.concurrent.each<[string, string, RegExp]>([
    [
      'does not exist',
      'nobody',
      /^There is no organization nobody on GitHub\. Check the setting "organization"/,
    ],
    ['has no repositories', 'hollow', /^The organization hollow has no repositories that can be read/],
    ['has only forks', 'copycat', /^The organization copycat has no repositories that can be read/],
  ])('that %s is named', async (_, organization, sentence) => {
    await tell({ config: `organization: ${organization}\n` }, async (story) => {
      story.github.addOrganization({ login: 'hollow' });
      story.github.addOrganization({ login: 'copycat' });
      story.github.addRepository({ nameWithOwner: 'copycat/fork', isFork: true, files: { a: '' } });
      expect(await refusalOf(story)).toMatch(sentence);
    });
  });

  it.concurrent('may have empty repositories', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/blank' });
      merged(story, 10);
      expect((await story.sync()).outcome).toBe('created');
    });
  });

  it.concurrent('may have pull requests of a repository that has no commits any more', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/blank' });
      merged(story, 10, { in: 'acme/blank' });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('### [`blank`](https://github.com/acme/blank)');
    });
  });

  it.concurrent('may have a month in which nothing was merged', async () => {
    await tell({}, async (story) => {
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.pullRequests(NEWS)[0]?.body).toContain('0 merged, 0 shown, 0 hidden, 0 missing');
    });
  });
});

describe('the month', () => {
  it.concurrent('that has not begun is refused, to draft and to preview', async () => {
    await tell({}, async (story) => {
      const sentence = '2020-07 has not begun yet (today is in 2020-06 in UTC). Give a month up to this one.';
      expect(await refusalOf(story, () => story.sync('2020-07'))).toBe(sentence);
      expect(await refusalOf(story, () => story.preview('2020-07'))).toBe(sentence);
    });
  });

  it.concurrent('that is published is refused', async () => {
    await tell({}, async (story) => {
      expect(await refusalOf(story, () => story.sync('2020-04'))).toMatch(
        /^The edition of 2020-04 is published already/,
      );
    });
  });
});

describe('newsletter.yml', () => {
  it.concurrent('with mistakes is refused, all of them told at once with their lines', async () => {
    const config = 'organisation: acme\ngroup: [crate]\nhide:\n  bots: perhaps\nfile: 7\n';
    await tell({ config }, async (story) => {
      merged(story, 10);
      const complaint = await refusalOf(story);
      expect(complaint).toMatch(/^\.github\/newsletter\.yml of acme\/news has mistakes:\n/);
      expect(complaint).toMatch(/:1: .*organisation.*organization/);
      expect(complaint).toMatch(/:2: .*group/);
      expect(complaint).toMatch(/:4: .*hide\.bots/);
      expect(complaint).toMatch(/:5: .*file/);
    });
  });

  it.concurrent.each([
    ['no YAML', 'a: [b\n'],
    ['a list', '- organization\n'],
    ['binary', '\0\u0001'],
  ])('that is %s is refused', async (_, config) => {
    await tell({ config }, async (story) => {
      expect(await refusalOf(story)).toMatch(/^\.github\/newsletter\.yml of acme\/news /);
    });
  });

  it.concurrent('with a template that is not there is refused', async () => {
    await tell({ config: 'template: templates/month.md\n' }, async (story) => {
      expect(await refusalOf(story)).toBe(
        'The template templates/month.md is not in acme/news. Add it, or remove the setting "template".',
      );
    });
  });
});

async function syncWithToken(story: Story, token: string): Promise<unknown> {
  const clients = await createClients(
    { kind: 'token', token },
    `${story.github.baseUrl}/api/v3`,
    NEWS,
    silent,
    1,
  );
  return draftEdition(
    clients,
    { newsletter: NEWS, organization: null },
    null,
    story.github.world.clock,
    silent,
  );
}
