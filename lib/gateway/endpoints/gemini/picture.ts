import { isObject } from '@/lib/json-object'
import type { PromptPart } from '../../generation/request'
import { absent } from '../check-members'
import type { Members } from './members'

/** A picture, inside the request or at an address. */
export function pictureOf({ inlineData, fileData }: Members): PromptPart | undefined {
  const { mimeType, data } = isObject(inlineData) ? inlineData : {}
  if (typeof data === 'string' && isImage(mimeType)) return { type: 'image_url', image_url: { url: `data:${mimeType};base64,${data}` } }
  const { mimeType: kind, fileUri: url } = isObject(fileData) ? fileData : {}
  const picture = typeof url === 'string' && /^https?:/.test(url) && (absent(kind) || kind === '' || isImage(kind))
  return picture && !googles.test(url) ? { type: 'image_url', image_url: { url } } : undefined
}

const isImage = (kind: unknown): boolean => typeof kind === 'string' && kind.startsWith('image/')
/** Files that were given to Google's servers, and films there: nobody else reads these addresses. */
const googles = /^https?:\/\/(generativelanguage\.googleapis\.com|(www\.)?youtube\.com|youtu\.be)\//
