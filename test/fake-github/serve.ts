import { parseArgs } from 'node:util';
import { FakeGitHub } from './fake-github.js';
import { loadRecordedData } from './recorded-data.js';

const usage =
  'Usage: node dist/test/fake-github/serve.js --data DIR --as-of 2025-05-31T23:59:59Z [--port 8080] [--newsletter owner/name]';

/** Serves recorded data as a GitHub until the process is told to end. */
async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      'as-of': { type: 'string' },
      port: { type: 'string', default: '0' },
      newsletter: { type: 'string', default: 'rust-osdev/homepage' },
    },
  });
  const asOf = new Date(values['as-of'] ?? '');
  if (values.data === undefined || Number.isNaN(asOf.getTime())) throw new Error(usage);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number up to 65535, not ${values.port}.`);
  }
  const startedAt = Date.now();
  const github = await FakeGitHub.start({
    port,
    clock: () => new Date(asOf.getTime() + Date.now() - startedAt),
  });
  try {
    loadRecordedData(github, values.data, { asOf, newsletter: values.newsletter });
  } catch (error) {
    await github.stop();
    throw error;
  }
  console.log(`A GitHub as of ${asOf.toISOString()} answers at ${github.baseUrl}. Point the bot at it with:`);
  console.log(
    `  GHE_HOST=${github.host} GHE_PROTOCOL=http GITHUB_TOKEN=${github.token} CLOCK_START=${asOf.toISOString()}`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void github.stop().then(() => process.exit(0)));
  }
}

await serve().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
