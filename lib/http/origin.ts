import 'server-only'
import { addressIn, normalAddress } from '@/lib/addresses/client-address'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { peerOf } from './peer'

const hostOf = (url: string | null): string | undefined => {
  try {
    return url ? new URL(url).host.toLowerCase() : undefined
  } catch {
    return undefined
  }
}

/** Whether a browser says that one of our pages sent this. A request without Origin does not count. */
export function fromOwnPage(headers: Headers): boolean {
  const origin = hostOf(headers.get('origin'))
  if (!origin) return false
  const proxied = addressIn(normalAddress(peerOf(headers)), env().TRUSTED_PROXIES)
  const forwarded = proxied ? headers.get('x-forwarded-host')?.split(',')[0]?.trim() : undefined
  const own = [headers.get('host'), forwarded, hostOf(env().publicUrl)]
  return own.some((host) => host?.toLowerCase() === origin)
}

const changes = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/** Refuses a change that is made with a cookie from another site's page, because browsers send the cookie for any page. */
export function checkOrigin(request: Request, { cookie }: { cookie: boolean }): void {
  if (!changes(request.method)) return
  if ((cookie || request.headers.has('origin')) && !fromOwnPage(request.headers)) throw fail('wrong_origin')
}
