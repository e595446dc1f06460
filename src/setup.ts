import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AppManifest, appsPage, registrationForm, registrationManifest } from './config/app-manifest.js';
import { githubAddresses } from './config/environment.js';
import {
  checkVariables,
  variableProblem,
  variableReader,
  withVariables,
} from './config/environment-variables.js';
import { ActionNeeded, explain } from './github/connection/errors.js';
import { type RegisteredApp, readAccountKind, redeemCode } from './github/connection/registration.js';
import { isNameWithOwner, isOwner, isSameName } from './newsletter/activity/names.js';
import { escapeHtml } from './newsletter/markdown/markdown.js';
import { loadEnvironmentFile, openTerminal, readAppManifest, type Terminal } from './process-environment.js';
import { failureReport, lineLog } from './server/line-log.js';
import { listen } from './server/listen.js';

const NO_ADDRESS =
  'Give the address at which GitHub will reach the server: this-month-bot setup https://newsletter.example.org --newsletter owner/name';

const NOT_AN_ADDRESS = 'An address begins with https:// or http://.';

const NO_NEWSLETTER =
  "Name the newsletter's repository: add --newsletter owner/name, for example --newsletter rust-osdev/homepage. To host the App for many newsletters, name the account that is to own it: --account login.";

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const ANY_ADDRESS = ['0.0.0.0', '::'];

/** Who looks at the terminal is told there what keeps them waiting. */
const onlooker = { progress: lineLog(process.stderr, 'info').info };

type Owner = 'organization' | 'person';

/** What the operator says; on a terminal, the rest is asked for. */
export interface SetupOptions {
  readonly newsletter?: string;
  /** Whose App it is to be, if it is one for the newsletters of everybody who installs it. */
  readonly account?: string;
  readonly owner?: Owner;
}

/** All that the registration of one App needs. `web` and `api` are GitHub's addresses. */
interface Plan {
  /** `null`: the App is for the newsletters of everybody who installs it. */
  readonly newsletter: string | null;
  /** Login of who owns the App. */
  readonly account: string;
  readonly owner: Owner;
  readonly web: string;
  readonly api: string;
  readonly webhook: string;
  readonly manifest: AppManifest;
  /** Names of this machine, as a browser puts them into `Host`. */
  readonly hosts: readonly string[];
  /** What the addresses of the pages begin with. Only who sees the terminal knows it. */
  readonly root: string;
  /** Proves that the browser comes back from the form that this process showed. */
  readonly state: string;
}

/**
 * Registers the App on GitHub as `app.yml` describes it and writes its id, key and secret to `.env`: a page on this
 * machine sends the manifest to GitHub's form, and GitHub sends the browser back with a code. The page is not Probot's,
 * which would name `app.yml`'s homepage, ask `ghe.com` at the wrong address, rewrite `.env`, and take an App from any web
 * page that the operator visits (`POST /probot/import`).
 */
export async function setup(address: string | undefined, options: SetupOptions): Promise<void> {
  loadEnvironmentFile();
  const read = variableReader(process.env);
  if (read('APP_ID') !== null) {
    throw new ActionNeeded(
      'The App is set up: there is an APP_ID. Remove it, here or in .env, to register another.',
    );
  }
  const checked = checkVariables(['GHE_HOST', 'GHE_PROTOCOL', 'PORT', 'HOST', 'WEBHOOK_PATH'], read);
  if ('problems' in checked) throw new ActionNeeded(checked.problems.join('\n'));
  const { GHE_HOST, GHE_PROTOCOL, PORT, HOST, WEBHOOK_PATH } = checked.value;
  checkEnvironmentFile();
  const { web, api } = githubAddresses(GHE_HOST, GHE_PROTOCOL);
  const terminal = openTerminal();
  try {
    const webhook = await findWebhook(address, WEBHOOK_PATH, web, terminal);
    const purpose = await findPurpose(options, read('NEWSLETTER_REPOSITORY'), terminal);
    const owner = options.owner ?? (await findOwner(api, purpose.account, terminal));
    const manifest = { ...readAppManifest(), public: purpose.newsletter === null };
    const place = { port: PORT, host: HOST ?? 'localhost' };
    const name = ANY_ADDRESS.includes(place.host) ? 'localhost' : place.host;
    const hosts = [...LOOPBACK, name.includes(':') ? `[${name}]` : name.toLowerCase()];
    const secrets = { root: `/${randomUUID()}/`, state: randomUUID() };
    await serve({ ...purpose, owner, web, api, webhook, manifest, hosts, ...secrets }, place);
  } finally {
    terminal?.close();
  }
}

/** Throws `ActionNeeded` where `.env` cannot be written: GitHub shows the App's key once, which would be lost. */
function checkEnvironmentFile(): void {
  const isNew = !existsSync('.env');
  try {
    closeSync(openSync('.env', 'a', 0o600));
    if (isNew) rmSync('.env');
  } catch (error) {
    throw new ActionNeeded(
      `The file .env cannot be written here (${codeOf(error)}). Mend that, or run setup in another folder.`,
      { cause: error },
    );
  }
}

