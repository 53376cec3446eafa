import * as z from 'zod'
import { env } from '@/lib/env'
import { openApi, type RouteModule } from '@/lib/http/reference/openapi'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { once } from '@/lib/once'

declare const require: {
  context(folder: string, deep: boolean, files: RegExp): { keys(): string[] } & ((file: string) => RouteModule | Promise<RouteModule>)
}

/** The document is made once and kept, because making it takes long enough to be misused. */
const document = () =>
  once('openapi', async () => {
    // The bundler replaces this by a list of all routes beside this one.
    const all = require.context('..', true, /route\.ts$/)
    const modules = all.keys().map(async (file): Promise<[string, RouteModule]> => [file, await all(file)])
    return openApi(await Promise.all(modules), env().publicUrl)
  })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'This description',
    who: 'anyone',
    answer: z.record(z.string(), z.unknown()),
    run: document,
  }),
})
