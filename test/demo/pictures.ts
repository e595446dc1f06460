import { mkdirSync } from 'node:fs';
import { CHROMIUM, withBrowser } from '../browser.js';

/** What is in docs/pictures: the beginning of a page of the demo, or the step whose heading has these words. */
const PICTURES = [
  { name: 'month', path: '/', step: null },
  { name: 'step', path: '/', step: 'edits the file by hand' },
  { name: 'call', path: '/', step: 'adds three settings' },
  { name: 'candidates', path: '/', step: 'looks through the candidates' },
  { name: 'story', path: '/', step: 'tells the story' },
  { name: 'pull-request', path: '/pull-request', step: null },
  { name: 'file', path: '/file', step: null },
  { name: 'published', path: '/', step: 'merges pull request' },
] as const;

/** Where a step is on its page, with a margin for its mark in the timeline; a function of the browser. */
const PLACE = `(step) => {
  const { x, y, width, height } = step.getBoundingClientRect();
  return { x: x - 36, y: y + scrollY - 8, width: width + 48, height: height + 16 };
}`;

/** Takes them anew from the running demo: `npm run -s pictures -- http://127.0.0.1:PORT`. */
async function main([address]: readonly string[]): Promise<void> {
  if (address === undefined || CHROMIUM === undefined)
    throw new Error('Start `npm run demo -- --serve`, and give its address. Chromium must be installed.');
  mkdirSync('docs/pictures', { recursive: true });
  await withBrowser(async (open) => {
    const page = await open({ width: 800, height: 640 });
    for (const { name, path, step } of PICTURES) {
      await page.goto(new URL(path, address).href);
      const find = `[...document.querySelectorAll('.timeline > li')].find((each) => each.querySelector('h3').innerText.includes('${step}'))`;
      const part = step === null ? {} : { fullPage: true, clip: await page.evaluate(`(${PLACE})(${find})`) };
      await page.screenshot({ path: `docs/pictures/${name}.png`, ...part });
      process.stdout.write(`Wrote docs/pictures/${name}.png.\n`);
    }
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
