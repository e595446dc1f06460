import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { environmentVariables } from '../../src/config/environment-variables.js';
import { createMetrics } from '../../src/server/metrics.js';
import { inMemoryStore } from '../../src/server/newsletter-store.js';

const read = (name: string) => readFileSync(`deploy/${name}`, 'utf8');

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
}

/** Names of metrics, without what Prometheus adds to those of histograms. */
function metricsIn(text: string): ReadonlySet<string> {
  const names = text.match(/\b(?:this_month_bot|process)_[a-z_]+[a-z]\b/g) ?? [];
  return new Set(names.map((name) => name.replace(/_(?:bucket|count|sum)$/, '')));
}

async function ownMetrics(): Promise<ReadonlySet<string>> {
  const counts = async () => ({ waiting: 0, requested: 0, running: 0, oldest: 0 });
  const text = await createMetrics(inMemoryStore(), counts, () => new Date(0)).text(true);
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  return new Set(families.map(([, name, type]) => (type === 'counter' ? `${name}_total` : `${name}`)));
}

describe('the files to deploy with', () => {
  it('are a manifest for Kubernetes whose probes and variables the server has', () => {
    const documents = parseAllDocuments(read('kubernetes.yaml'));
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    const objects = documents.map((document) => document.toJS());
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Deployment this-month-bot-web',
      'Deployment this-month-bot-worker',
      'Service this-month-bot',
    ]);
    for (const { spec } of objects.filter(({ kind }) => kind === 'Deployment')) {
      expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(25);
      const [container] = spec.template.spec.containers as readonly Container[];
      expect(container?.readinessProbe.httpGet.path).toBe('/readyz');
      expect(container?.livenessProbe.httpGet.path).toBe('/healthz');
      for (const { name, value } of container?.env ?? []) {
        expect(Object.keys(environmentVariables)).toContain(name);
        const variable = environmentVariables[name as keyof typeof environmentVariables];
        expect(variable.schema.safeParse(value).success).toBe(true);
      }
    }
  });

  it('are a dashboard for Grafana of metrics that there are', async () => {
    const { panels, uid } = JSON.parse(read('grafana-dashboard.json')) as {
      readonly uid: string;
      readonly panels: readonly {
        readonly id: number;
        readonly targets: readonly { readonly expr: string }[];
      }[];
    };
    expect(uid).toBe('this-month-bot');
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const shown = metricsIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n'));
    const own = await ownMetrics();
    expect([...shown].filter((name) => !own.has(name))).toEqual([]);
    expect([...own].filter((name) => name.startsWith('this_month_bot') && !shown.has(name))).toEqual([]);
  });

  it('have alerts in the docs of metrics that there are', async () => {
    const named = metricsIn(readFileSync('docs/operating.md', 'utf8'));
    const own = await ownMetrics();
    expect(named.size).toBeGreaterThan(4);
    expect([...named].filter((name) => !own.has(name))).toEqual([]);
  });

  it('are a systemd unit', () => {
    const unit = read('this-month-bot.service');
    expect(unit).toMatch(/^ExecStart=\/\S*this-month-bot serve$/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(20);
    const lines = unit.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !/^(?:\[(?:Unit|Service|Install)\]|[A-Z]\w+=\S.*)$/.test(line))).toEqual(
      [],
    );
    if (!existsSync('/usr/bin/systemd-analyze')) return;
    const folder = mkdtempSync(join(tmpdir(), 'this-month-bot-unit-'));
    try {
      const file = join(folder, 'this-month-bot.service');
      // Nothing is installed here.
      writeFileSync(file, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
        encoding: 'utf8',
      });
      const own = stderr.split('\n').filter((line) => line.includes('this-month-bot.service'));
      expect({ own, status }).toEqual({ own: [], status: 0 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