/** Such as EACCES. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'for an unknown reason';
}

/** Where GitHub is to deliver webhooks. `web`: GitHub's address. */
async function findWebhook(
  given: string | undefined,
  path: string,
  web: string,
  terminal: Terminal | null,
): Promise<string> {
  const problemOf = (address: string) => addressProblem(address, path, web);
  const address =
    given ??
    (await terminal?.ask(
      'At which address will GitHub reach the server? For example https://newsletter.example.org',
      problemOf,
    ));
  if (address === undefined) throw new ActionNeeded(NO_ADDRESS);
  const problem = problemOf(address);
  if (problem !== null) throw new ActionNeeded(`${problem} ${NO_ADDRESS}`);
  return new URL(path, address).href;
}

/** github.com registers no App whose webhooks go to a machine's own name (github-community-projects/private-mirrors#387). */
function addressProblem(address: string, path: string, web: string): string | null {
  if (!/^https?:\/\//.test(address) || !URL.canParse(path, address)) return NOT_AN_ADDRESS;
  const { hostname } = new URL(address);
  if (web !== 'https://github.com' || !LOOPBACK.includes(hostname)) return null;
  return `GitHub cannot reach ${hostname}, which is each machine's own name.`;
}

/** Which newsletter the App is for, or none in particular, and whose it therefore is. */
async function findPurpose(
  options: SetupOptions,
  set: string | null,
  terminal: Terminal | null,
): Promise<Pick<Plan, 'newsletter' | 'account'>> {
  const given = options.newsletter ?? set;
  if (options.account !== undefined) {
    if (given === null) return { newsletter: null, account: options.account };
    throw new ActionNeeded(
      `The App is either for the newsletter ${given} or, with --account, for those of everybody who installs it. Leave one of them out, here or in .env.`,
    );
  }
  const newsletter =
    given ??
    (await terminal?.ask(
      'Which repository holds the newsletter? It is written owner/name. Leave it empty to host the App for many newsletters.',
      (answer) => (answer === '' || isNameWithOwner(answer) ? null : 'A repository is written owner/name.'),
    ));
  if (newsletter === undefined) throw new ActionNeeded(NO_NEWSLETTER);
  if (newsletter === '' && terminal !== null) {
    const account = await terminal.ask('Which organization or person is to own the App?', (answer) =>
      isOwner(answer) ? null : 'An account is written as its login, for example rust-osdev.',
    );
    return { newsletter: null, account };
  }
  if (!isNameWithOwner(newsletter)) {
    throw new ActionNeeded(variableProblem('NEWSLETTER_REPOSITORY', newsletter));
  }
  return { newsletter, account: newsletter.split('/')[0] ?? newsletter };
}

/** A private App can only be installed on the account that owns it, so the newsletter's owner must own the App. */
async function findOwner(api: string, account: string, terminal: Terminal | null): Promise<Owner> {
  const kind = await readAccountKind(api, account, onlooker);
  if (kind === 'missing') throw new ActionNeeded(`GitHub has no account ${account}. Check its name.`);
  if (typeof kind === 'string') return kind;
  const unknown = `GitHub does not say whether ${account} is an organization or a person: ${kind.unknown}`;
  if (terminal === null) {
    throw new ActionNeeded(`${unknown}\nSay it yourself: add --owner organization or --owner person.`);
  }
  const answer = await terminal.ask(`${unknown}\nWhich is it, organization or person?`, (text) =>
    isOwnerKind(text) ? null : 'Answer organization or person.',
  );
  return isOwnerKind(answer) ? answer : 'organization';
}

function isOwnerKind(text: string): text is Owner {
  return text === 'organization' || text === 'person';
}

async function serve(plan: Plan, place: { readonly port: number; readonly host: string }): Promise<void> {
  const register = onceForEachCode((code) => registerApp(plan, code));
  const server = createServer((request, response) => {
    answer(plan, register, request, response).then(
      (isDone) => {
        if (!isDone) return;
        server.close();
        server.closeIdleConnections();
      },
      (error: unknown) => {
        process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
        send(response, 500, `The App could not be set up. ${explain(error)}`);
      },
    );
  });
  const port = await listen(server, place);
  const whose = plan.owner === 'organization' ? 'the organization' : 'the account';
  process.stdout.write(
    `Open http://${plan.hosts.at(-1)}:${port}${plan.root} to register the App for ${whose} ${plan.account}.\n`,
  );
}

/** Redeems a code; the address at which the App is installed. */
type Register = (code: string) => Promise<string>;

/** A browser may ask twice, and GitHub answers a code once. What failed may be tried again. */
function onceForEachCode(register: Register): Register {
  const under = new Map<string, Promise<string>>();
  return (code) => {
    const asked = under.get(code) ?? register(code);
    under.set(code, asked);
    asked.catch(() => under.delete(code));
    return asked;
  };
}

/**
 * Whether the request may come from the operator. Another site's page can send requests here, and can give this machine a
 * name of its own to read the answers ("DNS rebinding"); it cannot take away `Host` and `Origin`.
 */
function isFromHere({ method, headers: { host = '', origin } }: IncomingMessage, plan: Plan): boolean {
  if (method !== 'GET' || !URL.canParse(`http://${host}`)) return false;
  const { hostname, origin: here } = new URL(`http://${host}`);
  return plan.hosts.includes(hostname) && (origin === undefined || origin === here);
}

/** Whether the App is registered, so that there is nothing more to answer. */
async function answer(
  plan: Plan,
  register: Register,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!isFromHere(request, plan)) {
    send(response, 403, 'Open the address that the terminal shows, in a browser on this machine.');
    return false;
  }
  const here = `http://${request.headers.host}`;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const registered = `${plan.root}registered`;
  if (path === plan.root) send(response, 200, startPage(plan, `${here}${registered}`), 'text/html');
  if (path !== plan.root && path !== registered)
    send(response, 404, 'There is no such page. Open the address that the terminal shows.');
  if (path !== registered) return false;
  const searchParams = new URLSearchParams(query);
  const code = searchParams.get('code');
  if (code === null || searchParams.get('state') !== plan.state) {
    send(
      response,
      400,
      `This does not come from the form that this program showed. Begin again at ${here}${plan.root}`,
    );
    return false;
  }
  const install = await register(code);
  response.writeHead(302, { location: install, connection: 'close' }).end();
  return true;
}

