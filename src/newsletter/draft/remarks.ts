import type { MissingRepository } from '../activity/activity.js';
import { isBot } from '../activity/contributor.js';
import { nameOf } from '../activity/work.js';
import { stillToName } from '../edition/credit.js';
import type { Edition, QuietRepository } from '../edition/edition.js';
import { codeSpan, inertText } from '../markdown/markdown.js';
import type { DraftNotes } from './draft.js';

/** What editors should know of a draft beside its entries, a sentence each, as Markdown that pings and links nobody. */
export function remarksTo(edition: Edition, notes: DraftNotes): readonly string[] {
  return [
    ...aboutFile(notes),
    ...takenBack(edition),
    ...quiet(edition),
    ...missing(edition),
    ...renamedPeople(edition),
    ...unnamed(edition, notes),
    ...unknown(edition),
    ...doubtful(edition),
  ];
}

function aboutFile({
  keptThoughGone,
  withoutSection,
  isForeign,
  isLocked,
  move,
}: DraftNotes): readonly string[] {
  return [
    ...(isForeign ? ['The file on this branch is no longer an edition; the bot leaves it as it is.'] : []),
    ...(isLocked
      ? ['This conversation is locked: what people ask here is done, but the bot cannot answer.']
      : []),
    ...(move === null
      ? []
      : [
          `A person moved the file to ${codeSpan(move.to)}; the bot keeps it current there. The setting ${codeSpan('file')} has it at ${codeSpan(move.from)}.`,
        ]),
    ...listed('Kept because a person changed them, although the bot no longer has them:', keptThoughGone),
    ...listed('Without a place, because a person deleted their section:', withoutSection),
  ];
}

/** More lines than an open draft sees reverts. */
const MOST_TAKEN_BACK = 10;

function takenBack({ takenBackLater, period }: Edition): readonly string[] {
  return takenBackLater
    .slice(0, MOST_TAKEN_BACK)
    .map(
      ({ work, by }) =>
        `${codeSpan(nameOf(work))} was taken back by ${codeSpan(nameOf(by))} after the ${period.kind} was over. Its entry stays unless somebody hides it.`,
    );
}

/** More lines than a newsletter watches projects that end. */
const MOST_QUIET = 10;

function quiet(edition: Edition): readonly string[] {
  return edition.quiet.slice(0, MOST_QUIET).map((repository) => inertText(quietSentence(repository)));
}

function missing({ missing: places }: Edition): readonly string[] {
  return places.slice(0, MOST_QUIET).map((each) => missingSentences(each, codeSpan).join(' '));
}

/** What is wrong with a setting, and what to do. Without the name: it may be private now. `quoted`: as words of settings stand there. */
export function missingSentences(
  { setting, place, nearest }: MissingRepository,
  quoted: (text: string) => string,
): readonly [found: string, advice: string] {
  const effect = setting === 'exclude' ? '' : ', so nothing of it is listed';
  return [
    `Repository ${place} of the setting ${quoted(setting)} does not exist, or not everybody may see it${effect}.`,
    nearest === null ? 'Correct the setting.' : `Did you mean ${quoted(nearest)}?`,
  ];
}

/** What editors should know of a watched repository that vanished from the newsletter, perhaps unnoticed. */
export function quietSentence({ repository, isSet, lastListed }: QuietRepository): string {
  const hint = isSet
    ? 'If that is wrong, check the setting "watch".'
    : 'The bot watches it because of the last editions. The setting "exclude" ends that.';
  return `GitHub finds nothing that was merged in ${repository}, although the edition of ${lastListed.name} lists it. ${hint}`;
}

/** More lines than people rename themselves in a year. */
const MOST_RENAMED = 20;

function renamedPeople({ renamedPeople: renamed }: Edition): readonly string[] {
  return renamed
    .slice(0, MOST_RENAMED)
    .map(({ name, login }) =>
      login === null
        ? `The settings name ${codeSpan(name)}, an account that no longer exists. Remove it from the settings.`
        : `The settings name ${codeSpan(name)}, who is called ${codeSpan(login)} today. Change the settings: somebody else may have the old name now.`,
    );
}

/** More lines than one edition brings new projects. */
const MOST_UNNAMED = 5;

function unnamed(edition: Edition, { file }: DraftNotes): readonly string[] {
  return stillToName(edition, file?.document ?? null)
    .slice(0, MOST_UNNAMED)
    .map(({ repository, mergedBy }) => {
      const merged = listed(' Its pull requests were merged by', mergedBy).map((sentence) => `${sentence}.`);
      const setting = codeSpan(`repositories.${repository.split('/')[1]}.maintainers`);
      return `Nobody is named as maintainer of ${codeSpan(repository)}, which is new.${merged.join('')} Its section can say who is, or the setting ${setting}.`;
    });
}

/** More lines than a period has people whom GitHub does not know. */
const MOST_UNKNOWN = 10;

/** Whom the editors may credit, if they know them. */
function unknown({ unknownAuthors, takesNotes }: Edition): readonly string[] {
  const lines = unknownAuthors.slice(0, MOST_UNKNOWN).map(({ name, works }) => {
    const [work] = works;
    const command = `/newsletter credit ${work === undefined ? '' : `${nameOf(work)} `}@login`;
    const remedy = takesNotes ? ` If you know the login, comment ${codeSpan(command)}.` : '';
    return `${listed(`Nobody is thanked for what ${codeSpan(name)} wrote, because no GitHub account has the address in the commits:`, works.map(nameOf), 5).join('')}.${remedy}`;
  });
  const more = unknownAuthors.slice(MOST_UNKNOWN).map(({ name }) => name);
  return [...lines, ...listed('No GitHub account has the address of these authors either:', more)];
}

/** Editors decide once, by a setting. */
function doubtful({ doubtfulAccounts }: Edition): readonly string[] {
  const logins = (areBots: boolean) =>
    doubtfulAccounts.filter((account) => isBot(account) === areBots).map(({ login }) => login);
  const decide = `List people in the setting ${codeSpan('people')}, and machines in ${codeSpan('bots')}.`;
  const sentences = [
    ...listed('Not thanked, because their names look like those of bots:', logins(true)),
    ...listed('Thanked, although their names may be those of bots:', logins(false)),
  ];
  return sentences.map((sentence) => `${sentence}. ${decide}`);
}

/** Names in code neither link nor notify: nobody is notified of being mentioned here. */
export function listed(sentence: string, names: readonly string[], most = 50): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  return [`${sentence} ${names.slice(0, most).map(codeSpan).join(', ')}${more}`];
}
