import { readFileSync, writeFileSync } from 'node:fs';
import { commandTables, rolesTable } from './commands/reference.js';
import {
  completeFile,
  environmentExample,
  jsonSchema,
  settingsTable,
  variablesTable,
  withCompleteFile,
  withTables,
} from './config/reference.js';
import { editionSchema } from './newsletter/edition-schema.js';
import { habitsTable, phrasesTable, rulesTable } from './newsletter/reference.js';

/** Writes what the documents say of settings, environment, verbs, rules, habits and phrases, from the code. */
function rewrite(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  console.log(`Wrote ${file}.`);
}

rewrite('docs/configuration.md', (text) =>
  withCompleteFile(withTables(text, [settingsTable(), variablesTable()]), completeFile()),
);
rewrite('.env.example', (text) => `${text.split('\n\n')[0]}\n\n${environmentExample()}`);
rewrite('schema.json', jsonSchema);
writeFileSync('edition.schema.json', editionSchema());
rewrite('docs/commands.md', (text) => withTables(text, commandTables()));
rewrite('docs/security.md', (text) => withTables(text, [rolesTable()]));
rewrite('docs/checks.md', (text) => withTables(text, [rulesTable()]));
rewrite('docs/house-style.md', (text) => withTables(text, [habitsTable()]));
rewrite('docs/languages.md', (text) => withTables(text, [phrasesTable()]));
