#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { checkConfig, doctor, initialize, preview, showStats, sources, sync } from './cli-actions.js';
import { isNameWithOwner, isOwner } from './newsletter/activity/names.js';
import { isPeriodKey } from './newsletter/activity/period.js';
import { addTextToJobSummary, readVersion, reportFailure } from './process-environment.js';
import { failureReport } from './server/line-log.js';

const program = new Command('this-month-bot')
  .description("Keeps the draft of an organization's newsletter ready to publish.")
  .version(readVersion())
  .showHelpAfterError('(add --help for the usage)')
  .configureOutput({
    outputError: (text, write) => {
      write(text);
      addTextToJobSummary(text);
    },
  });

program
  .command('init')
  .description(
    'write a first .github/newsletter.yml and its template into this folder, where they are missing',
  )
  .option('--organization <login>', 'whose newsletter it is', organizationArgument)
  .option('--name <name>', 'what the newsletter is called')
  .option(
    '--newsletter <owner/name>',
    'look at this repository on GitHub instead, and print the files with the reason of each line',
    newsletterArgument,
  )
  .option('--pull-request', 'open a pull request with these files there, and a preview of the last edition')
  .action(initialize);

program
  .command('setup')
  .description('register the App on GitHub, and write its id, key and secret to .env')
  .argument('[address]', 'the address at which GitHub will reach the server')
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--account <login>', 'who is to own an App for many newsletters', organizationArgument)
  .addOption(
    new Option('--owner <kind>', 'whether the App belongs to an organization or to a person').choices([
      'organization',
      'person',
    ]),
  )
  .action(async (address, options) => {
    const { setup } = await import('./setup.js');
    await setup(address, options);
  });

program
  .command('serve')
  .description('run the server, which takes webhooks and keeps the draft up to date')
  .action(async () => {
    // Probot is loaded only for the command that needs it.
    const { serve } = await import('./serve.js');
    await serve();
  });

program
  .command('preview')
  .description("print a period's edition as Markdown; writes nothing")
  .addOption(periodOption('whose edition it is'))
  .addOption(monthOption())
  .option('--organization <login>', 'whose repositories to collect', organizationArgument)
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option(
    '--explain',
    'say on standard error which rules made the edition, and why each hidden entry is hidden',
  )
  .option('--json', 'print the edition as data instead, in the form that edition.schema.json describes')
  .action(preview);

program
  .command('stats')
  .description(
    'count contributors, first-timers and entries of the published editions; writes nothing but the chart',
  )
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option(
    '--data <folder>',
    'count the editions in this folder instead, which has a file 2020-05.md for each month',
  )
  .option('--from <key>', 'the first period, such as 2020-04', periodArgument)
  .option('--to <key>', 'the last period', periodArgument)
  .option('--csv', 'print CSV instead of a table')
  .option('--svg <file>', 'also draw a chart into this file')
  .action(showStats);

program
  .command('sync')
  .description('bring the draft pull request up to date, once; the last line says how it went')
  .addOption(periodOption('draft this period on a branch of its own, instead of the one that is due'))
  .addOption(monthOption())
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--dry-run', 'print what would be written, a line for each write; writes nothing')
  .action(sync);

program
  .command('sources')
  .description(
    'print which sites and repositories the last editions link to again and again, as a `sources` setting to start from',
  )
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .action(sources);

program
  .command('doctor')
  .description('check this installation against all that the bot needs, and say what to do')
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--json', 'print a report for a bug, without secrets')
  .option(
    '--write-test <owner/name#number>',
    'also write, edit and delete a comment of its own on that issue or pull request; else nothing is written',
    issueArgument,
  )
  .action(doctor);

program
  .command('check-config')
  .description('say everything that is wrong with a newsletter.yml')
  .argument('<file>', 'the file')
  .action(checkConfig);

function periodOption(description: string): Option {
  return new Option('--period <key>', `${description}, such as 2020-05`).argParser(periodArgument);
}

/** The older name of `--period`. */
function monthOption(): Option {
  return new Option('--month <key>', 'the same').argParser(periodArgument).conflicts('period');
}

function periodArgument(text: string): string {
  if (isPeriodKey(text)) return text;
  throw new InvalidArgumentError(
    'A month is written YYYY-MM, for example 2020-05; other periods like 2026-W26, 2026-06-19 or 2026-Q2.',
  );
}

function organizationArgument(text: string): string {
  if (isOwner(text)) return text;
  throw new InvalidArgumentError('An organization is written as its login, for example rust-osdev.');
}

function newsletterArgument(text: string): string {
  if (isNameWithOwner(text)) return text;
  throw new InvalidArgumentError('A repository is written owner/name, for example rust-osdev/homepage.');
}

function issueArgument(text: string) {
  const [, nameWithOwner = '', number = ''] = /^([^#]+)#([1-9]\d{0,8})$/.exec(text) ?? [];
  if (isNameWithOwner(nameWithOwner)) return { nameWithOwner, number: Number(number) };
  throw new InvalidArgumentError(
    'An issue or pull request is written owner/name#number, for example rust-osdev/homepage#7.',
  );
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Who reads the first lines only, such as `head`, closes the pipe.
  if (error.code !== 'EPIPE') process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
