import 'server-only'
import { sharedLink, startLink } from './link'
import { tellRest } from './there'

/** Makes all processes count together, where there is a Redis for it. What was counted while it was away is told when it is back. */
export async function shareLimits(url: string | undefined): Promise<void> {
  if (url === undefined) return
  await startLink(url, () => {
    const link = sharedLink()
    if (link) tellRest(link)
  })
}
