import { type Command, printReference, type Reference } from './command.js';

/** The command as a person would write it, without `/newsletter`; read again it is the same. */
export function printCommand(command: Command): string {
  return [command.verb, ...wordsOf(command)].filter((word) => word !== '').join(' ') + blockOf(command);
}

function wordsOf(command: Command): readonly string[] {
  switch (command.verb) {
    case 'note':
      return [target(command.target), isOneLine(command.text) ? command.text : ''];
    case 'title':
      return [target(command.target), command.text];
    case 'hide':
    case 'highlight':
      return [target(command.target), command.why ?? ''];
    case 'show':
    case 'now':
    case 'preview':
    case 'why':
      return [target(command.target)];
    case 'credit':
      return [target(command.target), ...people(command.logins), forWhat(command.what)];
    case 'uncredit':
      return [target(command.target), ...people(command.logins), command.isAlways ? 'always' : ''];
    case 'with':
      return [target(command.target), ...command.others.map(printReference)];
    case 'edition':
      return [target(command.target), command.month];
    case 'link':
      return [command.part, command.url, command.title ?? ''];
    case 'section':
      return [command.repository];
    case 'intro':
      return [command.crate];
    case 'date':
      return [command.day];
    case 'refresh':
    case 'freeze':
    case 'thaw':
    case 'publish':
    case 'undo':
    case 'help':
    case 'status':
      return [];
  }
}

function blockOf(command: Command): string {
  switch (command.verb) {
    case 'note':
      return isOneLine(command.text) ? '' : `\n${command.text}`;
    case 'link':
    case 'section':
    case 'intro':
      return command.text === '' ? '' : `\n${command.text}`;
    default:
      return '';
  }
}

/** A text that begins with white space keeps it on a line of its own only. */
function isOneLine(text: string): boolean {
  return !/[\r\n]|^\s/.test(text);
}

function target(reference: Reference | null): string {
  return reference === null ? '' : printReference(reference);
}

function people(logins: readonly string[]): readonly string[] {
  return logins.map((login) => `@${login}`);
}

function forWhat(what: string | null): string {
  return what === null ? '' : `for ${what}`;
}
