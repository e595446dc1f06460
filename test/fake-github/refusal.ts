/**
 * GitHub says no. REST answers `status` with the message, GraphQL puts `type` and the message into `errors`.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly type: string;
  /** REST's `errors` list of a 422. */
  readonly errors: readonly Readonly<Record<string, string>>[] | undefined;

  constructor(
    status: number,
    type: string,
    message: string,
    errors?: readonly Readonly<Record<string, string>>[],
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.errors = errors;
  }
}

export function notFound(message = 'Not Found'): Refusal {
  return new Refusal(404, 'NOT_FOUND', message);
}

export function unprocessable(message: string): Refusal {
  return new Refusal(422, 'UNPROCESSABLE', message);
}

/** A 422 with the details in `errors`, as for pull requests and labels. */
export function validationFailed(resource: string, message: string): Refusal {
  return new Refusal(422, 'UNPROCESSABLE', 'Validation Failed', [{ resource, code: 'custom', message }]);
}
