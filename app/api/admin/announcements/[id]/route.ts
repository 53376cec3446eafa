import { changeAnnouncement, deleteAnnouncement } from '@/lib/announcements/save-announcement'
import { announcementChange, announcementId, announcementLine } from '@/lib/announcements/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  PATCH: route({
    summary: 'Changes an announcement',
    who: 'operator',
    params: announcementId,
    body: announcementChange,
    answer: announcementLine,
    run: ({ params: { id }, body, caller, request }) => changeAnnouncement(actorOf({ caller, request }), id, body),
  }),

  DELETE: route({
    summary: 'Deletes an announcement',
    who: 'operator',
    params: announcementId,
    run: async ({ params: { id }, caller, request }) => {
      await deleteAnnouncement(actorOf({ caller, request }), id)
      return undefined
    },
  }),
})
