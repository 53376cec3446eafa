import type { Fault } from './fault'
import { breaks, refusals } from './faults-breaks'
import { contents, usages } from './faults-content'
import { endings, shapes } from './faults-shapes'

export const faults: Fault[] = [...shapes, ...endings, ...breaks, ...refusals, ...usages, ...contents]
