import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";
import type { Answer } from "./api/answer.ts";
import type { Route } from "./api/routes.ts";
import type { LoggedRequest } from "./log.ts";

/** Holds requests and answers against openapi.json, and keeps what does not fit. */
export type Description = {
  readonly request: (route: Route, request: LoggedRequest) => void;
  readonly answer: (route: Route, request: LoggedRequest, answer: Answer) => void;
  readonly unknown: (request: LoggedRequest) => void;
};

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(["path", "query"]),
  required: z.boolean().default(false),
  schema: z.object({ type: z.string().optional() }).loose(),
});
const operationSchema = z.object({
  parameters: z.array(parameterSchema).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ content: z.unknown().optional() })),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

const DOCUMENT = "openapi.json";
const document: unknown = JSON.parse(readFileSync(join(import.meta.dirname, DOCUMENT), "utf8"));
const { paths } = documentSchema.parse(document);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, coerceTypes: false });
addFormats.default(ajv);
ajv.addVocabulary(["openapi", "info", "servers", "paths", "components"]);
ajv.addSchema(z.record(z.string(), z.unknown()).parse(document), DOCUMENT);
const compiled = new Map<string, ValidateFunction>();

export function createDescription(violations: string[]): Description {
  const told = (request: LoggedRequest, problem: string) =>
    violations.push(`${request.method} ${request.path}: ${problem}`);

  return {
    request(route, request) {
      const operation = operationOf(route);
      for (const problem of queryProblems(operation, request)) told(request, problem);
      const at = [...pointer(route), "requestBody", "content", "application/json", "schema"];
      if (operation.requestBody !== undefined) {
        for (const problem of problemsOf(at, request.body)) told(request, `body${problem}`);
      } else if (request.body !== undefined) told(request, "a body is not described");
    },
    answer(route, request, { status, body }) {
      const response = operationOf(route).responses[String(status)];
      if (!response) return void told(request, `${status} is not described`);
      if (response.content === undefined) {
        if (body !== undefined) told(request, `${status} is described without a body`);
        return;
      }
      const content = ["responses", String(status), "content", "application/json", "schema"];
      for (const problem of problemsOf([...pointer(route), ...content], body)) {
        told(request, `answer ${status}${problem}`);
      }
    },
    unknown: (request) => told(request, "is not described"),
  };
}

/** Every path with its methods in capital letters. */
export function describedCalls(): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

type Operation = z.infer<typeof operationSchema>;

function operationOf({ path, method }: Route): Operation {
  const operation = paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${DOCUMENT} does not describe ${method} ${path}.`);
  return operation;
}

function queryProblems({ parameters }: Operation, { query }: LoggedRequest): string[] {
  const described = parameters.filter((parameter) => parameter.in === "query");
  const names = new Set(described.map(({ name }) => name));
  const strange = Object.keys(query).filter((name) => !names.has(name));
  return [
    ...strange.map((name) => `query ${name} is not described`),
    ...described.flatMap(({ name, required, schema }) => {
      const value = query[name];
      if (value === undefined) return required ? [`query ${name} is missing`] : [];
      const number = schema.type === "integer" && /^-?\d+$/.test(value);
      const validate = ajv.compile(schema);
      return validate(number ? Number(value) : value) ? [] : [`query ${name}${errors(validate)}`];
    }),
  ];
}

function problemsOf(at: readonly string[], value: unknown): string[] {
  const path = at.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  const ref = `${DOCUMENT}#/${encodeURI(path)}`;
  const validate = compiled.get(ref) ?? ajv.compile({ $ref: ref });
  compiled.set(ref, validate);
  return validate(value) ? [] : [errors(validate)];
}

function errors(validate: ValidateFunction): string {
  return ajv.errorsText(validate.errors, { dataVar: "" }).slice(0, 500);
}

function pointer({ path, method }: Route): string[] {
  return ["paths", path, method.toLowerCase()];
}
