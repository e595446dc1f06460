import { collectionNames } from '../config/newsletter-config.js';
import { findMissing } from '../github/activity/read-present-names.js';
import {
  type BranchRules,
  type IssueState,
  type RepositoryState,
  readBranchRules,
  readIssue,
  readRepositoryState,
} from '../github/doctor/questions.js';
import { ARCHIVE_BRANCH } from '../github/draft/archive.js';
import { readPublished } from '../github/newsletter/read-earlier-editions.js';
import { CONFIG_PATH, type Newsletter } from '../github/newsletter/read-newsletter.js';
import type { MissingRepository } from '../newsletter/activity/activity.js';
import { isSameName } from '../newsletter/activity/names.js';
import { missingSentences } from '../newsletter/draft/remarks.js';
import { withoutModel } from '../newsletter/house-style/earlier-edition.js';
import { publishedPlaces } from '../run/run-context.js';
import { check, type Diagnosis, ok, problem, unknown, warning } from './check.js';
import type { Patient } from './patient.js';

/** Rules that keep commits or merges of the bot from a branch, by REST's names (docs.github.com, "Available rules for rulesets"). */
const BLOCKING = [
  'branch_name_pattern',
  'creation',
  'file_path_restriction',
  'merge_queue',
  'pull_request',
  'required_deployments',
  'required_linear_history',
  'required_status_checks',
  'update',
  'workflows',
];

