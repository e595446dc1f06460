import { z } from 'zod';
import { glob, regularExpression } from '../newsletter/activity/text-pattern.js';
import { isLogin, isNameWithOwner, isOwner, isRepositoryName } from './github-names.js';
import {
  branchProblem,
  editionAddressProblem,
  editionPathProblem,
  globProblem,
  pathProblem,
  titlePatternProblem,
} from './value-problems.js';

/** GraphQL's integers, and so the numbers of issues, end there. */
const LARGEST_NUMBER = 2 ** 31 - 1;

const text = z.string().trim().min(1, { abort: true });
const lineOfText = text.max(200).regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
const word = z
  .string()
  .max(100)
  .regex(/^[^\s\p{C}]+$/u);
const host = z
  .string()
  .max(253)
  .regex(/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*[a-z\d](?::\d{1,5})?$/iu);
const login = z.string().refine(isLogin);
const grouping = z.enum(['repository', 'crate']);
const directCommits = z.enum(['learned', 'show', 'hide', 'ignore']);

const title = z.string().superRefine(report(titlePatternProblem)).transform(regularExpression);

const repository = z.strictObject({
  group: grouping.nullish(),
  heading: lineOfText.nullish(),
  maintainers: z.array(login).nullish(),
  introduction: text.nullish(),
  directCommits: directCommits.nullish(),
  hide: z.boolean().nullish(),
});

/**
 * The shape of `newsletter.yml`. A key without a value is as good as absent. Only problems with a message of their
 * own carry one; for the others the type in settings.ts says what is right.
 */
export const configSchema = z.strictObject({
  organization: z.string().refine(isOwner).nullish(),
  name: lineOfText.nullish(),
  file: text.superRefine(report(editionPathProblem)).nullish(),
  branch: text.superRefine(report(branchProblem)).nullish(),
  template: text.superRefine(report(pathProblem)).nullish(),
  exclude: z.array(z.string().refine(isRepositoryName)).nullish(),
  watch: z.array(z.string().refine(isNameWithOwner)).nullish(),
  group: grouping.nullish(),
  directCommits: directCommits.nullish(),
  publishedAs: z.enum(['learned', 'always', 'never']).nullish(),
  order: z.enum(['learned', 'merge-time', 'number']).nullish(),
  lead: lineOfText.nullish(),
  notes: z.boolean().nullish(),
  images: z.array(host).nullish(),
  fetchTitles: z.boolean().nullish(),
  invite: z.enum(['none', 'first-timers', 'shown']).nullish(),
  hide: z
    .strictObject({
      bots: z.boolean().nullish(),
      learned: z.boolean().nullish(),
      authors: z.array(login).nullish(),
      titles: z.array(title).nullish(),
      paths: z.array(text.superRefine(report(globProblem)).transform(glob)).nullish(),
      labels: z.array(lineOfText).nullish(),
    })
    .nullish(),
  credit: z.strictObject({ optOut: z.array(login).nullish() }).nullish(),
  check: z.strictObject({ typos: z.boolean().nullish(), allowedWords: z.array(word).nullish() }).nullish(),
  announce: z
    .strictObject({
      issue: z.number().int().min(1).max(LARGEST_NUMBER).nullish(),
      address: text.superRefine(report(editionAddressProblem)).nullish(),
    })
    .nullish(),
  repositories: z.record(z.string(), repository.nullish()).nullish(),
});

/** The settings that a file has, as they are written. */
export type ConfigFile = z.output<typeof configSchema>;

function report(problemOf: (value: string) => string | null) {
  return (value: string, context: z.RefinementCtx): void => {
    const message = problemOf(value);
    if (message !== null) context.addIssue({ code: 'custom', message, params: { sentence: true } });
  };
}
