import { listAnnouncementLines } from '@/lib/announcements/list-announcement-lines'
import { addAnnouncement } from '@/lib/announcements/save-announcement'
import { announcementLine, announcementLines, announcementsParams, newAnnouncementBody } from '@/lib/announcements/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'All announcements in both languages, drafts and past ones too',
    who: 'operator',
    query: announcementsParams,
    answer: announcementLines,
    run: ({ query }) => listAnnouncementLines(query),
  }),

  POST: route({
    summary: 'Writes an announcement',
    who: 'operator',
    body: newAnnouncementBody,
    answer: announcementLine,
    status: 201,
    run: ({ body, caller, request }) => addAnnouncement(actorOf({ caller, request }), body),
  }),
})
