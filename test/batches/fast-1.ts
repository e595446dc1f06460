import { loadBatch } from './load-batch.js';

await loadBatch('fast', 1);
