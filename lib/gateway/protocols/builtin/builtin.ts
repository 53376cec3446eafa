import 'server-only'
import type { UpstreamProtocol } from '../protocol'
import { documentTask } from './documents'
import { eliza } from './eliza'

/** What this machine does by itself: the demo, and the document tools. */
export const builtin: UpstreamProtocol = {
  ...eliza,
  listModels: { ...eliza.listModels, read: () => [{ id: 'eliza' }, { id: 'markitdown' }, { id: 'mineru' }] },
  tasks: { documents: documentTask },
}
