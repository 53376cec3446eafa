import type { TaskEvent } from '../../generation/task'

/** A whole answer as events: each of its pictures is done at once. What the answer reports is told with the last. */
export function imageEvents({ data, usage, ...rest }: Record<string, unknown>, kind: string): TaskEvent[] {
  const images = data as Record<string, unknown>[]
  return images.map((image, at) => ({
    type: `${kind}.completed`,
    ...rest,
    created_at: rest.created,
    ...image,
    ...(usage && at === images.length - 1 ? { usage } : {}),
  }))
}
