import { loadBatch } from './load-batch.js';

await loadBatch(2);
