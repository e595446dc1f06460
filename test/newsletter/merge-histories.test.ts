import { describe, it } from '@jest/globals';
import { samples } from '../thoroughly.js';
import { hold, LONGEST } from './histories/hold.js';
import { histories } from './histories/random-history.js';
import { renderPlainly, renderReally } from './histories/render.js';

describe('the life of a draft', () => {
  it(
    'keeps what people did, on editions as the bot makes them',
    () => hold(renderReally, histories('offered', 4), samples(4, 20, 4_000)),
    LONGEST,
  );

  it(
    'loses nothing that people wrote where the base is only what was last rendered',
    () =>
      hold(
        renderPlainly,
        histories('rendered', 4),
        samples(3, 15, 2_000),
        /^(?:came back|missing|changed without news|untrue|the next run|\S+ is (?:shown|hidden))/,
      ),
    LONGEST,
  );
});
