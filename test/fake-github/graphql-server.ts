import {
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  GraphQLError as GraphqlError,
  getNamedType,
  getOperationAST,
} from 'graphql';
import type { Principal } from './access.js';
import { type Arguments, type Context, type Fields, textArgument } from './fields.js';
import { nodeLimitRefusal, requirePageSize } from './graphql-limits.js';
import { type CheckedDocument, checkDocument, githubSchema } from './graphql-schema.js';
import { measure } from './graphql-size.js';
import type { RateLimit } from './rate-limit.js';
import { Refusal } from './refusal.js';
import { allFields } from './resolvers/all-fields.js';
import { cutByResourceLimits } from './resource-limits.js';
import type { World } from './world.js';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

export interface GraphqlAnswer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphqlErrorShape[];
}

export interface GraphqlErrorShape {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly unknown[];
}

/** Runs a query against GitHub's schema. Whatever is wrong with it ends in `errors`, as GitHub answers. */
export async function answerGraphql(
  world: World,
  principal: Principal,
  request: GraphqlRequest,
  rateLimit: RateLimit,
): Promise<{ readonly answer: GraphqlAnswer; readonly cost: number }> {
  const checked = check(request.query);
  if ('message' in checked) return { answer: { errors: [errorShape(checked)] }, cost: 1 };
  const operation = getOperationAST(checked.document, request.operationName);
  if (checked.errors.length > 0) return { answer: { errors: checked.errors.map(errorShape) }, cost: 1 };
  if (!operation) return { answer: { errors: [{ message: 'No operation to run.' }] }, cost: 1 };
  const size = measure(githubSchema(), checked.document, operation, request.variables);
  const refusal = nodeLimitRefusal(size);
  if (refusal) return { answer: { errors: [{ type: refusal.type, message: refusal.message }] }, cost: 1 };
  rateLimit.used.graphql += size.cost;
  const result = await execute({
    schema: githubSchema(),
    document: checked.document,
    variableValues: request.variables,
    operationName: request.operationName ?? null,
    contextValue: { world, principal, rateLimit, cost: size.cost } satisfies Context,
    fieldResolver: resolveField,
  });
  noteMistakes(world, result);
  const errors = result.errors?.map(errorShape);
  const answer: GraphqlAnswer = {
    ...(result.data !== undefined && { data: result.data }),
    ...(errors && { errors }),
  };
  const { resourceLimits } = world;
  const measured = { ...size, operation: operation.name?.value };
  if (operation.operation === 'query' && resourceLimits?.areExceededBy(measured) === true)
    cutByResourceLimits(answer, resourceLimits.missing);
  return { answer, cost: size.cost };
}

/** The operation's name in a request, for the log. */
export function operationNameOf(request: GraphqlRequest): string | undefined {
  if (request.operationName !== undefined) return request.operationName;
  const checked = check(request.query);
  return 'message' in checked ? undefined : getOperationAST(checked.document)?.name?.value;
}

/** Whether the request changes something. */
export function isMutation(request: GraphqlRequest): boolean {
  const checked = check(request.query);
  const operation = 'message' in checked ? null : getOperationAST(checked.document, request.operationName);
  return operation?.operation === 'mutation';
}

export function readGraphqlRequest(body: unknown): GraphqlRequest {
  const fields: Arguments = typeof body === 'object' && body !== null ? { ...body } : {};
  const variables = fields.variables;
  return {
    query: textArgument(fields, 'query') ?? '',
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    operationName: textArgument(fields, 'operationName'),
  };
}

const resolveField: GraphQLFieldResolver<unknown, Context> = (source, args, context, info) => {
  if (getNamedType(info.returnType).name.endsWith('Connection')) requirePageSize(info, args);
  const fields: Fields<never> | undefined = allFields[info.parentType.name];
  const resolve = fields?.[info.fieldName];
  if (resolve) return resolve(source as never, args, context);
  if (typeof source === 'object' && source !== null && info.fieldName in source) {
    return source[info.fieldName as keyof typeof source];
  }
  throw new Error(`The fake GitHub does not answer ${info.parentType.name}.${info.fieldName} yet.`);
};

function check(query: string): CheckedDocument | GraphQLError {
  try {
    return checkDocument(query);
  } catch (error) {
    if (error instanceof GraphqlError) return error;
    throw error;
  }
}

/** A field that the fake cannot answer, or a mistake in the fake, must not pass for something GitHub says. */
function noteMistakes(world: World, result: ExecutionResult): void {
  for (const { originalError } of result.errors ?? []) {
    if (originalError && !(originalError instanceof Refusal)) {
      world.unexpectedRequests.push(`GraphQL: ${originalError.message}`);
    }
  }
}

function errorShape({ message, path, locations, originalError }: GraphQLError): GraphqlErrorShape {
  return {
    ...(originalError instanceof Refusal && { type: originalError.type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message,
  };
}
