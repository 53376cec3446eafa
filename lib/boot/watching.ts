import 'server-only'
import { env } from '@/lib/env'
import { once } from '@/lib/once'

const state = () => once('boot.watching', () => ({ stop: async () => {} }))

/** Switches on what the environment asks for; their libraries are not even loaded otherwise. */
export async function startWatching(): Promise<void> {
  if (env().METRICS_TOKEN !== undefined) (await import('@/lib/gateway/observe/prometheus')).promRegistry()
  if (env().OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) state().stop = (await import('@/lib/gateway/observe/traces')).startTraces()
}

/** Sends what has not been sent. */
export const stopWatching = (): Promise<void> => state().stop()
