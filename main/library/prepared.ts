import type { Database, Statement } from "better-sqlite3";

const cache = new WeakMap<Database, Map<string, Statement>>();

/** A statement prepared once per connection. `sql` must be a constant text, never made from input. */
export function prepared(db: Database, sql: string): Statement {
  let statements = cache.get(db);
  if (!statements) {
    statements = new Map();
    cache.set(db, statements);
  }
  let statement = statements.get(sql);
  if (!statement) {
    statement = db.prepare(sql);
    statements.set(sql, statement);
  }
  // raw() and pluck() stick to a statement: every use starts from plain rows.
  return statement.reader ? statement.pluck(false).raw(false) : statement;
}
