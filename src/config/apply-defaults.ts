import type { ConfigFile } from './config-schema.js';
import { defaultConfig } from './default-config.js';
import type { NewsletterConfig } from './newsletter-config.js';

/** The settings of a file, completed. `newsletter` is the `nameWithOwner` of the newsletter's repository. */
export function applyDefaults(file: ConfigFile, newsletter: string): NewsletterConfig {
  const { hide, credit, check, announce, repositories, ...rest } = file;
  const defaults = defaultConfig(newsletter);
  return {
    ...defaults,
    ...present(rest),
    hide: { ...defaults.hide, ...present(hide ?? {}) },
    credit: { ...defaults.credit, ...present(credit ?? {}) },
    check: { ...defaults.check, ...present(check ?? {}) },
    announce: { ...defaults.announce, ...present(announce ?? {}) },
    repositories: Object.fromEntries(
      Object.entries(repositories ?? {}).map(([name, settings]) => [name, present(settings ?? {})]),
    ),
  };
}

type Present<T> = { readonly [Key in keyof T]?: NonNullable<T[Key]> };

function present<T extends object>(settings: T): Present<T> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>;
}
