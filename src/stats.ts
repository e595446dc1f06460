import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultConfig } from './config/newsletter-config.js';
import { ActionNeeded, explain } from './github/connection/errors.js';
import { MONTHS, type Period } from './newsletter/activity/period.js';
import { ENGLISH } from './newsletter/document/language.js';
import { siteRules, usualFile } from './newsletter/document/site.js';
import { formOf } from './newsletter/edition/template.js';
import { type EarlierEdition, parseEarlierEdition } from './newsletter/house-style/earlier-edition.js';
import { countEditions, drawChart, printCsv, printTable } from './newsletter/house-style/statistics.js';

export interface StatsOptions {
  readonly from?: string;
  readonly to?: string;
  readonly csv?: boolean;
  /** The file for the chart. */
  readonly svg?: string;
}

/** Counts what the published editions tell, and writes the chart if one is asked for. Returns what to print. */
export function stats(published: readonly EarlierEdition[], options: StatsOptions): string {
  const { from = null, to = null, csv = false, svg } = options;
  const statistics = countEditions(published, { from, to });
  if (statistics.editions.length === 0) throw new ActionNeeded('There is no published edition in that time.');
  if (svg !== undefined) {
    try {
      writeFileSync(svg, drawChart(statistics));
    } catch (error) {
      throw new ActionNeeded(`The chart cannot be written to ${svg}. ${explain(error)}`, { cause: error });
    }
  }
  return csv ? printCsv(statistics) : printTable(statistics);
}

/** The editions of a folder in which each month has a file such as `2020-05.md`, oldest first; marked up as without settings. */
export function editionsInFolder(folder: string): readonly EarlierEdition[] {
  const { format } = defaultConfig('owner/newsletter');
  const form = formOf(format, null, siteRules('zola', usualFile('zola')), ENGLISH);
  return monthFilesIn(folder).map(({ period, text }) => parseEarlierEdition(period, text, form));
}

/** Throws `ActionNeeded` where they cannot be read. */
function monthFilesIn(folder: string): readonly { readonly period: Period; readonly text: string }[] {
  try {
    return readdirSync(folder)
      .sort()
      .flatMap((name) => {
        const period = name.endsWith('.md') ? MONTHS.parse(name.slice(0, -'.md'.length)) : null;
        return period === null ? [] : [{ period, text: readFileSync(join(folder, name), 'utf8') }];
      });
  } catch (error) {
    throw new ActionNeeded(`The folder ${folder} cannot be read. Check its name.`, { cause: error });
  }
}
