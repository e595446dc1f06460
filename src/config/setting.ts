import { z } from 'zod';
import { type Kind, MOST_NAMED, tooMany } from './value-kinds.js';

/** What people read about a key. */
interface About {
  /** What applies without the key, in words; not needed where its value says so. */
  readonly default?: string;
  /** A value in YAML, on one line. */
  readonly example: string;
  readonly description: string;
}

/** What is known of a key besides its schema. */
interface Documentation extends About, Pick<Kind, 'type' | 'item'> {
  /** What applies without the key; `null`: see the words. */
  readonly fallback: unknown;
  /** The keys below it. */
  readonly keys: z.ZodRawShape;
}

/** A key of `newsletter.yml`, as the documents and the problems of a file describe it. */
export interface Setting extends Omit<Documentation, 'keys'> {
  /** With the keys above it, as `hide.bots`; `<name>` stands for the name of a repository. */
  readonly key: string;
  /** One line of YAML that sets it. */
  readonly example: string;
}

/** Kept beside the schemas, as zod's own registries do. */
const documentation = new WeakMap<z.core.$ZodType, Documentation>();

/** A key whose value, without one in the file, is `fallback`. */
export function setting<Schema extends z.ZodType, Fallback extends z.output<Schema> | null>(
  { schema, ...kind }: Kind<Schema>,
  fallback: Fallback,
  about: About,
  keys: z.ZodRawShape = {},
) {
  type Value = Readonly<z.output<Schema>> | Extract<Fallback, null>;
  const key = schema.nullish().transform((value) => (value ?? fallback) as Value);
  documentation.set(key, { ...kind, ...about, fallback, keys });
  return key;
}

/** What is wrong with the keys of a group together: which of them, and why, as a sentence; `null`: nothing. */
type GroupProblem<Keys extends z.ZodRawShape> = (
  group: z.output<z.ZodObject<Keys, z.core.$strict>>,
) => { readonly key: string; readonly message: string } | null;

/** A key with keys below it. */
export function group<Keys extends z.ZodRawShape>(
  keys: Keys,
  about: About,
  problemOf: GroupProblem<Keys> = () => null,
) {
  const schema = groupSchema(keys, problemOf);
  const kind = { schema, type: 'a map of settings' };
  return setting(kind, schema.parse({}), { default: 'see below', ...about }, keys);
}

function groupSchema<Keys extends z.ZodRawShape>(keys: Keys, problemOf: GroupProblem<Keys>) {
  return z.strictObject(keys).superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem === null) return;
    const { key, message } = problem;
    context.addIssue({ code: 'custom', message, path: [key], params: { sentence: true } });
  });
}

/** A key with a list of such groups. */
export function listOf<Keys extends z.ZodRawShape>(
  keys: Keys,
  most: number,
  about: About,
  problemOf: GroupProblem<Keys>,
) {
  const schema = z
    .array(groupSchema(keys, problemOf))
    .refine(({ length }) => length <= most, tooMany(most))
    .meta({ maxItems: most });
  return setting({ schema, type: 'a list of maps', item: 'a map of settings' }, [], about, keys);
}

/** A key with such groups below it, by the names of repositories. */
export function named<Schema extends z.ZodType>(each: Schema, about: About) {
  const schema = z
    .record(z.string(), each)
    .refine((value) => Object.keys(value).length <= MOST_NAMED, tooMany(MOST_NAMED))
    .meta({ maxProperties: MOST_NAMED });
  const kind = { schema, type: 'a map with the names of repositories as keys' };
  return setting(kind, {}, about, { '<name>': each });
}

/** The keys of such a map, each before those below it. */
export function settingsIn(shape: z.ZodRawShape, prefix = ''): readonly Setting[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const found = documentationOf(schema);
    if (found === undefined) return [];
    const { keys, ...about } = found;
    const example = `${name === '<name>' ? 'uefi-rs' : name}: ${about.example}`;
    return [{ ...about, key: prefix + name, example }, ...settingsIn(keys, `${prefix}${name}.`)];
  });
}

/** What is known of the key with this schema; `undefined`: it is no key. */
export function documentationOf(schema: z.core.$ZodType): Documentation | undefined {
  return documentation.get(schema);
}
