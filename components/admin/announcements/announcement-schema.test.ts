import { expect, test } from 'vitest'
import type { AnnouncementLine } from '@/lib/announcements/schema'
import { announcementSchema, bodyOf, draftOf } from './announcement-schema'

const line: AnnouncementLine = {
  id: 'ann_1',
  titleZh: '标题',
  titleEn: '',
  bodyZh: '正文',
  bodyEn: '',
  level: 'info',
  pinned: false,
  groups: ['lab'],
  publishAt: '2026-11-22T08:15:42.123Z',
  expiresAt: null,
  state: 'current',
  reads: 3,
  createdBy: null,
  updatedAt: '2026-11-22T08:15:42.123Z',
}

test('what nobody touched stays as it was, to the millisecond', () => {
  const { id: _, state: __, reads: ___, createdBy: ____, updatedAt: _____, ...body } = line
  expect(bodyOf(draftOf(line), line)).toEqual(body)
})

test('a draft has no time, and one for later needs one', () => {
  expect(bodyOf({ ...draftOf(line), when: 'draft' }, line).publishAt).toBeNull()
  expect(announcementSchema('when?').safeParse({ ...draftOf(line), when: 'at', publishAt: '' }).error?.issues[0]?.path).toEqual([
    'publishAt',
  ])
})