/** Whether the newsletter can be read and written, and what it holds. */
export const NEWSLETTER_CHECKS = [
  check<Pick<Newsletter, 'nameWithOwner' | 'isPrivate'> & { readonly asked: string }>({
    name: 'newsletter',
    ask: async (patient) => ({ ...(await patient.newsletterNow()), asked: patient.newsletter }),
    judge({ nameWithOwner, isPrivate, asked }) {
      const found = `${nameWithOwner} can be read; it is ${isPrivate ? 'private' : 'public'}.`;
      if (isSameName(nameWithOwner, asked)) return ok(found);
      return warning(
        `${asked} is called ${nameWithOwner} today.`,
        `Set NEWSLETTER_REPOSITORY to ${nameWithOwner}.`,
      );
    },
  }),

  check<{ readonly hasFile: boolean }>({
    name: 'settings',
    async ask(patient) {
      await patient.config();
      return { hasFile: (await patient.newsletterNow()).config !== null };
    },
    judge: ({ hasFile }) =>
      ok(
        hasFile
          ? `${CONFIG_PATH} has no mistakes.`
          : `There is no ${CONFIG_PATH}; all settings have their defaults.`,
      ),
  }),

  check<{ readonly organization: string; readonly isOrganization: boolean }>({
    name: 'organization',
    async ask(patient) {
      const { isOrganization } = await patient.published();
      return { organization: (await patient.config()).organization, isOrganization };
    },
    judge: ({ organization, isOrganization }) =>
      ok(
        `${organization} is ${isOrganization ? 'an organization' : "a person's account"} with repositories.`,
      ),
  }),

  check<readonly MissingRepository[]>({
    name: 'repositories',
    notAsked: 'The settings name no repository in `include` or `exclude`.',
    async ask(patient) {
      const config = await patient.config();
      const named = collectionNames(config);
      if (named.length === 0) return null;
      const { isPrivate: includePrivate } = await patient.newsletterNow();
      const places = { organization: config.organization, includePrivate, known: [] };
      return findMissing((await patient.clients()).reader, named, places, patient.log);
    },
    judge(missing) {
      if (missing.length === 0) return ok('All repositories that the settings include or exclude exist.');
      const sentences = missing.map((each) => missingSentences(each, (text) => `"${text}"`));
      return warning(
        sentences.map(([found]) => found).join(' '),
        [...new Set(sentences.map(([, advice]) => advice))].join(' '),
      );
    },
  }),

  check<{
    readonly file: string;
    readonly periods: number;
    readonly whyNone: string | null;
    readonly unreadable: readonly string[];
  }>({
    name: 'earlier editions',
    async ask(patient) {
      const { editions, gaps, whyNone } = await patient.published();
      const unusable = [...withoutModel(editions)].map(
        ([{ period }, why]) => `The edition of ${period.key} teaches no house style: ${why}`,
      );
      return {
        file: publishedPlaces(await patient.newsletterNow(), await patient.config()).file,
        periods: editions.length,
        whyNone,
        unreadable: [...gaps, ...unusable],
      };
    },
    judge({ file, periods, whyNone, unreadable }) {
      if (unreadable.length > 0) {
        const found = `${unreadable.length} of ${periods} editions cannot be read: ${unreadable.join(' ')}`;
        return warning(found, 'Mend these files on the default branch, or leave them as they are.');
      }
      if (periods === 1) return ok('The earlier edition can be read.');
      if (periods > 0) return ok(`All ${periods} earlier editions can be read.`);
      if (whyNone !== null) return warning(whyNone, `Correct "file" in ${CONFIG_PATH}.`);
      return warning(
        `There is no file at ${file}, so the bot starts without a model.`,
        `Set "file" in ${CONFIG_PATH} to where the editions are, or "template", unless this will be the first one.`,
      );
    },
  }),

  check<string>({
    name: 'template',
    notAsked: 'The settings name no template.',
    async ask(patient) {
      const config = await patient.config();
      const { template } = config;
      if (template === null) return null;
      const places = publishedPlaces(await patient.newsletterNow(), config);
      await readPublished((await patient.clients()).reader, places, patient.log);
      return template;
    },
    judge: (template) => ok(`${template} can be read.`),
  }),

  check<RepositoryState & { readonly granted: string | null; readonly isFineGrained: boolean }>({
    name: 'writing',
    async ask(patient) {
      const { nameWithOwner } = await patient.newsletterNow();
      const { reader } = await patient.clients();
      const installation = await patient.installation();
      const state = await readRepositoryState(reader, nameWithOwner);
      const { credentials } = patient;
      return {
        ...state,
        granted: installation === null ? null : (installation.permissions.contents ?? 'none'),
        isFineGrained: credentials.kind === 'token' && !/^ghp_|^[0-9a-f]{40}$/.test(credentials.token),
      };
    },
    judge: judgeWriting,
  }),

  branchCheck('draft branch', (branch) => branch),
  branchCheck('archive branch', () => ARCHIVE_BRANCH),

  check<{ readonly isPrivate: boolean; readonly hasDraft: boolean }>({
    name: 'draft pull requests',
    async ask(patient) {
      const { isPrivate } = await patient.newsletterNow();
      return { isPrivate, hasDraft: (await patient.talk()).hasDraft };
    },
    judge({ isPrivate, hasDraft }) {
      if (!isPrivate) return ok('GitHub allows draft pull requests in public repositories.');
      if (hasDraft) return ok('There is a draft pull request.');
      return warning(
        'On its free plan, GitHub does not allow draft pull requests in private repositories. It does not say which plan this is.',
        'Nothing to do: if GitHub refuses, the bot opens the pull request as ready for review and says so there.',
      );
    },
  }),

  check<{ readonly number: number; readonly issue: IssueState | null; readonly isApp: boolean }>({
    name: 'announcement',
    notAsked: 'The settings name no issue for announcements.',
    async ask(patient) {
      const { issue: number } = (await patient.config()).announce;
      if (number === null) return null;
      const { nameWithOwner } = await patient.newsletterNow();
      const issue = await readIssue((await patient.clients()).reader, nameWithOwner, number);
      return { number, issue, isApp: patient.appClient !== null };
    },
    judge({ number, issue, isApp }) {
      const setting = `"announce.issue" in ${CONFIG_PATH}`;
      if (issue === null)
        return warning(
          `There is no issue #${number}, or it cannot be read, so no edition is announced.`,
          `Check ${setting}.`,
        );
      if (issue.isLocked && isApp)
        return warning(
          `#${number} is locked, and Apps cannot comment there, so no edition is announced.`,
          `Unlock it, or change ${setting}.`,
        );
      if (issue.isLocked)
        return ok(`#${number} is locked; people who may write to the newsletter can comment there.`);
      if (!issue.isOpen) return warning(`#${number} is closed.`, `Reopen it, or change ${setting}.`);
      return ok(`#${number} is open and takes comments.`);
    },
  }),
];