/** Returns the address at which to install the App. Throws `ActionNeeded` where there is none that could be. */
async function registerApp(plan: Plan, code: string): Promise<string> {
  const { newsletter, account, owner, web } = plan;
  const app = await redeemCode(plan.api, code, onlooker);
  if (app === null) {
    const apps = appsPage(web, account, owner === 'organization');
    throw new ActionNeeded(
      `GitHub does not know this code any more: it is good once, for an hour. Delete the App at ${apps} if it is there, and begin again at the first page.`,
    );
  }
  if (!isSameName(app.owner, account)) {
    throw new ActionNeeded(
      `The App belongs to ${app.owner}, who is signed in to GitHub, and not to ${account}. Delete it (${app.page}, App settings, Advanced), sign in as ${account}, and begin again at the first page.`,
    );
  }
  try {
    writeVariables(plan, app);
  } catch (error) {
    throw new ActionNeeded(
      `The App is registered, but .env cannot be written (${codeOf(error)}), and GitHub shows the key once. Delete the App (${app.page}, App settings, Advanced), mend .env, and run setup again.`,
      { cause: error },
    );
  }
  const install = `${app.page}/installations/new`;
  process.stdout.write(
    `The App is registered, and .env holds its credentials.\nInstall it: ${install}\nThen: this-month-bot ${newsletter === null ? 'serve' : 'doctor'}\n`,
  );
  return install;
}

function writeVariables({ newsletter }: Plan, { appId, privateKey, webhookSecret }: RegisteredApp): void {
  const before = existsSync('.env') ? readFileSync('.env', 'utf8') : '';
  const after = withVariables(before, {
    APP_ID: String(appId),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: webhookSecret,
    ...(newsletter === null ? {} : { NEWSLETTER_REPOSITORY: newsletter }),
    ...enterprise(),
  });
  writeFileSync('.env', after, { mode: 0o600 });
  // The mode above is that of a new file; one that was there may be open to others.
  chmodSync('.env', 0o600);
}

/** Where GitHub is, so that the next command, in another shell perhaps, asks the same one. */
function enterprise(): Partial<Record<'GHE_HOST' | 'GHE_PROTOCOL', string>> {
  const { GHE_HOST, GHE_PROTOCOL } = process.env;
  return { ...(GHE_HOST && { GHE_HOST }), ...(GHE_HOST && GHE_PROTOCOL && { GHE_PROTOCOL }) };
}

function startPage(plan: Plan, redirect: string): string {
  const { web, newsletter, account, owner, webhook, manifest, state } = plan;
  const subject = newsletter ?? account;
  const homepage = `${web}/${subject}`;
  const form = registrationForm(web, account, owner === 'organization', state);
  const value = JSON.stringify(registrationManifest(manifest, { homepage, webhook, redirect }));
  return `<!doctype html>
<meta charset="utf-8">
<title>Register the App</title>
<h1>Register the App for ${escapeHtml(subject)}</h1>
<p>${escapeHtml(whoMay(plan))}</p>
<p>GitHub shows the App's name next. Choose another if it is taken. Webhooks go to ${escapeHtml(webhook)}.</p>
<form method="post" action="${escapeHtml(form)}">
<button name="manifest" value="${escapeHtml(value)}">Register it on GitHub</button>
</form>
`;
}

/** GitHub shows anybody else that there is no such page (docs.github.com, "About GitHub App managers"). */
function whoMay({ owner, account }: Plan): string {
  return owner === 'organization'
    ? `You must be signed in to GitHub as an owner of ${account}, or as somebody who manages its GitHub Apps. If GitHub says that there is no such page, you are not.`
    : `You must be signed in to GitHub as ${account}.`;
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain'): void {
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': "frame-ancestors 'none'",
    })
    .end(text);
}
