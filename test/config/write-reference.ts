import { readFileSync, writeFileSync } from 'node:fs';
import {
  completeFile,
  environmentExample,
  jsonSchema,
  settingsTable,
  variablesTable,
  withCompleteFile,
  withTables,
} from './reference.js';

const CONFIGURATION = 'docs/configuration.md';
const ENVIRONMENT = '.env.example';

const configuration = readFileSync(CONFIGURATION, 'utf8');
const tables = withTables(configuration, [settingsTable(), variablesTable()]);
writeFileSync(CONFIGURATION, withCompleteFile(tables, completeFile()));
const [head = ''] = readFileSync(ENVIRONMENT, 'utf8').split('\n\n');
writeFileSync(ENVIRONMENT, `${head}\n\n${environmentExample()}`);
writeFileSync('schema.json', jsonSchema());
console.log(`Wrote the tables and the complete file of ${CONFIGURATION}, ${ENVIRONMENT} and schema.json.`);
