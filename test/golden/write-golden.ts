import { mkdirSync, writeFileSync } from 'node:fs';
import {
  draftOther,
  draftRecorded,
  GOLDEN,
  goldenFile,
  OTHER_NEWSLETTERS,
  otherFile,
  recordedMonths,
} from './golden-editions.js';

mkdirSync(GOLDEN, { recursive: true });
for (const month of recordedMonths()) {
  writeFileSync(goldenFile(month), await draftRecorded(month));
  console.log(`Wrote fixtures/golden/${month}.md.`);
}
for (const [name, month] of OTHER_NEWSLETTERS) {
  writeFileSync(otherFile(name, month), await draftOther(name, month));
  console.log(`Wrote fixtures/other/${name}/${month}.md.`);
}
