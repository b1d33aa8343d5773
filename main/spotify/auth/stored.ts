import { z } from "zod";
import type { SecretStore } from "../../ports.ts";

const personSchema = z.object({
  clientId: z.string(),
  accessToken: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  refreshToken: z.string(),
  scopes: z.array(z.string()),
  /** ISO 8601. */
  authorizedAt: z.string(),
  account: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
});
/** The sign-in of a person. */
export type Person = z.infer<typeof personSchema>;

const appSchema = z.object({ clientId: z.string(), clientSecret: z.string() });
/** An old app that reads public playlists without a person. */
export type AppCredentials = z.infer<typeof appSchema>;

export type Stored = {
  readonly person: () => Promise<Person | null>;
  readonly app: () => Promise<AppCredentials | null>;
  /** On disk before it resolves, with what it has become. One change after the other: none undoes another. */
  readonly changePerson: (
    change: (before: Person | null) => Person | null,
  ) => Promise<Person | null>;
  readonly setApp: (app: AppCredentials | null) => Promise<void>;
};

/** The two secrets; read once, because a key store may ask the person each time. What does not fit is no secret. */
export function openStored(secrets: SecretStore): Stored {
  let person: Promise<Person | null> | null = null;
  let app: Promise<AppCredentials | null> | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const readPerson = () =>
    (person ??= secrets.get("spotify").then((text) => parse(personSchema, text)));
  return {
    person: readPerson,
    app: () => (app ??= secrets.get("spotify-app").then((text) => parse(appSchema, text))),
    changePerson(change) {
      const changed = turn.then(async () => {
        const before = await readPerson();
        const next = change(before);
        if (next === before) return next;
        await secrets.set("spotify", next === null ? null : JSON.stringify(next));
        person = Promise.resolve(next);
        return next;
      });
      turn = changed.catch(() => undefined);
      return changed;
    },
    async setApp(next) {
      await secrets.set("spotify-app", next === null ? null : JSON.stringify(next));
      app = Promise.resolve(next);
    },
  };
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.infer<Schema> | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
