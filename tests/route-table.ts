import { globSync } from 'node:fs'
import { apiPathOf, type RouteModule } from '@/lib/http/reference/openapi'
import type { Handler } from '@/lib/http/route'

/** One verb at one address of the portal's API. */
export interface RouteLine {
  name: string
  address: string
  verb: string
  handler: Handler
}

/** The addresses that may be asked without signing in. There are no others. */
export const openAddresses = [
  /^\/api\/auth\/(login|register|verify|forgot|reset|\{nextauth\})$/,
  /^\/api\/(setup|openapi\.json|models|models\/\{.*\}|announcements|status|share\/\{id\})$/,
  /^\/api\/health\//,
  // Stripe's signature says who calls.
  /^\/api\/recharge\/stripe$/,
]
/** The gateway's doors check the caller themselves. */
export const doors = /^\/api\/v1\//

export async function routeModules(): Promise<[string, RouteModule][]> {
  const modules: [string, RouteModule][] = []
  for (const file of globSync('**/route.ts', { cwd: 'app/api' }))
    modules.push([file, (await import(/* @vite-ignore */ `${process.cwd()}/app/api/${file}`)) as RouteModule])
  return modules
}

/** Every route, found by its file. */
export const routesOf = (modules: [string, RouteModule][]): RouteLine[] =>
  modules.flatMap(([file, module]) =>
    Object.entries(module)
      .filter(([verb]) => /^[A-Z]+$/.test(verb) && verb !== 'HEAD' && verb !== 'OPTIONS')
      .map(([verb, handler]) => ({ name: `${verb} ${apiPathOf(file)}`, address: apiPathOf(file), verb, handler: handler as Handler })),
  )
