import { loadBatch } from './load-batch.js';

await loadBatch('sampled', 2);