function judgeWriting({
  isArchived,
  mayPush,
  granted,
  isFineGrained,
}: RepositoryState & { readonly granted: string | null; readonly isFineGrained: boolean }): Diagnosis {
  if (isArchived) return problem('The newsletter is archived, so nobody writes to it.', 'Unarchive it.');
  if (granted !== null) {
    if (granted === 'write') return ok("The App's token may write to the newsletter.");
    return problem(
      'The App may not write to the newsletter.',
      'Grant it "contents: write" (see the check "permissions").',
    );
  }
  if (mayPush === false) {
    return problem(
      'The person behind the token may not write to the newsletter.',
      'Give that person write access, or take another token.',
    );
  }
  if (mayPush === null || isFineGrained) {
    return unknown(
      'GitHub does not say what this token may write.',
      'Give it the permissions that docs/running.md names, and try it: this-month-bot doctor --write-test owner/name#number, with an issue of the newsletter.',
    );
  }
  return ok('The person behind the token may write to the newsletter.');
}

function branchCheck(name: string, branchOf: (draftBranch: string) => string) {
  return check<BranchRules & { readonly isDefault: boolean }>({
    name,
    async ask(patient: Patient) {
      const { nameWithOwner, defaultBranch } = await patient.newsletterNow();
      const branch = branchOf((await patient.config()).branch);
      const isDefault = branch === defaultBranch.name;
      return { ...(await readBranchRules(await patient.clients(), nameWithOwner, branch)), isDefault };
    },
    judge: judgeBranch,
  });
}

function judgeBranch({
  branch,
  exists,
  classic,
  types,
  isDefault,
}: BranchRules & { readonly isDefault: boolean }): Diagnosis {
  if (isDefault) {
    return problem(`${branch} is the default branch.`, `Set "branch" in ${CONFIG_PATH} to another one.`);
  }
  const advice = `Leave ${branch} out of the pattern, or let the bot bypass it. If the bot is on the bypass list, all is well; GitHub does not show that list.`;
  if (classic !== null) {
    const reasons = classicReasons(classic);
    if (reasons.length > 0) {
      return problem(
        `${branch} is protected by the pattern "${classic.pattern}": ${reasons.join(', ')}.`,
        advice,
      );
    }
  }
  const blocking = types.filter((type) => BLOCKING.includes(type) && !(type === 'creation' && exists));
  if (blocking.length > 0) return problem(`Rules apply to ${branch}: ${blocking.join(', ')}.`, advice);
  if (exists) return ok(`Nothing keeps the bot from writing to ${branch}.`);
  return ok(
    `${branch} does not exist yet, and no ruleset is in its way. A classic protection shows once it exists.`,
  );
}

function classicReasons({
  viewerCanPush,
  requiredApprovingReviewCount,
  requiredStatusCheckContexts,
  requiresLinearHistory,
}: NonNullable<BranchRules['classic']>): readonly string[] {
  return [
    ...(viewerCanPush ? [] : ['the bot may not push']),
    ...((requiredApprovingReviewCount ?? 0) > 0 ? ['commits need a reviewed pull request'] : []),
    ...((requiredStatusCheckContexts ?? []).length > 0 ? ['commits need status checks'] : []),
    ...(requiresLinearHistory ? ['merge commits are refused'] : []),
  ];
}
