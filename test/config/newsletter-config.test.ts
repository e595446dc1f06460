import { describe, expect, it } from '@jest/globals';
import {
  defaultConfig,
  type NewsletterConfig,
  type RepositoryConfig,
  repositoryConfig,
} from '../../src/config/newsletter-config.js';

function configWith(repositories: Record<string, RepositoryConfig>): NewsletterConfig {
  return { ...defaultConfig('rust-osdev/homepage'), repositories };
}

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
    expect(repositoryConfig(configWith({ [key]: { hide: true } }), 'rust-osdev/uefi-rs')).toEqual({});
  });

  it('are empty for a repository that is called as a property of every object', () => {
    expect(repositoryConfig(configWith({}), 'rust-osdev/constructor')).toEqual({});
  });
});
