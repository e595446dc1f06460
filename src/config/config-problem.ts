/** One mistake in a `newsletter.yml`. The texts are printable: what comes from the file is escaped and cut. */
export interface ConfigProblem {
  /** Where, as `repositories.uefi-rs.group` or `hide.titles[0]`; empty for the file as a whole. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** One sentence. */
  readonly message: string;
  /** One line of YAML that is right at this place. */
  readonly example: string;
}
