/** What a database holds: its tables in an order that foreign keys accept, their partitions, their sequences. */
import type pg from "pg";
import type { Manifest, PartitionEntry, TableEntry } from "./frames";

const MIGRATIONS_TABLE = "_prisma_migrations";

type TableRow = { name: string; columns: string[]; needs: string[] };

/** Tables by themselves: partitions belong to their parent, leftovers of a detached one to nobody. */
const TABLES = `
  SELECT c.relname AS name,
         (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
         ARRAY(SELECT DISTINCT r.relname::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid
           WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname <> '${MIGRATIONS_TABLE}'
     AND NOT EXISTS (SELECT FROM pg_class p
           WHERE p.relkind = 'p' AND c.relkind = 'r' AND p.relnamespace = c.relnamespace
             AND c.relname ~ ('^' || p.relname || '_[a-z]*[0-9]+$'))
   ORDER BY c.relname`;

/** Indexes that came from the parent come again with it; a partition's own are written down. */
const PARTITIONS = `
  SELECT p.relname AS parent, c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound,
         ARRAY(SELECT format('ALTER TABLE %I ADD CONSTRAINT %I %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
                 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conparentid = 0 AND k.contype IN ('p', 'u'))
      || ARRAY(SELECT pg_get_indexdef(x.indexrelid) FROM pg_index x
                WHERE x.indrelid = c.oid
                  AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = x.indexrelid)
                  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u')))
      || CASE WHEN c.reloptions IS NULL THEN '{}'
              ELSE ARRAY[format('ALTER TABLE %I SET (%s)', c.relname, array_to_string(c.reloptions, ', '))] END
         AS extras
    FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
   WHERE c.relispartition AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
   ORDER BY p.relname, c.relname`;

export async function listTables(client: pg.Client): Promise<TableEntry[]> {
  const { rows } = await client.query<TableRow>(TABLES);
  return inOrder(rows).map(({ name, columns }) => ({ name, columns }));
}

/** Whoever is referred to comes first. A circle cannot be loaded row by row and does not occur. */
export function inOrder<T extends { name: string; needs: readonly string[] }>(
  tables: readonly T[],
): T[] {
  const placed: T[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ needs }) => !needs.some((name) => names.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other: ${[...names].join(", ")}`);
    placed.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return placed;
}

export async function listPartitions(client: pg.Client): Promise<PartitionEntry[]> {
  return (await client.query<PartitionEntry>(PARTITIONS)).rows;
}

export async function listSequences(client: pg.Client): Promise<Manifest["sequences"]> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}

export async function listMigrations(client: pg.Client): Promise<string[]> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${MIGRATIONS_TABLE}') IS NOT NULL AS there`,
  );
  if (!there[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${MIGRATIONS_TABLE}
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
