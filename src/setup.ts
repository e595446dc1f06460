import { run } from 'probot';
import { variableReader } from './config/environment.js';
import { ActionNeeded } from './github/connection/errors.js';
import { loadEnvironmentFile } from './process-environment.js';
import { failureReport } from './use-cases/failure-report.js';

const USAGE =
  'Give the address at which GitHub will reach the server: npm run setup -- https://newsletter.example.org';

/**
 * Registers the App on GitHub as `app.yml` describes it and writes its id, key and secret to `.env`. The page is
 * Probot's; by itself it would send the webhooks through a public relay, to a path that the server does not have, and
 * register the App for the person instead of the organization, where a private App cannot be installed.
 */
async function main(address: string | undefined): Promise<void> {
  loadEnvironmentFile();
  const read = variableReader(process.env);
  if (read('APP_ID') !== null) {
    throw new ActionNeeded(
      'The App is set up: there is an APP_ID. Remove it, here or in .env, to register another.',
    );
  }
  process.env.WEBHOOK_PROXY_URL = webhookAddress(address, read('WEBHOOK_PATH') ?? '/');
  process.env.GH_ORG ??= read('NEWSLETTER_REPOSITORY')?.split('/')[0];
  process.env.NODE_ENV = 'development';
  process.umask(0o077);
  await run(() => undefined, { env: { ...process.env, WEBHOOK_PROXY_URL: undefined } });
}

function webhookAddress(address: string | undefined, path: string): string {
  if (address === undefined || !/^https?:\/\//.test(address) || !URL.canParse(path, address)) {
    throw new ActionNeeded(USAGE);
  }
  return new URL(path, address).href;
}

main(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
  process.exit(1);
});
