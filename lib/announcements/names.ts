/** How much an announcement matters. All but the first one stand above the pages until they are read. */
export const announcementLevels = ['info', 'important', 'urgent'] as const

/** Where an announcement is between being written and being over. */
export const announcementStates = ['draft', 'scheduled', 'current', 'ended'] as const
export type AnnouncementState = (typeof announcementStates)[number]
