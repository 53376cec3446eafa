import { absent, wrong } from '../check-members'

type Members = Record<string, unknown>

/** SiliconFlow's words for what is paid for. */
const known = { image_size: 'size', batch_size: 'n' } as const
/** Other servers' words for the number of pictures, written without case and signs. */
const otherCounts = new Set(
  'numimages numberofimages nimages imagecount numimagesperprompt numoutputs numoutputsperprompt numsamples nsamples niter'.split(' '),
)

/** Those of SiliconFlow go on under both names, so that every server draws what is paid for. Two that differ, and others, are refused. */
export function inUsualWords(body: Members): Members {
  refuseCounts(body)
  const read = { ...body }
  for (const [word, usual] of Object.entries(known)) {
    if (absent(body[word])) continue
    if (!absent(body[usual]) && body[usual] !== body[word]) throw wrong(word, `must be the same as ${usual}, or be left out`)
    read[usual] = body[word]
  }
  return read
}

/** A form goes on as it came, so it has to have the usual words. */
export function checkFormWords(body: Members): void {
  refuseCounts(body)
  for (const [word, usual] of Object.entries(known)) if (!absent(body[word])) throw wrong(word, `is not taken in a form. Send ${usual}`)
}

function refuseCounts(body: Members): void {
  for (const name in body)
    if (otherCounts.has(name.toLowerCase().replace(/[^a-z]/g, '')) && !absent(body[name])) throw wrong(name, 'is not taken here. Send n')
}
