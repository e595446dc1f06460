import { z } from 'zod';
import { editionData } from '../../src/newsletter/edition/edition-data.js';

/** edition.schema.json: a JSON Schema of what `preview --json` prints. */
export function editionSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(editionData), null, 2)}\n`;
}
