import { loadBatch } from './load-batch.js';

await loadBatch('thorough', 5);
