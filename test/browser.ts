import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where Debian, and where others, have it; `undefined`: this machine has none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => existsSync(file),
);

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** What is used of a page of playwright-core. */
export interface Page {
  on(event: 'console', callback: (message: { text(): string }) => void): unknown;
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  screenshot(options: object): Promise<unknown>;
}

/** What is used of playwright-core, whose own types need those of a browser. */
interface Playwright {
  readonly chromium: {
    launch(options: object): Promise<{ newPage(options: object): Promise<Page>; close(): Promise<void> }>;
  };
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Gives a browser to the work, which may open pages in it. */
export async function withBrowser<Result>(
  work: (open: (view: View) => Promise<Page>) => Promise<Result>,
): Promise<Result> {
  const name = 'playwright-core';
  const { chromium } = (await import(name)) as Playwright;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    return await work(({ width, height, colorScheme = 'light' }) =>
      browser.newPage({ viewport: { width, height }, colorScheme }),
    );
  } finally {
    await browser.close();
  }
}

/** What axe-core says against the page, a line each: the rule, and the first element that breaks it. */
export async function barriersIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const found = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
  );
  return found as readonly string[];
}
