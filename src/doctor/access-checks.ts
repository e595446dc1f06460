import type { Permissions } from '../github/connection/app-auth.js';
import { type Hook, type Installed, readHook } from '../github/doctor/questions.js';
import { check, ok, problem, warning } from './check.js';

/** Seconds that the clocks may differ: headers tell whole ones, and answers take their time. */
const SLIGHT_DIFFERENCE = 10;

/** GitHub refuses what an App signed more than a minute in the future (docs.github.com, "Generating a JSON Web Token"). */
const REFUSED_DIFFERENCE = 60;

const AS_TOKEN = 'Only an App has this; the doctor has a token.';

/** Whether the bot reaches GitHub, as whom, and what it may do there. */
export const ACCESS_CHECKS = [
  check<string>({
    name: 'GitHub',
    isVital: true,
    async ask(patient) {
      await patient.serverTime();
      return patient.baseUrl;
    },
    judge: (baseUrl) => ok(`GitHub answers at ${baseUrl}.`),
  }),

  check<{ readonly seconds: number; readonly isSet: boolean }>({
    name: 'clock',
    async ask(patient) {
      const theirs = await patient.serverTime();
      const seconds = Math.round((patient.now().getTime() - theirs.getTime()) / 1000);
      return { seconds, isSet: patient.isClockSet };
    },
    judge({ seconds, isSet }) {
      const difference = Math.abs(seconds);
      if (difference <= SLIGHT_DIFFERENCE) return ok("The clock agrees with GitHub's.");
      const found = `The clock is ${difference} seconds ${seconds > 0 ? 'ahead of' : 'behind'} GitHub's.`;
      if (isSet) return warning(found, 'Remove CLOCK_START, unless this is a demonstration.');
      const advice = "Have this machine set its clock by the network's time.";
      return difference > REFUSED_DIFFERENCE ? problem(found, advice) : warning(found, advice);
    },
  }),

  check<{
    readonly app: { readonly name: string; readonly owner: string } | null;
    readonly login: string;
    readonly hasUnusedApp: boolean;
  }>({
    name: 'credentials',
    isVital: true,
    async ask(patient) {
      const app = await patient.app();
      const login = app === null ? (await patient.viewer()).viewer.login : app.name;
      return { app, login, hasUnusedApp: patient.hasUnusedApp };
    },
    judge({ app, login, hasUnusedApp }) {
      if (app !== null) return ok(`The App is ${app.name}, and belongs to ${app.owner}.`);
      const found = `The token is that of ${login}.`;
      if (!hasUnusedApp) return ok(found);
      return warning(
        `${found} There is an APP_ID, too: commands take the token, and only the server works as the App.`,
        'To ask the doctor about the App, empty GITHUB_TOKEN: GITHUB_TOKEN= this-month-bot doctor.',
      );
    },
  }),

  check<
    Pick<Installed, 'total' | 'publicNames'> & { readonly account: string; readonly isSelection: boolean }
  >({
    name: 'installation',
    isVital: true,
    notAsked: AS_TOKEN,
    async ask(patient) {
      const installation = await patient.installation();
      return installation && { ...installation, account: patient.newsletter.split('/')[0] ?? '' };
    },
    judge({ account, isSelection, total, publicNames }) {
      if (!isSelection) return ok(`The App is installed on all ${total} repositories of ${account}.`);
      return warning(
        `The App is installed on ${total} selected ${total === 1 ? 'repository' : 'repositories'} of ${account}${listed(publicNames)}. The other public repositories send no webhooks; there, the bot answers nobody and cannot look up who maintains them.`,
        'Install it on all repositories, or leave it so if these are enough.',
      );
    },
  }),

  check<{ readonly needed: Permissions; readonly asked: Permissions; readonly granted: Permissions }>({
    name: 'permissions',
    notAsked: AS_TOKEN,
    async ask(patient) {
      const app = await patient.app();
      const grant = await patient.grant();
      if (app === null || grant === null) return null;
      const { default_permissions: needed } = patient.manifest;
      return { needed, asked: app.permissions, granted: grant.permissions };
    },
    judge({ needed, asked, granted }) {
      const notAsked = lacking(needed, asked);
      const notGranted = lacking(needed, granted);
      const excess = Object.keys(granted).filter((name) => needed[name] === undefined);
      if (notGranted.length > 0) {
        const found = `The installation lacks ${notGranted.map((name) => `${name}: ${needed[name]}`).join(', ')}.`;
        const advice =
          notAsked.length > 0
            ? 'Add them on the settings page of the App (Permissions & events), then accept them where it is installed.'
            : "Accept them where the App is installed: the account's settings, GitHub Apps, Configure.";
        return notGranted.some((name) => VITAL.includes(name))
          ? problem(found, advice)
          : warning(found, advice);
      }
      if (excess.length === 0) return ok('The App has the permissions that app.yml lists, and no other.');
      return warning(
        `The App has permissions that the bot does not use: ${excess.join(', ')}.`,
        'Remove them on the settings page of the App.',
      );
    },
  }),

  check<readonly string[]>({
    name: 'events',
    notAsked: AS_TOKEN,
    async ask(patient) {
      const app = await patient.app();
      return app === null
        ? null
        : patient.manifest.default_events.filter((event) => !app.events.includes(event));
    },
    judge(missing) {
      if (missing.length === 0) return ok('The App subscribes to the events that app.yml lists.');
      return warning(
        `The App receives no webhooks for ${missing.join(', ')}; the bot sees these at its next scheduled run.`,
        'Subscribe to them on the settings page of the App (Permissions & events).',
      );
    },
  }),

  check<{ readonly remaining: number; readonly limit: number; readonly resetAt: string } | 'none'>({
    name: 'rate limit',
    async ask(patient) {
      return (await patient.viewer()).rateLimit ?? 'none';
    },
    judge(limit) {
      if (limit === 'none') return ok('This GitHub has no rate limit.');
      const found = `${limit.remaining} of ${limit.limit} points are left until ${limit.resetAt}.`;
      if (limit.remaining * 5 >= limit.limit) return ok(found);
      return warning(found, 'Find out what else uses these credentials; the bot waits when none are left.');
    },
  }),

  check<Hook>({
    name: 'webhooks',
    notAsked: AS_TOKEN,
    async ask(patient) {
      await patient.app();
      return patient.appClient === null ? null : readHook(patient.appClient);
    },
    judge: judgeHook,
  }),

  check<readonly string[]>({
    name: 'server settings',
    notAsked: 'The server runs as an App; with a token or in a workflow there is none.',
    ask: async (patient) => (patient.appClient === null ? null : patient.serverProblems),
    judge(problems) {
      if (problems.length === 0) return ok('The server could start with these variables.');
      return warning(problems.join(' '), 'Set them where the server runs; `sync` does without.');
    },
  }),
];

