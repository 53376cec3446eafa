import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { newId } from '@/lib/ids'
import { type TimelineKind, timelineKinds } from './names'
import type { ApplicationEvent } from './schema'

interface Said {
  applicationId: string
  /** null: nobody, such as the end of its time. */
  actorId: number | null
  kind: TimelineKind
  text?: string | undefined
}

/** Writes a line of the timeline. Returns its id. */
export async function writeTimeline(tx: Tx, { applicationId, actorId, kind, text = '' }: Said): Promise<string> {
  const id = newId('reply')
  await run(tx, 'insert into application_events (id, application_id, actor_id, kind, text) values ($1, $2, $3, $4, $5)', [
    id,
    applicationId,
    actorId,
    kind,
    text,
  ])
  return id
}

const eventRow = z.object({
  id: z.string(),
  time: z.date(),
  kind: z.enum(timelineKinds),
  text: z.string(),
  from: z.enum(['applicant', 'operator', 'system']),
  username: z.string().nullable(),
})

/** The timeline, from the beginning. The applicant does not learn which operator it was. */
export async function timelineOf(on: On, applicationId: string, { named }: { named: boolean }): Promise<ApplicationEvent[]> {
  const rows = await rowsOf(
    on,
    eventRow,
    `select e.id, e.time, e.kind, e.text, case when e.actor_id is null then 'system' when e.actor_id = a.user_id then 'applicant' else 'operator' end as from,
       u.username
     from application_events e join applications a on a.id = e.application_id left join users u on u.id = e.actor_id
     where e.application_id = $1 order by e.time, e.id collate "C"`,
    [applicationId],
  )
  return rows.map(({ time, username, ...row }) => ({ ...row, time: time.toISOString(), username: named ? username : null }))
}
