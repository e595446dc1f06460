import { mkdirSync, writeFileSync } from 'node:fs';
import { draftRecorded, GOLDEN, goldenFile, recordedMonths } from './golden-editions.js';

mkdirSync(GOLDEN, { recursive: true });
for (const month of recordedMonths()) {
  writeFileSync(goldenFile(month), await draftRecorded(month));
  console.log(`Wrote fixtures/golden/${month}.md.`);
}