/** Names that a row has room for. */
const MOST_NAMES = 8;

/** Public ones alone, since the report for a bug has them, too. */
function listed(publicNames: readonly string[]): string {
  if (publicNames.length === 0) return '';
  const names = publicNames.slice(0, MOST_NAMES).join(', ');
  const more = publicNames.length - MOST_NAMES;
  return `, among them the public ${names}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Without these nothing can be drafted; what needs the others is left out. */
const VITAL: readonly string[] = ['contents', 'metadata', 'pull_requests'];

/** Names of the permissions that are needed and not there at that level. */
function lacking(needed: Permissions, present: Permissions): readonly string[] {
  return Object.keys(needed).filter((name) => present[name] !== needed[name] && present[name] !== 'write');
}

function judgeHook({ host, deliveries }: Hook) {
  if (host === null) {
    return warning(
      'The App has no webhook address, so the bot only looks on its schedule.',
      'Set the address of the server on the settings page of the App, if you run the server.',
    );
  }
  const [newest] = deliveries;
  if (newest === undefined) {
    return warning(
      `GitHub has sent no webhook to ${host} in the last days.`,
      'Comment somewhere and ask again. If there is still none, check that the webhook is active on the settings page of the App.',
    );
  }
  const failed = deliveries.filter(({ status }) => status < 200 || status > 299);
  const found = howManyFailed(failed.length, deliveries.length, host);
  const isNewestGood = !failed.includes(newest);
  if (isNewestGood && failed.length * 10 <= deliveries.length) return ok(found);
  const status = failed[0]?.status ?? 0;
  if (isNewestGood) {
    return warning(`${found} The newest arrived.`, 'See why on the settings page of the App (Advanced).');
  }
  return warning(`${found} The newest is ${newest.event} at ${newest.deliveredAt}.`, cureFor(status));
}

function howManyFailed(failed: number, total: number, host: string): string {
  const last = `last ${total === 1 ? 'webhook' : `${total} webhooks`} to ${host}`;
  if (failed === 0) return `The ${last} arrived.`;
  return failed === total ? `The ${last} failed.` : `${failed} of the ${last} failed.`;
}

function cureFor(status: number): string {
  if (status === 0) return 'Start the server where GitHub can reach it, and check the webhook address.';
  if (status === 400 || status === 401)
    return 'Set WEBHOOK_SECRET to the secret on the settings page of the App.';
  if (status === 404)
    return 'Check the path of the webhook address; the server takes webhooks at WEBHOOK_PATH.';
  return `The server, or a proxy before it, answers ${status}. See its log.`;
}
