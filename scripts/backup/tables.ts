import type pg from 'pg'

export interface TableShape {
  name: string
  columns: string[]
  /** For a partitioned table: each partition's name and bounds. */
  parts: { name: string; bounds: string; options: string[] }[]
}

/** Prisma's own table is not data. Restoring runs the migrations, which fill it. */
const tablesSql = `
  select c.oid::text as oid, c.relname as name,
    (select json_agg(a.attname order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select coalesce(json_agg(json_build_object('name', p.relname, 'bounds', pg_get_expr(p.relpartbound, p.oid), 'options', coalesce(p.reloptions, '{}'))
       order by p.relname), '[]') from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid) as parts
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_prisma_migrations'
  order by c.relname`
const referencesSql =
  "select conrelid::text as from, confrelid::text as to from pg_constraint where contype = 'f' and conrelid <> confrelid"

/** Every table; tables that others refer to come first. */
export async function tablesOf(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape & { oid: string }>(tablesSql)
  const references = (await client.query<{ from: string; to: string }>(referencesSql)).rows
  const ordered: (TableShape & { oid: string })[] = []
  const waiting = new Set(rows)
  while (waiting.size > 0) {
    const ready = [...waiting].filter(
      ({ oid }) => !references.some(({ from, to }) => from === oid && [...waiting].some((other) => other.oid === to)),
    )
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle.')
    for (const table of ready) {
      ordered.push(table)
      waiting.delete(table)
    }
  }
  return ordered.map(({ name, columns, parts }) => ({ name, columns, parts }))
}

export interface Sequence {
  name: string
  last: string
  called: boolean
}

export async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  )
  const found: Sequence[] = []
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${quoted(name)}`,
    )
    const [row] = state.rows
    if (row) found.push({ name, ...row })
  }
  return found
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const columnList = (columns: string[]): string => columns.map(quoted).join(', ')
