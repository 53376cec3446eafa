/** What a picture comes to, which some models are charged for by tokens. OpenAI's, by quality, for each square of 1024 pixels. */
const ofQuality: Record<string, number> = { low: 272, medium: 1056, high: 4160 }
const square = 1024 * 1024
const largestUsual = 1536 * 1024
/** Of a picture that is not yet done. */
const ofDraft = 100
/** Of a picture that is read, in full. */
const ofRead = 6500

interface Drawn {
  images: number
  size: unknown
  quality: unknown
  drafts: number
}

/** For the pictures that are drawn, at the dearest size and quality that may be meant. */
export function drawnTokens({ images, size, quality, drafts }: Drawn): number {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/i.exec(String(size)) ?? []
  const pixels = width && height ? Number(width) * Number(height) : largestUsual
  const each = (pixels / square) * (ofQuality[String(quality)] ?? 4160)
  return images * (Math.ceil(each) + drafts * ofDraft)
}

export const readTokens = (images: number): number => images * ofRead
