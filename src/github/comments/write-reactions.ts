import type { ReactionChange } from '../../replies/comments/reactions.js';
import type { WritingClient } from '../connection/client.js';
import { IMPATIENT } from '../connection/pace.js';

/** Changes that go in one request. */
const MOST = 50;

/** Reactions that come and go, as many as are told: of each alias pair one is done. */
export function reactionsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    (index) => `$id${index}: ID!, $content${index}: ReactionContent!, $isRemoval${index}: Boolean!`,
  );
  const changes = indices.map(
    (index) => `
      remove${index}: removeReaction(input: { subjectId: $id${index}, content: $content${index} })
        @include(if: $isRemoval${index}) { subject { id } }
      add${index}: addReaction(input: { subjectId: $id${index}, content: $content${index} })
        @skip(if: $isRemoval${index}) { subject { id } }`,
  );
  return `mutation Reactions(${variables.join(', ')}) { ${changes.join(' ')} }`;
}

/** Changes the bot's own reactions; fails at once at a rate limit. Doing it twice does no harm. */
export async function writeReactions(
  writer: WritingClient,
  changes: readonly ReactionChange[],
): Promise<void> {
  for (let start = 0; start < changes.length; start += MOST) {
    const part = changes.slice(start, start + MOST);
    const variables = part.flatMap(({ subjectId, content, isRemoval }, index) => [
      [`id${index}`, subjectId],
      [`content${index}`, content],
      [`isRemoval${index}`, isRemoval],
    ]);
    const input: Readonly<Record<string, unknown>> = Object.fromEntries(variables);
    await writer.graphql(reactionsQuery(part.length), { ...input, request: IMPATIENT });
  }
}
