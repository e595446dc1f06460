import { describe, expect, it } from '@jest/globals';
import { configOf, type NewsletterConfig, repositoryConfig } from '../../src/config/newsletter-config.js';
import { fileSchema, repositorySchema } from '../../src/config/settings.js';

function configWith(repositories: Readonly<Record<string, object>>): NewsletterConfig {
  return configOf(fileSchema.parse({ repositories }), 'rust-osdev/homepage');
}

/** `null` for every key. */
const NOTHING = Object.fromEntries(Object.keys(repositorySchema.parse(null)).map((key) => [key, null]));

describe('the settings of a repository', () => {
  it.each(['uefi-rs', 'UEFI-rs', 'rust-osdev/uefi-rs', 'Rust-OSDev/Uefi-RS'])('are found under %s', (key) => {
    expect(repositoryConfig(configWith({ [key]: { heading: 'uefi' } }), 'rust-osdev/uefi-rs').heading).toBe(
      'uefi',
    );
  });

  it('are those of the full name where both names are there', () => {
    const config = configWith({ acpi: { heading: 'short' }, 'rust-osdev/acpi': { heading: 'full' } });
    expect(repositoryConfig(config, 'rust-osdev/acpi').heading).toBe('full');
    expect(repositoryConfig(config, 'phil-opp/acpi').heading).toBe('short');
  });

  it.each(['acpi', 'someone/uefi-rs', 'constructor'])('are not found under %s', (key) => {
    expect(repositoryConfig(configWith({ [key]: { hide: true } }), 'rust-osdev/uefi-rs')).toEqual(NOTHING);
  });

  it('are empty for a repository that is called as a property of every object', () => {
    expect(repositoryConfig(configWith({}), 'rust-osdev/constructor')).toEqual(NOTHING);
  });
});
