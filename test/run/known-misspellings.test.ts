import { expect, it } from '@jest/globals';
import { knownMisspellings } from '../../src/run/check-runs.js';

it('knows the misspellings of the typos tool, but no British or American words and none of this field', async () => {
  const known = await knownMisspellings();
  expect(known.size).toBeGreaterThan(90_000);
  expect(['alginment', 'relase', 'ahould', 'reinitalise', 'neighbar'].map((word) => known.get(word))).toEqual(
    ['alignment', 'release', 'should, ahold', 'reinitialise', 'neighbor'],
  );
  const right =
    'crate serialise serialize initialise initialize colour color uefi acpi bootloader mut dyn impl async riscv aarch repr tss idt gdt msr cpuid fadt madt xhci pci ovmf qemu vga smbios tianocore mmio inout tpm scsi nvme statics discreet';
  expect(right.split(' ').filter((word) => known.has(word))).toEqual([]);
});

it('reads them once', async () => {
  expect(await knownMisspellings()).toBe(await knownMisspellings());
});
