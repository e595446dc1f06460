import { mkdirSync } from 'node:fs';
import { CHROMIUM, withBrowser } from '../browser.js';

/** What is in docs/pictures: a page of the demo, and from which heading on, if not from its beginning. */
const PICTURES = [
  { name: 'month', path: '/', heading: null },
  { name: 'step', path: '/', heading: 'edits the file by hand' },
  { name: 'pull-request', path: '/pull-request', heading: null },
  { name: 'file', path: '/file', heading: null },
] as const;

/** Takes them anew from the running demo: `npm run -s pictures -- http://127.0.0.1:PORT`. */
async function main([address]: readonly string[]): Promise<void> {
  if (address === undefined || CHROMIUM === undefined)
    throw new Error('Start `npm run demo -- --serve`, and give its address. Chromium must be installed.');
  mkdirSync('docs/pictures', { recursive: true });
  await withBrowser(async (open) => {
    const page = await open({ width: 800, height: 640 });
    for (const { name, path, heading } of PICTURES) {
      await page.goto(new URL(path, address).href);
      const find = `[...document.querySelectorAll('h3')].find((each) => each.innerText.includes('${heading}'))`;
      if (heading !== null) await page.evaluate(`${find}.scrollIntoView()`);
      await page.screenshot({ path: `docs/pictures/${name}.png` });
      process.stdout.write(`Wrote docs/pictures/${name}.png.\n`);
    }
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
