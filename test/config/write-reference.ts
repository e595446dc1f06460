import { readFileSync, writeFileSync } from 'node:fs';
import { environmentExample, jsonSchema, settingsTable, variablesTable, withTables } from './reference.js';

const CONFIGURATION = 'docs/configuration.md';
const ENVIRONMENT = '.env.example';

const configuration = readFileSync(CONFIGURATION, 'utf8');
writeFileSync(CONFIGURATION, withTables(configuration, [settingsTable(), variablesTable()]));
const [head = ''] = readFileSync(ENVIRONMENT, 'utf8').split('\n\n');
writeFileSync(ENVIRONMENT, `${head}\n\n${environmentExample()}`);
writeFileSync('schema.json', jsonSchema());
console.log(`Wrote the tables of ${CONFIGURATION}, ${ENVIRONMENT} and schema.json.`);
