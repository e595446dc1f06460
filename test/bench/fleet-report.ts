import { availableParallelism } from 'node:os';
import type { Budget } from './budgets.js';
import type { FleetFigures, FleetStage } from './measure-fleet.js';
import { CONNECTIONS } from './measure-webhooks.js';
import { table } from './tables.js';

/** What was measured, for people. */
export function fleetTable(figures: FleetFigures): string {
  const { options, memory } = figures;
  const { size, stormy, webhooks, runsAtOnce, responseTime, slowResponseTime } = options;
  const all = size.installations * size.newslettersEach;
  const peaks = memory.workers.map((each) => each.toFixed(0)).join(', ');
  return [
    `A fleet of ${all} newsletters in ${size.installations} installations on PostgreSQL; each worker has ${runsAtOnce} runs at once.`,
    `The pauses between writes, which GitHub asks for, are left out. This machine has ${availableParallelism()} cores.`,
    `First runs; GitHub takes ${responseTime} ms an answer, so the cores are what the workers wait for:`,
    stageTable(figures.first),
    `Runs after a storm; GitHub takes ${slowResponseTime} ms an answer, so the workers wait for GitHub:`,
    stageTable(figures.stages),
    `The storm of ${webhooks} webhooks for ${stormy * size.newslettersEach} newsletters: one web process took ${figures.webhooksPerSecond.toFixed(0)} a second over ${CONNECTIONS} connections, p99 ${figures.p99.toFixed(0)} ms.`,
    `All drafts were current ${figures.untilCurrent.toFixed(0)} s after it, with a worker killed and the database restarted meanwhile.`,
    `A run asked ${figures.requestsPerRun.toFixed(1)} requests. Peak memory: web ${memory.web.toFixed(0)} MB, workers ${peaks} MB.`,
  ].join('\n');
}

function stageTable(stages: readonly FleetStage[]): string {
  const rows = stages.map((stage) => [
    `${stage.workers} worker${stage.workers === 1 ? '' : 's'}`,
    stage.runsPerMinute.toFixed(0),
    `${gain(stages, stage).toFixed(2)} x`,
    ...[stage.cores.workers, stage.cores.fake, stage.cores.database].map((cores) => cores.toFixed(2)),
  ]);
  const heading = ['', 'runs a minute', 'ratio', 'cores: workers', 'fake GitHub', 'database'];
  return table([heading, ...rows]);
}

function gain([one]: readonly FleetStage[], { runsPerMinute }: FleetStage): number {
  return runsPerMinute / (one?.runsPerMinute ?? 0);
}

/** At least so many times what one worker does. */
const GAINS = new Map([
  [2, 1.8],
  [4, 3],
]);

export function fleetBudgets(figures: FleetFigures): readonly Budget[] {
  const { stages, idlePerMinute, restartedAfter, interrupted, overlaps, wrong, left } = figures;
  const gains = stages.flatMap((stage) => {
    const limit = GAINS.get(stage.workers);
    const what = `runs a minute by ${stage.workers} workers beside one`;
    return limit === undefined
      ? []
      : [{ what, measured: gain(stages, stage), limit, isGoal: true, unit: 'x' }];
  });
  return [
    ...gains,
    { what: 'newsletters whose draft is not right', measured: wrong.length, limit: 0, unit: '' },
    { what: 'runs that were lost', measured: left, limit: 0, unit: '' },
    { what: 'runs of one newsletter at the same time', measured: overlaps.length, limit: 0, unit: '' },
    { what: 'runs of a killed worker', measured: interrupted, limit: 1, isGoal: true, unit: '' },
    { what: 'until a killed worker’s runs begin again', measured: restartedAfter, limit: 30, unit: 's' },
    { what: 'an idle newsletter', measured: idlePerMinute, limit: 0.5, unit: 'requests a minute' },
  ];
}
